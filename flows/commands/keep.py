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


def _backup(command: ArgumentParser) -> None:
    command.add_argument("folder", nargs="?", metavar="DIR", help="where to put it, in a folder of its own")
    command.add_argument("--list", action="store_true", help="tell where backups of this desk were put")
    add_json(command, "what was copied, or the list, as JSON")
    add_wait(command)


def _restore(command: ArgumentParser) -> None:
    command.add_argument("backup", metavar="BACKUP", help="the folder that `copydesk backup` made")
    command.add_argument("--replace", action="store_true", help="even where a desk is; it is set aside")
    add_json(command, "what was done as one JSON object")
    add_wait(command)


COMMANDS = (
    Command("backup", "copy the whole desk, and check the copy", "backup:backup_command", _backup),
    Command("restore", "put a backup in place of the desk", "restore:restore_command", _restore),
    Command(
        "doctor",
        "check that the desk is sound, and tell its size and growth",
        "doctor:doctor_command",
        _doctor,
    ),
    Command("upgrade", "bring a desk of an older copydesk up to date", "upgrade:upgrade_command", _upgrade),
)
