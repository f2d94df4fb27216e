"""Lines that a person called furniture, or story, of one source."""

from dataclasses import asdict, dataclass
from datetime import datetime

from copydesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class LineDecision:
    """A line, every digit written as 0, and the kind of furniture it is; None: it is story."""

    source: str
    line: str
    kind: str | None
    author: str


def furniture_by_source(live: Database) -> dict[str, dict[str, str]]:
    """Return the kind of every line that is furniture, by source."""
    lines: dict[str, dict[str, str]] = {}
    for source, line, kind in live.rows("select_source_furniture"):
        lines.setdefault(str(source), {})[str(line)] = str(kind)
    return lines


def decide_line(live: Database, decision: LineDecision, now: datetime) -> None:
    """Record what a person says of a line, in place of what was said before."""
    live.execute("replace_source_furniture", {**asdict(decision), "now": now})


def forget_line(live: Database, source: str, line: str) -> bool:
    """Take back what was said of a line; says whether anything was."""
    return bool(live.rows("delete_source_furniture", {"source": source, "line": line}))


def sources_of_articles(live: Database) -> list[str]:
    """Return the sources of which there are articles."""
    return [str(source) for (source,) in live.rows("select_article_sources")]
