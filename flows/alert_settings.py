"""What `copydesk.toml` says of whom to tell when something is wrong."""

from typing import Literal

from pydantic import Field

from copydesk.flows.section import Section


class Alert(Section):
    """Whom to tell when a run fails or refuses too much, a source falls silent, or the disk fills up."""

    webhook: str | None = Field(None, pattern="^https?://")
    """A URL that gets a JSON object by POST: text, kind (failed, silent, disk), desk, at, source, run, url"""
    mail_to: tuple[str, ...] = ()
    """Who gets a mail."""
    mail_from: str = "copydesk@localhost"
    """Whom it comes from."""
    smtp_host: str = "localhost"
    """The server that takes mail."""
    smtp_port: int = Field(25, ge=1, le=65535)
    """Its port: mostly 25 without encryption, 587 with starttls, 465 with tls."""
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    """How it is spoken to."""
    smtp_user: str | None = None
    """Who logs in there. The password stands in the environment, as COPYDESK_SMTP_PASSWORD."""
    disk_factor: float = Field(2, ge=0)
    """The disk is told to fill up when less is free on it than so many times what the desk takes."""

    @property
    def is_set(self) -> bool:
        """Whether anybody is to be told."""
        return self.webhook is not None or bool(self.mail_to)
