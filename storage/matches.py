"""Candidates that the index proposes, and the matches that comparing them gave."""

import pyarrow as pa

from copydesk.storage.database import Database


def find_candidates(live: Database) -> tuple[pa.Table, pa.Table]:
    """Return the articles that may match a staged one, and the pairs to compare.

    Articles come from the shorter story to the longer, then by id; a pair is (`first`, `second`),
    positions among them with `first < second`.
    """
    live.execute("create_candidates")
    return live.arrow("select_candidate_articles"), live.arrow("select_candidate_pairs")


def add_matches(live: Database, matches: pa.Table, run_id: str) -> None:
    """Write compared pairs, accepted or not."""
    with live.showing({"staged_matches": matches}):
        live.execute("insert_matches", {"run_id": run_id})
