"""Commands that read what is published, and change nothing."""

from argparse import ArgumentParser

from copydesk.flows.commands.command import ARTICLE, Command, add_json


def _sql(command: ArgumentParser) -> None:
    command.add_argument("query", nargs="?", metavar="QUERY", help="SQL, as DuckDB speaks it")
    command.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="how to print the answer"
    )


def _explain(command: ArgumentParser) -> None:
    command.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    command.add_argument("other", nargs="?", metavar="OTHER", help="another article, to compare it with")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the explanation as one JSON object")
    form.add_argument("--html", action="store_true", help="write a page, what was cut struck through")
    command.add_argument("-o", "--output", metavar="FILE", help="where to write the page (default: reports/)")


def _report(command: ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", metavar="FILE", help="where to write it (default: the desk's reports/)"
    )
    span = command.add_mutually_exclusive_group()
    span.add_argument("--days", type=int, metavar="N", help="only what came in during the last N days")
    span.add_argument("--since", metavar="DATE", help="only what came in since 2026-11-01, yesterday …, UTC")
    add_json(command, "where the page is as one JSON object")


def _export(command: ArgumentParser) -> None:
    command.add_argument("folder", metavar="DIR", help="a folder that is not there yet, or empty")
    command.add_argument("--table", metavar="NAME", help="which table or view (default: canonical_articles)")
    command.add_argument(
        "--where", metavar="SQL", help="only rows for which this holds, e.g. \"language = 'en'\""
    )
    command.add_argument("--format", choices=("parquet", "jsonl"), help="default: parquet, a folder a month")
    command.add_argument(
        "--snapshot",
        action="store_true",
        help="every table, with manifest, checksums and the log of decisions",
    )
    command.add_argument(
        "--no-text", action="store_true", help="without titles, texts and names, so that it can be shared"
    )
    add_json(command, "what was written as one JSON object")


def _verify(command: ArgumentParser) -> None:
    command.add_argument("folder", metavar="DIR", help="what `export --snapshot` wrote")
    add_json(command, "the result as one JSON object")


def _sources(command: ArgumentParser) -> None:
    command.add_argument(
        "--days", type=int, choices=range(1, 61), default=7, metavar="N", help="how many days (default: 7)"
    )
    add_json(command, "them as one JSON array")


def _versions(command: ArgumentParser) -> None:
    command.add_argument("article", metavar="URL|ARTICLE", help=ARTICLE)
    command.add_argument("--diff", action="store_true", help="show what was written otherwise, word by word")
    add_json(command, "them as one JSON array")


COMMANDS = (
    Command("sql", "query the published tables; without a query, at a prompt", "query:sql_command", _sql),
    Command(
        "explain",
        "what was removed and why; why two articles were merged, or not",
        "explain:explain_command",
        _explain,
    ),
    Command(
        "report",
        "one HTML page: what came in, what of it is copied, by whom",
        "report:report_command",
        _report,
    ),
    Command("export", "write published articles as Parquet or JSON lines", "export:export_command", _export),
    Command("verify", "check an exported snapshot", "manifest:verify_command", _verify),
    Command(
        "versions", "what a URL said over time, and what changed", "versions:versions_command", _versions
    ),
    Command(
        "sources",
        "each source: what it brought by day, who is silent",
        "source_list:sources_command",
        _sources,
    ),
)
