"""Pieces of the graph: articles, and what is known of pairs of them."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from copydesk.tasks.text.choose import Edges


class Piece:
    """Articles and the comparisons between them: whole pieces of the graph, as columns.

    An edge `stands` when the two texts were accepted and the index proposes the pair; others are there
    because somebody decided on them.
    """

    def __init__(self, articles: pa.Table, edges: pa.Table) -> None:
        self.articles = articles
        self.edges = edges
        self.ids: list[str] = articles["article_id"].to_pylist()
        self.previous_cluster = self._known("previous_cluster")
        self.previous_canonical = self._known("previous_canonical")

    @property
    def ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of the two articles of each edge."""
        return self.edges["first"].to_numpy(), self.edges["second"].to_numpy()

    @property
    def stands(self) -> NDArray[np.bool_]:
        """Return which edges stand by themselves."""
        stands: NDArray[np.bool_] = self.edges["stands"].to_numpy()
        return stands

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the ids of the two articles of each edge."""
        first, second = self.ends
        return [
            (self.ids[one], self.ids[other])
            for one, other in zip(first.tolist(), second.tolist(), strict=True)
        ]

    def with_edges(self, further: pa.Table) -> "Piece":
        """Return the piece with more edges."""
        return Piece(self.articles, pa.concat_tables([self.edges, further.cast(self.edges.schema)]))

    def figures(self) -> Edges:
        """Return the edges with the figures that choosing asks for."""
        names = ("first", "second", "jaccard", "containment", "other_containment")
        return Edges(**{name: self.edges[name].to_numpy() for name in names})

    def pair_columns(self, names: Sequence[str] = ("article_id", "other_id")) -> dict[str, pa.Array]:
        """Return the ids of the two articles of each edge as columns of these names."""
        ids = pa.array(self.ids, pa.string())
        return {name: ids.take(pa.array(end)) for name, end in zip(names, self.ends, strict=True)}

    def _known(self, column: str) -> dict[str, str]:
        values: list[str | None] = self.articles[column].to_pylist()
        return {
            article_id: value for article_id, value in zip(self.ids, values, strict=True) if value is not None
        }
