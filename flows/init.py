"""`copydesk init`: a desk, and a settings file that says what can be set."""

import sys
from argparse import Namespace
from pathlib import Path

from copydesk.flows.settings_file import settings_file
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskUnusableError


def init_command(arguments: Namespace) -> int:
    """Make the desk's folder and its settings file; settings that are there stay."""
    desk = Desk(Path(arguments.desk))
    desk.create()
    try:
        with desk.settings.open("x", encoding="utf-8") as settings:
            settings.write(settings_file())
    except FileExistsError:
        print(f"{desk.settings} is there already and stays as it is", file=sys.stderr)  # noqa: T201
        return 0
    except OSError as error:
        raise DeskUnusableError(f"{desk.settings}: cannot write the settings: {error.strerror}") from error
    print(f"{desk.settings}: the settings of this desk, all of them with their defaults")  # noqa: T201
    return 0
