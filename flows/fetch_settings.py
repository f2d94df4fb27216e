"""What `copydesk.toml` says of how the web is asked."""

from pydantic import Field

from copydesk.flows.section import Section


class Fetch(Section):
    """How pages, feeds and sitemaps are asked for."""

    contact: str | None = None
    """Whom publishers can write to about the requests, an address or a page: the requests carry it."""
    per_host: int = Field(2, ge=1)
    """Requests that one host gets at a time. A crawl delay in its robots.txt stands before this."""
    in_all: int = Field(40, ge=1)
    """Requests at a time, to all hosts together."""
    connect_seconds: float = Field(10, gt=0)
    """How long a connection may take."""
    deadline_seconds: float = Field(60, gt=0)
    """How long an answer may take, from connecting to its last byte."""
    longest_wait_seconds: float = Field(120, ge=0)
    """A host that wants to be left alone for longer (Retry-After) is not asked again in the same run."""
    max_bytes: int = Field(10_000_000, ge=1)
    """No page and no list may be longer, packed or unpacked."""
    allow_private: bool = False
    """Whether private networks and this machine itself may be asked, by a redirect, too."""
    robots: bool = True
    """Whether robots.txt is obeyed. Leave it so unless the sites are your own."""
