"""What holds for every set of documents, in whatever order and portions it comes."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.desk import Desk
from copydesk.storage.matches import Heat
from copydesk.storage.records import RawDocument
from copydesk.tasks import match
from tests.desks import Row, Tables, live, read, take, temporary_desk
from tests.generated_news import collections, generated
from tests.soundness import assert_sound

# What may differ between two desks that hold the same documents: the run and its time, names of clusters.
INCIDENTAL = {
    "raw_documents": {"ingested_at", "run_id"},
    "articles": {"cluster_id", "first_seen_at", "run_id"},
    "rejects": {"run_id", "first_seen_at"},
}


def shared_out(documents: list[RawDocument], chance: random.Random) -> list[list[list[RawDocument]]]:
    """The documents in some order, in some windows of some runs."""
    shuffled = chance.sample(documents, len(documents))
    return [portions(run, chance) for run in portions(shuffled, chance)]


def portions(items: list[RawDocument], chance: random.Random) -> list[list[RawDocument]]:
    cuts = sorted({0, len(items), *(chance.randint(0, len(items)) for _ in range(chance.randint(0, 2)))})
    return [items[start:stop] for start, stop in pairwise(cuts)]


def outcome(desk: Desk) -> Tables:
    """What a desk holds, without what the order of arrival may decide; clusters by their articles."""
    tables = {
        name: sorted(
            ({column: row[column] for column in row.keys() - INCIDENTAL.get(name, set())} for row in rows),
            key=by_columns,
        )
        for name, rows in read(desk.live).items()
        if name not in {"runs", "sources", "canonical_changes", "clusters", "comparisons", "versions"}
    }
    clusters = live(
        desk,
        """select list_sort(list(article_id)) as articles, c.canonical_id, copies, outlets
           from clusters c join articles using (cluster_id) group by all""",
    )
    # What is compared beyond what hot rows ask for depends on how hot they were when it came.
    matches = live(desk, "select * exclude (run_id) from matches where licensed")
    return {**tables, "clusters": clusters, "matches": matches}


def by_columns(row: Row) -> str:
    return repr(sorted(row.items()))


def heats() -> st.SearchStrategy[Heat]:
    """When rows are hot: with so few articles that some are."""
    return st.builds(
        Heat,
        cap=st.integers(2, 4),
        band_cap=st.integers(1, 4),
        best=st.integers(1, 2),
        few_shingles=st.sampled_from([0, 64]),
    )


@generated
@given(collections())
def test_every_document_is_an_article_or_a_reject_and_every_desk_is_sound(
    documents: list[RawDocument],
) -> None:
    with temporary_desk([documents]) as desk:
        assert_sound(desk)
        tables = read(desk.live)
    texts = {row["text"] for row in tables["raw_documents"]}
    refused = {bytes(row["payload"]).decode() for row in tables["rejects"]}
    assert {document.text for document in documents} == texts | refused


@generated
@given(collections(), st.randoms(use_true_random=False))
def test_order_windows_and_runs_decide_nothing(documents: list[RawDocument], chance: random.Random) -> None:
    with (
        temporary_desk([documents]) as at_once,
        temporary_desk(*shared_out(documents, chance)) as in_portions,
    ):
        assert_sound(in_portions)
        assert outcome(at_once) == outcome(in_portions)


@generated
@given(collections(max_size=12), st.randoms(use_true_random=False), heats())
def test_order_windows_and_runs_decide_nothing_where_a_flood_is_not_compared_with_itself(
    documents: list[RawDocument], chance: random.Random, heat: Heat
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(match, "HEAT", heat)
        with (
            temporary_desk([documents]) as at_once,
            temporary_desk(*shared_out(documents, chance)) as in_portions,
        ):
            assert_sound(in_portions)
            assert outcome(at_once) == outcome(in_portions)


@generated
@given(collections(), st.randoms(use_true_random=False))
def test_the_same_documents_again_change_nothing(documents: list[RawDocument], chance: random.Random) -> None:
    with temporary_desk([documents]) as desk:
        before = [without_run_rows(read(file)) for file in (desk.live, desk.published)]
        for windows in shared_out(documents, chance):
            tally = take(desk, *windows)
            assert tally.new == tally.revised == 0
        assert [without_run_rows(read(file)) for file in (desk.live, desk.published)] == before


def without_run_rows(tables: Tables) -> Tables:
    return {name: rows for name, rows in tables.items() if name not in {"runs", "sources"}}
