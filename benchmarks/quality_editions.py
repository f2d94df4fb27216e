"""How a desk decides pairs of invented texts as newsrooms make them: `python benchmarks/quality_editions.py`.

`golden/editions_worked.toml` was looked at while the decision was worked on,
`golden/editions_held_out.toml` was scored: its wrong pairs are only counted, unless `--all` asks for
them. `golden/editions_unseen.toml` was written after that. All texts of a file go into one desk; of each
pair it is asked whether its match was accepted and whether the two are in one cluster. With `--undated`
nothing tells when a text appeared. The script fails where a figure is below its floor in `floors.toml`.
"""

import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
from floors import hold
from hostile_desk import STARTED_AT, open_desk

from copydesk.storage.records import RawDocument
from copydesk.storage.runs import SourceRead, name_source
from copydesk.tasks.commit import commit_window
from copydesk.tasks.prepare import prepare_documents

FOLDER = Path(__file__).with_name("golden")
ONE_STORY = {"exact", "dup", "version", "excerpt"}
LATIN = ("dž", "lj", "nj", *"abvgdđežzijklmnoprstćufhcčš")
CYRILLIC = "џљњабвгдђежзијклмнопрстћуфхцчш"
WIDTH = 60
LEAST_PART = 3
ASK = """
select a.external_id, b.external_id, coalesce(m.relation, 'none'), coalesce(m.accepted, false),
  a.cluster_id = b.cluster_id, coalesce(m.reason, 'never proposed')
from articles a join articles b on b.external_id = replace(a.external_id, ' one', ' other')
left join matches m
  on (m.article_id, m.other_id) in ((a.article_id, b.article_id), (b.article_id, a.article_id))
where a.external_id like '% one'
"""


class Decided(NamedTuple):
    """What a desk made of a labelled pair."""

    about: str
    label: str
    relation: str
    is_accepted: bool
    is_one_cluster: bool
    reason: str

    @property
    def is_right(self) -> bool:
        return self.is_accepted == self.is_one_cluster == (self.label in ONE_STORY)


def main() -> None:
    figures = {}
    for part in ("worked", "held_out", "unseen"):
        pairs = tomllib.loads((FOLDER / f"editions_{part}.toml").read_text(encoding="utf-8"))["pair"]
        decided = decide(pairs, is_dated="--undated" not in sys.argv)
        figures |= {f"{part}: {figure}": share for figure, share in score(decided).items()}
        print(f"{part}: {len(decided)} pairs, {sum(pair.is_right for pair in decided)} as labelled")
        for pair in decided:
            if not pair.is_right and (part != "held_out" or "--all" in sys.argv):
                print(f"  {pair.about}: {pair.relation}, not {pair.label}: {pair.reason}")
    for figure, share in figures.items():
        print(f"  {figure:48}{share:8.4f}")
    hold("editions", figures)


def score(decided: list[Decided]) -> dict[str, float]:
    one = [pair.is_right for pair in decided if pair.label in ONE_STORY]
    two = [pair.is_right for pair in decided if pair.label not in ONE_STORY]
    return {"one story, merged": sum(one) / len(one), "two stories, kept apart": sum(two) / len(two)}


def decide(pairs: list[dict[str, Any]], *, is_dated: bool) -> list[Decided]:
    documents = [document for place, pair in enumerate(pairs) for document in both(place, pair, is_dated)]
    with TemporaryDirectory() as folder:
        with open_desk(Path(folder)) as line:
            for source in {document.source for document in documents}:
                name_source(line.live, SourceRead(source, "file", "editions", failed=False), STARTED_AT)
            commit_window(line, prepare_documents(documents, line.rules.recipe), STARTED_AT)
        with duckdb.connect(str(Path(folder) / "articles.duckdb"), read_only=True) as desk:
            rows = {int(row[0].split()[0]): row for row in desk.execute(ASK).fetchall()}
    return [
        Decided(f"{pair['about']} ({pair['language']})", pair["relation"], *rows[place][2:])
        for place, pair in enumerate(pairs)
    ]


def both(place: int, pair: Mapping[str, Any], is_dated: bool) -> Iterator[RawDocument]:
    for side in ("one", "other"):
        parts = [pair["paragraphs"][part - 1] if isinstance(part, int) else part for part in pair[side]]
        at = pair.get(f"{side}_at") if is_dated else None
        yield RawDocument(
            source=f"{side}'s paper",
            text=written("\n\n".join(parts), pair) if side == "other" else "\n\n".join(parts),
            feed="one's paper",
            uri="editions",
            media_type="text/plain",
            external_id=f"{place} {side}",
            published_at=datetime.fromisoformat(at) if at else None,
        )


def written(text: str, pair: Mapping[str, Any]) -> str:
    for before, after in pair.get("edits", []):
        assert before in text, f"{pair['about']}: {before} is not in the text"
        text = text.replace(before, after)
    return MANNERS[pair.get("manner", "plain")](text)


def bare_letters(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def serbian_cyrillic(text: str) -> str:
    for latin, cyrillic in zip(LATIN, CYRILLIC, strict=True):
        text = text.replace(latin, cyrillic).replace(latin.capitalize(), cyrillic.upper())
    return text


def hyphenated(text: str) -> str:
    return "\n\n".join("\n".join(broken(paragraph.split())) for paragraph in text.split("\n\n"))


def broken(words: list[str]) -> Iterator[str]:
    line = ""
    for word in words:
        room = WIDTH - len(line)
        if len(word) < room:
            line = f"{line} {word}".strip()
        elif LEAST_PART < room < len(word) - LEAST_PART and word.isalpha():
            yield f"{line} {word[:room]}-"
            line = word[room:]
        else:
            yield line
            line = word
    yield line


MANNERS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "capitals": str.upper,
    "bare letters": bare_letters,
    "serbian cyrillic": serbian_cyrillic,
    "hyphenated": hyphenated,
}

if __name__ == "__main__":
    main()
