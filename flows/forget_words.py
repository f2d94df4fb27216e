"""What `copydesk forget` says: what would go and what carries the same passages, and then what went."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from copydesk.flows.cluster_table import cluster_table
from copydesk.flows.printing import safe
from copydesk.storage.carriers import Carrier
from copydesk.storage.clusters import ClusterChange
from copydesk.storage.tombstones import Document, Selection, Word
from copydesk.tasks.carriers import is_copy

LISTED = 20
CUT = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be withdrawn, and the articles that carry passages of it and stay."""

    selection: Selection
    documents: Sequence[Document]
    carriers: Sequence[Carrier]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn, and what that changed.

    `emptied` counts rejects that carried the texts. Beyond reach are `backups`, `exports`, `files` in the
    desk and users' tables (`notes`) that name the articles, and the `sources` they were read from.
    """

    article_ids: Sequence[str]
    word: Word
    emptied: int
    carriers: Sequence[Carrier]
    clusters: Sequence[ClusterChange]
    sources: Sequence[str]
    backups: Sequence[str]
    exports: Sequence[str]
    files: Sequence[Path] = ()
    notes: Sequence[str] = ()


def plan_as_text(plan: Plan) -> str:
    """Return what would be withdrawn and what would stay, as lines."""
    copies = [carrier for carrier in plan.carriers if is_copy(carrier)]
    others = [carrier for carrier in plan.carriers if not is_copy(carrier)]
    return "\n".join(
        [
            f"to be withdrawn: {len(plan.documents)}",
            *_listed(
                [_named(one.article_id, one.external_id, one.source, one.title) for one in plan.documents]
            ),
            *_carriers("copies and excerpts that stay (--with-copies takes them too)", copies),
            *_carriers("stories of their own that share passages with them, and stay", others),
        ]
    )


def _carriers(head: str, carriers: Sequence[Carrier]) -> list[str]:
    lines = [
        f"{_named(one.article_id, one.external_id, one.source, one.title)}; {one.relation}: "
        f"{one.shared_words} words, {one.share:.0%} of {one.withdrawn_id}"
        for one in carriers
    ]
    return [f"{head}: {len(lines)}", *_listed(lines)] if lines else []


def _named(article_id: str, external_id: str | None, source: str, title: str | None) -> str:
    known_as = f" ({external_id})" if external_id else ""
    return safe(f"{article_id}{known_as} {source}: {(title or 'without a title')[:CUT]}")


def _listed(lines: Sequence[str]) -> list[str]:
    more = [f"  … and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return [*(f"  {line}" for line in lines[:LISTED]), *more]


def result_as_text(done: Withdrawn) -> str:
    """Return what was withdrawn, as lines."""
    return "\n".join([*_result(done), cluster_table(done.clusters)])


def _result(done: Withdrawn) -> Iterator[str]:
    yield f"withdrawn: {len(done.article_ids)}; they stay out when they come in again"
    if done.emptied:
        yield f"rejects that carried them, now without their bytes: {done.emptied}"
    for head, places in (
        ("backups that may hold them, and that this cannot reach", done.backups),
        ("exports that may hold them", done.exports),
        ("files in the desk that name them", done.files),
        ("your own tables that name them", done.notes),
        ("files they were read from", done.sources),
    ):
        if places:
            yield f"{head}: {len(places)}"
            yield from _listed([safe(str(place)) for place in places])


def result_as_json(done: Withdrawn) -> str:
    """Return what was withdrawn, as one JSON object."""
    record = {
        "withdrawn": done.article_ids,
        **asdict(done.word),
        "emptied_rejects": done.emptied,
        "carriers": [asdict(carrier) for carrier in done.carriers],
        "beyond_reach": {
            name: getattr(done, name) for name in ("backups", "exports", "files", "notes", "sources")
        },
        "clusters": [asdict(change) for change in done.clusters],
    }
    return json.dumps(record, ensure_ascii=False, default=str)
