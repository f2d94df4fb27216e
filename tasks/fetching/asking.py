"""One URL asked for, and what is to be remembered of what came."""

from dataclasses import dataclass, replace
from typing import Literal

from copydesk.storage.records import Listed, RawDocument, Reject, UrlAsked
from copydesk.tasks.fetching.answers import WebSource, document_of, refused
from copydesk.tasks.fetching.client import Client
from copydesk.tasks.fetching.clock import Clock
from copydesk.tasks.fetching.exchange import Answer, Validators
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.instead import in_place_of_page
from copydesk.tasks.fetching.revisits import after_answer, after_failure, after_text_instead
from copydesk.tasks.text.identity import digest_of


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a URL: a document, a reject, or nothing new; and what to remember of it with that.

    What is only noted was not asked for.
    """

    item: RawDocument | Reject | None
    asked: UrlAsked | None
    news: Literal["came", "unchanged", "noted"] = "came"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A URL to be asked for: what its list says of it is in `asked`, what is remembered of it in `known`.

    `instead` is the text that its feed gives of it.
    """

    asked: UrlAsked
    known: UrlAsked | None = None
    instead: RawDocument | None = None


class Asker:
    """Asks for the URLs of a run. `reread` has what is unchanged read again, too."""

    def __init__(self, client: Client, clock: Clock, *, reread: bool = False) -> None:
        self.reread = reread
        self.clock = clock
        self._client = client

    async def page(self, wanted: Wanted, source: WebSource) -> Fetched:
        """Return what came of a page."""
        try:
            answer, asked = await self.ask(wanted, source)
            if answer is None:
                return Fetched(None, asked, "unchanged")
            document = document_of(answer, wanted.asked.listed or Listed(), source)
            return Fetched(replace(document, instead=wanted.instead), asked)
        except Failed as failure:
            return self.failed(wanted, source, failure)

    async def ask(self, wanted: Wanted, source: WebSource) -> tuple[Answer | None, UrlAsked]:
        """Return what a URL holds now, or None if it holds what it did, and what to remember.

        Raises Failed.
        """
        known = None if self.reread else wanted.known
        validators = Validators(known.etag, known.last_modified) if known is not None else Validators()
        answer = await self._client.get(wanted.asked.url, validators, source.contact)
        digest = known.digest if known is not None and answer.is_unchanged else digest_of(answer.body)
        is_unchanged = known is not None and digest == known.digest
        told = answer.validators if answer.validators.fields or not answer.is_unchanged else validators
        asked = replace(
            wanted.asked,
            asked_at=answer.fetched_at,
            etag=told.etag,
            last_modified=told.last_modified,
            digest=digest,
        )
        remembered = after_answer(asked, wanted.known, is_unchanged=is_unchanged)
        return (None if is_unchanged else answer), remembered

    def failed(self, wanted: Wanted, source: WebSource, failure: Failed) -> Fetched:
        """Return what came of a URL that could not be had."""
        asked = replace(wanted.asked, asked_at=self.clock.now())
        remembered = after_failure(asked, wanted.known, failure)
        is_last = not failure.passing or remembered.next_at is None
        if wanted.instead is not None and is_last and not failure.is_withdrawn:
            text = in_place_of_page(wanted.instead, failure)
            return Fetched(text, after_text_instead(asked, wanted.known))
        return Fetched(refused(wanted.asked.url, failure, source), remembered)
