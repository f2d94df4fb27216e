"""What people's decisions do to the pieces of the graph: join articles, part edges, and say so."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from copydesk.storage import overrides
from copydesk.storage.database import Database
from copydesk.storage.matches import add_comparisons
from copydesk.storage.overrides import Override
from copydesk.tasks.decisions import Decisions, in_words
from copydesk.tasks.line import Line
from copydesk.tasks.match import compare_articles
from copydesk.tasks.piece import Piece
from copydesk.tasks.stars import Bounds, Placement, find_edges

# What two articles that only a person's decision joins are to each other.
MERGED = "merged"
UNRELATED = ("shared", "none")


class Chosen(NamedTuple):
    """Where the articles of a piece belong, and which of its edges were used to choose."""

    placement: Placement
    usable: NDArray[np.bool_]


class Note(NamedTuple):
    """What people's decisions make of an edge, and who decided why."""

    kind: str | None
    reason: str | None


def find_bounds(piece: Piece, decisions: Decisions) -> Bounds:
    """Return which articles people merged, and which two of them or of others they split."""
    rows = {article_id: row for row, article_id in enumerate(piece.ids)}
    groups = np.arange(len(rows))
    for article_id, group in decisions.group_of.items():
        groups[rows[article_id]] = rows[group]
    apart = [(rows[one], rows[other]) for one, other in sorted(decisions.parted)]
    return Bounds(groups, np.array(apart, np.int64).reshape(-1, 2))


def find_parted(piece: Piece, decisions: Decisions) -> NDArray[np.bool_]:
    """Return which edges people split."""
    parted = np.zeros(len(piece.edges), np.bool_)
    parted[[edge for edge, word in _between(piece, decisions).items() if word.kind == "split"]] = True
    return parted


def add_missing_edges(line: Line, piece: Piece, placement: Placement) -> tuple[Piece, Placement]:
    """Compare merged articles with their canonical ones where nobody has, and return the edges to them."""
    rows = np.arange(placement.canonical.size)
    lacking = np.flatnonzero((placement.edge < 0) & (placement.canonical != rows))
    if not lacking.size:
        return piece, placement
    ids = pa.array(piece.ids, pa.string())
    pairs = pa.table({"one": ids.take(lacking), "other": ids.take(placement.canonical[lacking])})
    articles, uncompared = overrides.find_uncompared(line.live, pairs)
    if len(uncompared):
        places = np.stack([uncompared["first"].to_numpy(), uncompared["second"].to_numpy()], axis=1)
        comparisons = compare_articles(articles, places, line.rules.thresholds)
        comparisons = comparisons.append_column("licensed", uncompared["licensed"])
        add_comparisons(line.live, comparisons, line.run.run_id)
    piece = piece.with_edges(overrides.further_edges(line.live, pairs))
    return piece, replace(placement, edge=find_edges(placement.canonical, placement.edge, piece.figures()))


def mark_edges(live: Database, piece: Piece, chosen: Chosen, decisions: Decisions) -> Piece:
    """Note on every edge what people's decisions make of it; return the piece with what it is by them."""
    words = _between(piece, decisions) | _joining(piece, chosen, decisions)
    notes = {edge: Note(word.kind, in_words(word)) for edge, word in words.items()}
    notes |= _blocked(piece, chosen.placement, decisions)
    if not notes and piece.edges["override_kind"].null_count == len(piece.edges):
        return piece
    kinds, reasons = zip(
        *(notes.get(edge, Note(None, None)) for edge in range(len(piece.edges))), strict=True
    )
    columns = {**piece.pair_columns(), "override_kind": kinds, "override_reason": reasons}
    overrides.mark_overruled(live, pa.table(columns))
    relations = [
        MERGED if kind == "merge" and relation in UNRELATED else relation
        for kind, relation in zip(kinds, piece.edges["relation"].to_pylist(), strict=True)
    ]
    place = piece.edges.column_names.index("relation")
    return Piece(piece.articles, piece.edges.set_column(place, "relation", pa.array(relations, pa.string())))


def _blocked(piece: Piece, placement: Placement, decisions: Decisions) -> dict[int, Note]:
    """Return the edges that would join an article to the cluster of one that people split it from."""
    notes = {}
    for edge, (article, met) in placement.blocked.items():
        word = decisions.between(piece.ids[article], piece.ids[met])
        if word is not None:
            both = f"{piece.ids[article]} together with {piece.ids[met]}"
            notes[edge] = Note(word.kind, f"would bring {both}, {in_words(word)}")
    return notes


def _between(piece: Piece, decisions: Decisions) -> dict[int, Override]:
    """Return the decision on each edge that one concerns."""
    concerned_ids = decisions.concerned
    if not concerned_ids:
        return {}
    concerned = np.array([article_id in concerned_ids for article_id in piece.ids], np.bool_)
    first, second = piece.ends
    found = {}
    for edge in np.flatnonzero(concerned[first] | concerned[second]).tolist():
        word = decisions.between(piece.ids[first[edge]], piece.ids[second[edge]])
        if word is not None:
            found[edge] = word
    return found


def _joining(piece: Piece, chosen: Chosen, decisions: Decisions) -> dict[int, Override]:
    """Return the merges that alone join an article to its canonical one, by the edge between the two."""
    edge = chosen.placement.edge
    usable = np.zeros(len(piece.edges), np.bool_)
    usable[: chosen.usable.size] = chosen.usable
    joined = np.flatnonzero(edge >= 0)
    joined = joined[~usable[edge[joined]]]
    return {int(edge[row]): decisions.joined[decisions.group(piece.ids[row])] for row in joined.tolist()}
