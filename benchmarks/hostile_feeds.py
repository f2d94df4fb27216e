"""Feeds of every kind, read: each entry must become a page to be asked for, a document or a reject.

`python benchmarks/hostile_feeds.py FOLDER`. Every file under the folder is taken for the answer to a request
for a feed. Texts that stand in a feed itself go on to become articles. Whatever is raised is a fault of ours.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk
from copydesk.storage.records import RawDocument
from copydesk.tasks.fetching.answers import WebSource
from copydesk.tasks.fetching.entries import sorted_out
from copydesk.tasks.fetching.listings import UnreadableListingError, kind_of, read_listing, unpacked
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.prepare import prepare_documents
from copydesk.tasks.recipe import Recipe

MOST_BYTES = 10_000_000
AT = "https://feeds.example/feed"


def read(body: bytes) -> tuple[Counter[str], list[RawDocument]]:
    """What the entries of one answer become, and the texts that stand in it."""
    try:
        whole = unpacked(body, MOST_BYTES)
        kind = kind_of(whole) or "feed"
        listing = read_listing(whole, "feed" if kind == "page" else kind, AT)
    except UnreadableListingError as error:
        return Counter({f"feeds refused: {str(error).partition(':')[0]}": 1}), []
    pages, others = sorted_out(listing, AT, WebSource("feed", AT))
    documents = [item for item in others if isinstance(item, RawDocument)]
    repeated = len(listing.entries) - len(pages) - len(others)
    told = {
        "feeds read": 1,
        "entries": len(listing.entries),
        "pages to ask for": len(pages),
        "listed twice": repeated,
        "texts in feeds": len(documents),
        "entries refused": len(others) - len(documents),
    }
    return Counter(told), documents


def main() -> int:
    files = sorted(file for file in Path(sys.argv[1]).rglob("*") if file.is_file())
    counts: Counter[str] = Counter({"files": len(files)})
    documents, faults = [], []
    started = getrusage(RUSAGE_SELF).ru_utime
    for file in files:
        try:
            told, texts = read(file.read_bytes())
        except Exception as error:
            faults.append(f"{file}: {error!r}")
            continue
        counts += told
        documents += texts
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.create()
        with open_live(desk) as live:
            prepared = prepare_documents(documents, Recipe(desk_plan(live), {}))
    counts += Counter({"texts taken in": len(prepared), "texts refused": len(prepared.tables["rejects"])})
    for name, count in counts.items():
        print(f"{name:<40}{count}")
    print(f"{'CPU-s':<40}{getrusage(RUSAGE_SELF).ru_utime - started:.1f}")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
