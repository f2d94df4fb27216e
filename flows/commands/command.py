"""What a command of the command line is, and the words that several of them take."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import NamedTuple

ARTICLE = "an article_id, its beginning, an external_id or a URL"


class Command(NamedTuple):
    """One command: how it is called, what it takes, and where what it does is to be found."""

    name: str
    help: str
    start: str
    """`module:function` below copydesk.flows, imported when the command is called: it takes the parsed
    words and returns the exit code."""
    add_words: Callable[[ArgumentParser], None]


def takes_nothing(_: ArgumentParser) -> None:
    """Add no words: the command stands alone."""


def add_json(command: ArgumentParser, what: str) -> None:
    """Let the command print its result for machines."""
    command.add_argument("--json", action="store_true", help=f"print {what}")


def add_wait(command: ArgumentParser) -> None:
    """Let the command wait for the desk."""
    command.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait for another run to finish"
    )


def add_author(command: ArgumentParser, what: str) -> None:
    """Let the command say whose decision it is."""
    command.add_argument("--author", metavar="NAME", help=f"who {what} (default: your login name)")
