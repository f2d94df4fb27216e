"""Every error a user can meet: a message that says what to do, and the command's exit code."""


class CopydeskError(Exception):
    """Anything that stops copydesk and is not a fault in its code."""

    exit_code = 1


class DeskBusyError(CopydeskError):
    """Another process works on the desk."""


class DeskUnusableError(CopydeskError):
    """The desk's folder or a file in it cannot be read or written."""


class DeskFormatError(CopydeskError):
    """The desk was made by another version of copydesk, or its index by other parameters."""
