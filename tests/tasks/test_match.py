from itertools import combinations
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.storage.desk import Desk
from copydesk.storage.records import RawDocument
from copydesk.tasks.text.verify import compare
from tests.desks import Row, document, live, new_desk, take, temporary_desk
from tests.generated_news import collections, generated

Pair = tuple[str, str]
some = settings(generated, max_examples=8)

STORY = (
    "The observatory on Mount Carse will open its great dome to visitors on the first night of every month. "
    "Astronomers hope that the fees pay for the new mirror, whose coating has been peeling since the spring."
)


def rows_by_id(desk: Desk, query: str) -> dict[str, Row]:
    return {row["article_id"]: row for row in live(desk, query)}


def candidates(desk: Desk) -> set[Pair]:
    """The pairs that the stored index proposes, found the slow way."""
    indexed = rows_by_id(
        desk,
        """select article_id, text_hash,
               (select list(band_key) from bands b where b.article_key = f.article_key) as bands,
               (select list(shingle) from samples s where s.article_key = f.article_key) as samples
           from fingerprints f""",
    )

    def alike(one: Row, other: Row) -> bool:
        # Lists are NULL where a text has no sample.
        bands, samples = (set(one[lane] or ()) & set(other[lane] or ()) for lane in ("bands", "samples"))
        return bool(bands) or len(samples) >= 2 or one["text_hash"] == other["text_hash"]

    return {pair for pair in combinations(sorted(indexed), 2) if alike(*(indexed[one] for one in pair))}


@some
@given(st.lists(collections(max_size=7), min_size=1, max_size=2))
def test_matches_are_the_pairs_the_index_proposes_with_their_exact_figures(
    windows: list[list[RawDocument]],
) -> None:
    with temporary_desk(windows) as desk:
        matches = live(desk, "from matches")
        expected = candidates(desk)
        articles = rows_by_id(desk, "select article_id, body, words from articles")
    assert {tuple(sorted((row["article_id"], row["other_id"]))) for row in matches} == expected
    for match in matches:
        pair = [articles[match[name]] for name in ("article_id", "other_id")]
        assert pair == sorted(pair, key=lambda article: (article["words"], article["article_id"]))
        figures = compare([article["body"] for article in pair], np.array([[0, 1]]))
        exact = {
            "jaccard": figures.jaccard,
            "containment": figures.containment,
            "other_containment": figures.other_containment,
            "shared_words": figures.shared_words,
            "novel_words": figures.first.novel_words,
            "other_novel_words": figures.second.novel_words,
        }
        assert {name: match[name] for name in exact} == {name: column[0] for name, column in exact.items()}
        assert (match["relation"] == "exact") == figures.identical[0]


@some
@given(collections())
def test_datasketch_finds_the_same_pairs_in_the_stored_signatures(documents: list[RawDocument]) -> None:
    with temporary_desk([documents]) as desk:
        signatures = rows_by_id(desk, "select article_id, signature from fingerprints where shingles > 0")
        [plan] = live(
            desk, "select (plan->>'bands')::int as bands, (plan->>'rows')::int as rows from index_plan"
        )
        [scheme] = live(desk, "select plan->>'scheme' as name from index_plan")
        stored = live(
            desk,
            """select distinct a.article_id as one, b.article_id as other
               from bands x join bands y using (band_key)
               join fingerprints a on a.article_key = x.article_key
               join fingerprints b on b.article_key = y.article_key
               where a.article_id < b.article_id and a.shingles > 0""",
        )
    index = MinHashLSH(num_perm=128, params=(plan["bands"], plan["rows"]))
    hashes = {
        article_id: MinHash(hashvalues=np.frombuffer(row["signature"], "<u4"), scheme=scheme["name"])
        for article_id, row in signatures.items()
    }
    for article_id, minhash in hashes.items():
        index.insert(article_id, minhash)
    found = {(one, other) for one in hashes for other in index.query(hashes[one]) if one < other}
    assert {(row["one"], row["other"]) for row in stored} == found


def test_texts_too_short_for_a_shingle_match_only_the_same_words(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(
        desk,
        [
            document(text, source)
            for source in ("A", "B")
            for text in ("Rain fell.", "Snow fell.", "雨", "雪")
        ],
    )

    matches = live(
        desk,
        """select m.relation, a.body as one, b.body as other
           from matches m join articles a using (article_id) join articles b on b.article_id = m.other_id""",
    )
    assert {row["relation"] for row in matches} == {"exact"}
    assert sorted(row["one"] for row in matches) == sorted(["Rain fell.", "Snow fell.", "雨", "雪"])
    assert all(row["one"] == row["other"] for row in matches)


def test_an_excerpt_is_found_that_shares_no_band_with_its_story(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    fillers = [
        f"Visitor number {number} wrote in the guest book that the stairs were steep and {number} stars out."
        for number in range(60)
    ]
    take(desk, [document("\n".join([STORY, *fillers]), "A")], [document(STORY, "B")])

    [match] = live(desk, "from matches")
    assert (match["relation"], match["containment"], match["accepted"]) == ("excerpt", 1.0, True)
    assert match["jaccard"] < 0.1
    assert not live(desk, "select band_key from bands group by band_key having count(*) > 1")
