"""What a URL is asked with, and what it answers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the state of a page, to ask whether it still is in it."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def fields(self) -> dict[str, str]:
        """The fields of a request that asks only for what is new."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; `url` is where it was after redirects. One that is unchanged has no body."""

    url: str
    is_unchanged: bool
    media_type: str
    charset: str | None
    body: bytes
    validators: Validators
    fetched_at: datetime
