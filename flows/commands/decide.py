"""Commands by which people overrule what copydesk chose."""

from argparse import ArgumentParser

from copydesk.flows.commands.command import ARTICLE, Command, add_author, add_json, add_wait


def _merge(command: ArgumentParser) -> None:
    command.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    command.add_argument("other", metavar="OTHER", help=ARTICLE)
    _decision(command, "merge")


def _split(command: ArgumentParser) -> None:
    command.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    command.add_argument("other", metavar="OTHER", nargs="?", help=ARTICLE)
    _decision(command, "split")


def _pin(command: ArgumentParser) -> None:
    command.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    command.set_defaults(other=None)
    _decision(command, "pin")


def _decision(command: ArgumentParser, kind: str) -> None:
    command.add_argument("--reason", metavar="TEXT", help="why; it is shown wherever the decision matters")
    add_author(command, "decides")
    command.add_argument("--undo", action="store_true", help="take the decision back")
    add_json(command, "what changed as one JSON object")
    add_wait(command)
    command.set_defaults(kind=kind)


def _forget(command: ArgumentParser) -> None:
    command.add_argument("articles", metavar="ARTICLE", nargs="*", help=ARTICLE)
    command.add_argument("--source", metavar="NAME", help="all documents of this outlet")
    command.add_argument("--url", metavar="URL", help="all documents that had this URL")
    command.add_argument("--with-copies", action="store_true", help="and the copies and excerpts of them")
    command.add_argument("--reason", metavar="TEXT", help="why; it is all that is kept of them")
    add_author(command, "decides")
    command.add_argument("--yes", action="store_true", help="do not ask whether it is meant")
    command.add_argument("--undo", action="store_true", help="let them come in again; their texts stay gone")
    add_json(command, "what was withdrawn as one JSON object")
    add_wait(command)


def _overrides(command: ArgumentParser) -> None:
    add_json(command, "them as one JSON array")


COMMANDS = (
    Command("merge", "put two articles into one cluster", "overrule:overrule_command", _merge),
    Command("split", "keep two articles apart, or one from all others", "overrule:overrule_command", _split),
    Command("pin", "make an article the canonical one of its cluster", "overrule:overrule_command", _pin),
    Command(
        "forget", "withdraw documents for good, everywhere in the desk", "forget:forget_command", _forget
    ),
    Command(
        "overrides",
        "list what people decided, and what is wrong with it",
        "overrides:overrides_command",
        _overrides,
    ),
)
