"""Commands that keep a desk going by itself."""

from argparse import ArgumentParser, ArgumentTypeError

from copydesk.flows.commands.command import Command

_LAST_PORT = 65_535


def _port(word: str) -> int:
    # The system would take another port, the remainder.
    if not word.isdecimal() or int(word) > _LAST_PORT:
        raise ArgumentTypeError(f"{word}: a port is a number from 0 to {_LAST_PORT}")
    return int(word)


def _up(command: ArgumentParser) -> None:
    command.add_argument(
        "--host", default="127.0.0.1", help="where the pages are to be had (default: on this machine alone)"
    )
    command.add_argument(
        "--port",
        type=_port,
        default=4200,
        metavar="N",
        help="their port; 0 for any that is free (default: 4200)",
    )
    command.add_argument(
        "--finish",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="how long to wait for the run under way when told to stop (default: 60)",
    )


COMMANDS = (
    Command("up", "Prefect's pages, and this desk's schedules, until Ctrl-C", "up.command:up_command", _up),
)
