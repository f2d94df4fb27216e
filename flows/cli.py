"""The command line: what can be said, and what it starts. A command's imports wait until it is called."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from copydesk.storage.errors import CopydeskError

EXIT_INTERRUPTED = 130
KINDS = [
    *("byline", "dateline", "timestamp", "agency", "caption", "promo", "paywall", "related"),
    *("share", "bio", "copyright", "player", "ui", "separator"),
]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 usage, 3 done with too many rejects."""
    arguments = parser().parse_args(words)
    try:
        return int(arguments.start(arguments))
    except CopydeskError as error:
        print(f"copydesk: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("copydesk: interrupted; what was committed stays", file=sys.stderr)  # noqa: T201
        return EXIT_INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    top = argparse.ArgumentParser(
        prog="copydesk", description="Raw news text in, canonical articles out, with the evidence in DuckDB."
    )
    top.add_argument("--version", action="version", version=f"copydesk {version('copydesk')}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_init(commands.add_parser("init", help="make a desk with a commented copydesk.toml"))
    _add_ingest(commands.add_parser("ingest", help="take in files and folders, and publish what came of it"))
    reclean = commands.add_parser("reclean", help="apply today's cleaning rules to everything stored")
    _add_rerun(reclean, _start_reclean)
    rematch = commands.add_parser("rematch", help="apply changed thresholds and policy to everything stored")
    _add_rerun(rematch, _start_rematch)
    _add_furniture(commands.add_parser("furniture", help="lines that recur in a source, to accept"))
    _add_sql(commands.add_parser("sql", help="query the published tables; without a query, at a prompt"))
    _add_explain(
        commands.add_parser("explain", help="what was removed and why; why two articles were merged, or not")
    )
    _add_decision(commands.add_parser("merge", help="put two articles into one cluster"), "merge")
    _add_decision(
        commands.add_parser("split", help="keep two articles apart, or one from all others"), "split"
    )
    _add_decision(commands.add_parser("pin", help="make an article the canonical one of its cluster"), "pin")
    _add_overrides(
        commands.add_parser("overrides", help="list what people decided, and what is wrong with it")
    )
    for command in commands.choices.values():
        command.add_argument(
            "--desk",
            default=os.environ.get("COPYDESK_DESK", "desk"),
            metavar="DIR",
            help="the desk's folder (default: COPYDESK_DESK, else ./desk)",
        )
    return top


def _add_init(command: argparse.ArgumentParser) -> None:
    command.set_defaults(start=_start_init)


def _add_ingest(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a folder, a file (.txt .html .jsonl), or '-'"
    )
    command.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    command.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait for another run to finish"
    )
    command.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    command.set_defaults(start=_start_ingest)


def _add_rerun(command: argparse.ArgumentParser, start: Callable[[argparse.Namespace], int]) -> None:
    command.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    command.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait for another run to finish"
    )
    command.set_defaults(start=start)


def _add_furniture(command: argparse.ArgumentParser) -> None:
    command.add_argument("--source", metavar="NAME", help="only this source; whose line it is")
    word = command.add_mutually_exclusive_group()
    word.add_argument("--accept", metavar="LINE", help="the line is furniture of this source from now on")
    word.add_argument("--story", metavar="LINE", help="the line is story; it is not proposed again")
    word.add_argument("--undo", metavar="LINE", help="take back what was said of the line")
    command.add_argument("--kind", choices=KINDS, default="ui", help="the kind of furniture (default: ui)")
    command.add_argument("--author", metavar="NAME", help="who says so (default: your login name)")
    command.add_argument("--json", action="store_true", help="print what recurs as JSON")
    command.set_defaults(start=_start_furniture)


def _add_sql(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="?", metavar="QUERY", help="SQL, as DuckDB speaks it")
    command.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="how to print the answer"
    )
    command.set_defaults(start=_start_sql)


def _add_explain(command: argparse.ArgumentParser) -> None:
    article = "an article_id, its beginning, or an external_id"
    command.add_argument("article", metavar="ARTICLE", help=article)
    command.add_argument("other", nargs="?", metavar="OTHER", help="another article, to compare it with")
    command.add_argument("--json", action="store_true", help="print the explanation as one JSON object")
    command.set_defaults(start=_start_explain)


def _add_decision(command: argparse.ArgumentParser, kind: str) -> None:
    article = "an article_id, its beginning, or an external_id"
    command.add_argument("article", metavar="ARTICLE", help=article)
    if kind == "pin":
        command.set_defaults(other=None)
    else:
        command.add_argument("other", metavar="OTHER", nargs="?" if kind == "split" else None, help=article)
    command.add_argument("--reason", metavar="TEXT", help="why; it is shown wherever the decision matters")
    command.add_argument("--author", metavar="NAME", help="who decides (default: your login name)")
    command.add_argument("--undo", action="store_true", help="take the decision back")
    command.add_argument("--json", action="store_true", help="print what changed as one JSON object")
    command.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait for a run to finish"
    )
    command.set_defaults(start=_start_decision, kind=kind)


def _add_overrides(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print them as one JSON array")
    command.set_defaults(start=_start_overrides)


def _start_init(arguments: argparse.Namespace) -> int:
    from copydesk.flows.init import init_command

    return init_command(arguments)


def _start_ingest(arguments: argparse.Namespace) -> int:
    from copydesk.flows.run import ingest_command

    return ingest_command(arguments)


def _start_reclean(arguments: argparse.Namespace) -> int:
    from copydesk.flows.run import reclean_command

    return reclean_command(arguments)


def _start_furniture(arguments: argparse.Namespace) -> int:
    from copydesk.flows.recurrence import furniture_command

    return furniture_command(arguments)


def _start_sql(arguments: argparse.Namespace) -> int:
    from copydesk.flows.query import sql_command

    return sql_command(arguments)


def _start_explain(arguments: argparse.Namespace) -> int:
    from copydesk.flows.explain import explain_command

    return explain_command(arguments)


def _start_rematch(arguments: argparse.Namespace) -> int:
    from copydesk.flows.run import rematch_command

    return rematch_command(arguments)


def _start_decision(arguments: argparse.Namespace) -> int:
    from copydesk.flows.overrule import overrule_command

    return overrule_command(arguments)


def _start_overrides(arguments: argparse.Namespace) -> int:
    from copydesk.flows.overrides import overrides_command

    return overrides_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
