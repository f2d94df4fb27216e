"""The id of a published state: what it stands for, and how it is made again from what was exported."""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from copydesk.storage.connection import HASHES, Database, quoted, statement


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A row of the table `snapshots`."""

    snapshot_id: str
    articles: int
    clusters: int
    articles_hash: int
    decisions_hash: int
    copydesk_version: str
    rules_version: str
    settings: str


def published_snapshot(database: Database) -> str | None:
    """Return the id of the state published last. None: nothing was published yet."""
    rows = database.rows("select_snapshot")
    return str(rows[0][0]) if rows else None


def find_snapshot(connection: duckdb.DuckDBPyConnection) -> Snapshot:
    """Return the published state of the database in use."""
    [row] = connection.execute(statement("select_snapshot")).fetchall()
    return Snapshot(*row)


def stated_snapshot(database: Database) -> Snapshot | None:
    """Return the published state. None: what is published has no id."""
    for row in database.rows("select_snapshot"):
        return Snapshot(*row)  # type: ignore[arg-type]
    return None


def told_again(stated: Snapshot, articles: Path, *, with_text: bool) -> Snapshot:
    """Return the snapshot that exported articles give; decisions, versions and settings are as stated."""
    exported, hashes = ("articles", HASHES) if with_text else ("shareable_articles", HASHES[1:])
    files = quoted(articles / "**" / "*.parquet")
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"create view {exported} as from read_parquet({files}, hive_partitioning = false)")
        for name in hashes:
            connection.execute(statement(name))
        [(count, clusters, articles_hash)] = connection.execute(statement("select_articles_hash")).fetchall()
    counted = replace(stated, articles=count, clusters=clusters, articles_hash=articles_hash)
    return replace(counted, snapshot_id=_id_of(counted))


def _id_of(state: Snapshot) -> str:
    """Return the id, made as `publish_snapshot.sql` makes it."""
    parts = [
        *(state.articles, state.clusters, str(state.articles_hash), str(state.decisions_hash)),
        *(state.copydesk_version, state.rules_version, state.settings),
    ]
    listed = json.dumps(parts, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(listed.encode()).hexdigest()[:20]
