"""What is slow to read if any rule is: pieces said over and over, by the function that reads them."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from copydesk.tasks.text.decode import decode
from copydesk.tasks.text.extract import UnreadablePageError, read_page
from copydesk.tasks.text.facts import find_facts
from copydesk.tasks.text.json_lines import read_record
from copydesk.tasks.text.printed import ANNOUNCING, printed_spans, signatures
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.records import UnreadableRecordError
from copydesk.tasks.text.tokens import tokenise

STORY = (
    "<p>The ferry Aurora sank in the harbour on Monday evening after it had struck the northern breakwater, "
    "the coast guard said in its first report on the accident.</p>"
) * 3


def read_json(text: str) -> None:
    with suppress(UnreadableRecordError):
        read_record(text.encode())


def tokenise_one(text: str) -> None:
    tokenise([text])


def read_facts(text: str) -> None:
    find_facts([text], tokenise([text]))


def read_documents(text: str) -> None:
    printed_spans(text)
    signatures(text)
    ANNOUNCING.findall(text)


def read_html(text: str) -> None:
    with suppress(UnreadablePageError):
        read_page(text)


def read_bytes(text: str) -> None:
    decode(text.encode("latin-1"))


class Hostile(NamedTuple):
    """A text of any length: `opening`, `piece` over and over, `closing`."""

    read: Callable[[str], object]
    piece: str
    opening: str = ""
    closing: str = ""

    def take(self, length: int) -> None:
        """Read a text of about so many characters."""
        self.read(self.opening + self.piece * (length // len(self.piece)) + self.closing)


HEAD = "<html><head>"
LINKED_DATA = f'{HEAD}<script type="application/ld+json">{{'
HOSTILE_READING = {
    "Latin-1": Hostile(read_bytes, "M\xfcller w\xfcrde gern "),
    "bytes of no encoding": Hostile(read_bytes, "\xe9\xff\x80"),
    "shifts of Japanese": Hostile(read_bytes, "\x1b$B"),
    "zero bytes": Hostile(read_bytes, "a\x00bc"),
    "a doctype": Hostile(read_html, "/", "<!DOCTYPE html ", STORY),
    "an author": Hostile(read_html, "(", f'{HEAD}<meta name="author" content="A ', f' B"></head>{STORY}'),
    "linked data": Hostile(read_html, '"@type":"Organization",', LINKED_DATA, f"}}</script></head>{STORY}"),
    "escapes": Hostile(read_html, r"\"", LINKED_DATA, f"}}</script></head>{STORY}"),
    "comments": Hostile(read_html, "<!--", f'{LINKED_DATA}"headline":"', f'"}}</script></head>{STORY}'),
    "depth": Hostile(read_html, "<div>", "<html><body>", STORY),
    "a picture": Hostile(read_html, "A", "<html><body><img src='data:image/png;base64,", f"'>{STORY}"),
    "objects": Hostile(read_json, '{"a":'),
    "arrays": Hostile(read_json, "["),
    "quotes": Hostile(read_json, '"\\'),
    "records": Hostile(read_json, '{"text": "x", "a": "'),
    "half a sign": Hostile(read_json, "\\u00"),
    "one word": Hostile(tokenise_one, "a"),
    "marks": Hostile(tokenise_one, "e\u0301"),
    "digits": Hostile(read_facts, "1"),
    "numbers": Hostile(read_facts, "1.2,"),
    "ranges": Hostile(read_facts, "1-"),
    "names": Hostile(read_facts, "A b "),
    "handles in brackets": Hostile(read_documents, "— (@"),
    "answers": Hostile(read_documents, "A: b\n"),
    "letters": Hostile(read_documents, "Dear \n"),
    "handles": Hostile(read_documents, "@a @a "),
    "quoted lines": Hostile(read_documents, ">"),
    "colons": Hostile(read_documents, ":\n"),
    "straight marks": Hostile(quoted_spans, '"'),
    "opened marks": Hostile(quoted_spans, "“\n"),
    "marks that don't match": Hostile(quoted_spans, '“ "\n'),
    "posts": Hostile(quoted_spans, "(@"),
    "posts on lines": Hostile(quoted_spans, "a (@a\n"),
}
