"""Commands that fill a desk, and that apply today's rules to what it holds."""

from argparse import ArgumentParser

from copydesk.flows.commands.command import Command, add_author, add_json, add_wait, takes_nothing

KINDS = [
    *("byline", "dateline", "timestamp", "agency", "caption", "promo", "paywall", "related"),
    *("share", "bio", "copyright", "player", "ui", "separator"),
]


def _ingest(command: ArgumentParser) -> None:
    command.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a URL, file, folder, pattern, s3://…, '-', a [[source]] of copydesk.toml (default: all those)",
    )
    _rerun(command)
    command.add_argument(
        "--map", default="", metavar="FIELD=COLUMN,…", help="what records call their fields: text=body,id=url"
    )
    command.add_argument("--reread", action="store_true", help="read unchanged files, too")
    command.add_argument(
        "--backfill", action="store_true", help="an archive: keep it out of what is counted by day"
    )
    command.add_argument(
        "--since",
        default="",
        metavar="DAY",
        help="of the web: what is dated since 2026-11-01, yesterday …",
    )
    command.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")


def _rerun(command: ArgumentParser) -> None:
    add_json(command, "the summary as one JSON object")
    add_wait(command)


def _furniture(command: ArgumentParser) -> None:
    command.add_argument("--source", metavar="NAME", help="only this source; whose line it is")
    word = command.add_mutually_exclusive_group()
    word.add_argument("--accept", metavar="LINE", help="the line is furniture of this source from now on")
    word.add_argument("--story", metavar="LINE", help="the line is story; it is not proposed again")
    word.add_argument("--undo", metavar="LINE", help="take back what was said of the line")
    command.add_argument("--kind", choices=KINDS, default="ui", help="the kind of furniture (default: ui)")
    add_author(command, "says so")
    add_json(command, "what recurs as JSON")


def _rejects(command: ArgumentParser) -> None:
    command.add_argument(
        "words", nargs="*", metavar="ID", help="one of them, as a whole; or: retry [ID...], to try them again"
    )
    command.add_argument("--source", metavar="NAME", help="only those of this source")
    command.add_argument("--reason", metavar="WORDS", help="only those whose reason holds these words")
    command.add_argument("--resolved", action="store_true", help="those that a retry has resolved")
    command.add_argument("--limit", type=int, default=20, metavar="N", help="how many to list (default: 20)")
    command.add_argument("--raw", action="store_true", help="of one: write its bytes as they are")
    command.add_argument("--map", default="", metavar="FIELD=NAME,...", help="what records call their text")
    _rerun(command)


COMMANDS = (
    Command("init", "make a desk with a commented copydesk.toml", "init:init_command", takes_nothing),
    Command(
        "ingest", "take in files and folders, and publish what came of it", "run:ingest_command", _ingest
    ),
    Command(
        "rejects",
        "what was refused, and why; rejects retry tries it again",
        "rejects:rejects_command",
        _rejects,
    ),
    Command("reclean", "apply today's cleaning rules to everything stored", "run:reclean_command", _rerun),
    Command(
        "rematch", "apply changed thresholds and policy to everything stored", "run:rematch_command", _rerun
    ),
    Command(
        "furniture", "lines that recur in a source, to accept", "recurrence:furniture_command", _furniture
    ),
)
