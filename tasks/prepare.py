"""From raw documents to prepared columns: opened, cleaned and fingerprinted. Runs in worker processes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from copydesk.storage import staging
from copydesk.storage.prepared import Prepared
from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.documents import open_page, refused
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.clean import clean
from copydesk.tasks.text.fingerprint import Fingerprints, fingerprint
from copydesk.tasks.text.identity import article_id, identity_key, reject_id
from copydesk.tasks.text.spans import Cleaned, Given
from copydesk.tasks.text.urls import is_web


@dataclass(frozen=True, slots=True)
class Story:
    """A raw document and what cleaning made of it."""

    article_id: str
    document: RawDocument
    cleaned: Cleaned


def prepare_documents(documents: Iterable[RawDocument], recipe: Recipe) -> Prepared:
    """Return the columns of the documents; a document without a story becomes a reject."""
    outcomes = [_clean_document(document, recipe) for document in documents]
    stories = [outcome for outcome in outcomes if isinstance(outcome, Story)]
    fingerprints = fingerprint([story.cleaned.body for story in stories], recipe.plan)
    return Prepared(
        {
            "documents": document_columns((story.article_id, story.document) for story in stories),
            "articles": _article_columns(stories, fingerprints, recipe),
            "spans": _span_columns(stories),
            "credits": _credit_columns(stories),
            **_index_columns(stories, fingerprints),
            "pages": _page_columns(stories),
            "rejects": reject_columns([outcome for outcome in outcomes if isinstance(outcome, Reject)]),
        }
    )


def document_columns(documents: Iterable[tuple[str, RawDocument]]) -> pa.Table:
    """Return raw documents, each with its id, as columns."""
    names = staging.DOCUMENTS.names[1:]
    rows = [(article_id, *(getattr(document, name) for name in names)) for article_id, document in documents]
    return _table(rows, staging.DOCUMENTS)


def reject_columns(rejects: Sequence[Reject]) -> pa.Table:
    """Return refused inputs as columns."""
    rows = [{"reject_id": _reject_id(reject), **asdict(reject)} for reject in rejects]
    return pa.Table.from_pylist(rows, staging.REJECTS)


def _reject_id(refused: Reject) -> str:
    place = (refused.uri, refused.location, refused.stage)
    # A file may be read as several sources, each in its own way; a page is asked for once for all of them.
    return reject_id(refused.payload, *(place if is_web(refused.uri) else (refused.source, *place)))


def _clean_document(raw: RawDocument, recipe: Recipe) -> Story | Reject:
    """Return a document's story; that of its feed, where its page holds none or only the beginning."""
    found = _clean_one(raw, recipe)
    if raw.instead is None or (isinstance(found, Story) and found.cleaned.access == "full"):
        return found
    told = _clean_one(raw.instead, recipe)
    if isinstance(told, Reject):
        return found
    if isinstance(found, Story) and len(told.cleaned.body) <= len(found.cleaned.body):
        return found
    return told


def _clean_one(raw: RawDocument, recipe: Recipe) -> Story | Reject:
    document = open_page(raw) if raw.html is not None else raw
    if isinstance(document, Reject):
        return document
    cleaned = _cleaned(document, recipe)
    if not cleaned.body:
        return refused(raw, "clean", "nothing is left of the text once the furniture is out")
    key = identity_key(document.external_id, document.url)
    return Story(article_id(document.source, key, document.text), document, cleaned)


def _cleaned(document: RawDocument, recipe: Recipe) -> Cleaned:
    given = Given(
        title=document.title,
        author=document.author,
        language=document.language,
        published_at=document.published_at,
        furniture=recipe.furniture.get(document.source, {}),
    )
    cleaned = clean(document.text, given)
    if cleaned.body:
        return cleaned
    # The text alone decides whether it is a story: not a headline or a name, which another copy may lack.
    alone = clean(document.text, replace(given, title=None, author=None))
    return replace(alone, title=given.title or alone.title, author=given.author or alone.author)


def _article_columns(stories: Sequence[Story], fingerprints: Fingerprints, recipe: Recipe) -> pa.Table:
    given = {
        name: [getattr(story.document, name) for story in stories]
        for name in ("external_id", "source", "url", "captured_at")
    }
    told = {
        name: [getattr(story.cleaned, name) for story in stories]
        for name in ("body", "title", "author", "origin", "place", "language", "access", "modified_at")
    }
    columns = {
        "article_id": _ids(stories),
        **given,
        **told,
        **_publication_columns(stories),
        "words": fingerprints.words,
        "rules_version": [recipe.rules_version(story.document.source) for story in stories],
    }
    return pa.table(columns, staging.ARTICLES)


def _publication_columns(stories: Sequence[Story]) -> dict[str, list[object]]:
    """Return the date of each story; one that came with it stands before one that its text tells."""
    tellers = [story.document if story.document.published_at else story.cleaned for story in stories]
    names = ("published_at", "published_from", "published_precision")
    return {name: [getattr(teller, name) for teller in tellers] for name in names}


def _span_columns(stories: Sequence[Story]) -> pa.Table:
    rows = [
        (story.article_id, *span[:4], story.document.text[span.start : span.stop], span.replacement)
        for story in stories
        for span in story.cleaned.spans
    ]
    return _table(rows, staging.SPANS)


def _credit_columns(stories: Sequence[Story]) -> pa.Table:
    rows = [
        (story.article_id, credit.name, credit.role)
        for story in stories
        for credit in dict.fromkeys(story.cleaned.credits)
    ]
    return _table(rows, staging.CREDITS)


def _page_columns(stories: Sequence[Story]) -> pa.Table:
    rows = [(story.article_id, story.document.html) for story in stories if story.document.html is not None]
    return _table(rows, staging.PAGES)


def _index_columns(stories: Sequence[Story], fingerprints: Fingerprints) -> dict[str, pa.Table]:
    keys = np.array([int(story.article_id[:16], 16) for story in stories], np.uint64)
    signatures = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(512), len(stories), [None, pa.py_buffer(fingerprints.signatures.astype("<u4").tobytes())]
    )
    return {
        "fingerprints": pa.table(
            {
                "article_id": _ids(stories),
                "article_key": keys,
                "text_hash": fingerprints.text_hash,
                "shingles": fingerprints.shingles,
                "signature": signatures,
            },
            staging.FINGERPRINTS,
        ),
        "bands": _band_columns(keys, fingerprints),
        "samples": pa.table(
            [fingerprints.samples, np.repeat(keys, np.diff(fingerprints.sample_offsets))],
            schema=staging.SAMPLES,
        ),
    }


def _band_columns(keys: NDArray[np.uint64], fingerprints: Fingerprints) -> pa.Table:
    """Return the bands of each signature. A text too short for a shingle has one: the text itself."""
    long = fingerprints.shingles > 0
    bands = fingerprints.band_keys[long]
    band_keys = np.concatenate((bands.ravel(), fingerprints.text_hash[~long]))
    article_keys = np.concatenate((np.repeat(keys[long], bands.shape[1]), keys[~long]))
    return pa.table([band_keys, article_keys], schema=staging.BANDS)


def _ids(stories: Sequence[Story]) -> list[str]:
    return [story.article_id for story in stories]


def _table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
