"""Commands that look after a desk."""

from argparse import ArgumentParser

from copydesk.flows.commands.command import Command, add_json, add_wait


def _upgrade(command: ArgumentParser) -> None:
    command.add_argument("--check", action="store_true", help="tell what would change, and change nothing")
    add_json(command, "what changes as one JSON object")
    add_wait(command)


def _doctor(command: ArgumentParser) -> None:
    command.add_argument("--compact", action="store_true", help="first write both files anew, without holes")
    add_json(command, "what was found as one JSON object")
    add_wait(command)


COMMANDS = (
    Command(
        "doctor",
        "check that the desk is sound, and tell its size and growth",
        "doctor:doctor_command",
        _doctor,
    ),
    Command("upgrade", "bring a desk of an older copydesk up to date", "upgrade:upgrade_command", _upgrade),
)
