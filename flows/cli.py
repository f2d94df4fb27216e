"""The command line: what was said is parsed, and the command it names is started."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from copydesk.flows.commands import ask, collect, decide, keep, serve
from copydesk.storage.errors import CopydeskError

EXIT_INTERRUPTED = 130
COMMANDS = (*collect.COMMANDS, *ask.COMMANDS, *decide.COMMANDS, *keep.COMMANDS, *serve.COMMANDS)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 usage, 3 done with too many rejects."""
    arguments = parser().parse_args(words)
    try:
        return _start(arguments)
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
    for command in COMMANDS:
        words = commands.add_parser(command.name, help=command.help)
        command.add_words(words)
        words.set_defaults(start=command.start)
        words.add_argument(
            "--desk",
            default=os.environ.get("COPYDESK_DESK", "desk"),
            metavar="DIR",
            help="the desk's folder (default: COPYDESK_DESK, else ./desk)",
        )
    return top


def _start(arguments: argparse.Namespace) -> int:
    module, function = arguments.start.split(":")
    return int(getattr(import_module(f"copydesk.flows.{module}"), function)(arguments))


if __name__ == "__main__":
    sys.exit(main())
