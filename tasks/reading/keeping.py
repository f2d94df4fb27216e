"""A document as a reject keeps it: its page or text are the payload, all else is JSON beside it."""

import base64
import json
from dataclasses import asdict
from datetime import datetime

from copydesk.storage.records import Listed, RawDocument

_TIMES = ("published_at", "captured_at")


def written(document: RawDocument) -> str:
    """Return all that is known of a document but its page, or its text where there is none."""
    known = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(document).items()
        if value is not None and name not in ("text", "html", "original", "listed", "instead")
    }
    if document.listed is not None:
        time = document.listed.published_at
        known["listed"] = asdict(document.listed) | {"published_at": time and time.isoformat()}
    if document.original is not None:
        known["original"] = base64.b64encode(document.original).decode()
    kind = "text" if document.html is None else "page"
    return json.dumps({"as": kind, "document": known})


def document_again(given: dict[str, object], payload: bytes) -> RawDocument:
    """Return the document that was written down so."""
    stated = given["document"]
    known = dict(stated) if isinstance(stated, dict) else {}
    known |= {name: datetime.fromisoformat(known[name]) for name in _TIMES if name in known}
    if "listed" in known:
        listed = known["listed"]
        time = listed["published_at"]
        known["listed"] = Listed(**listed | {"published_at": time and datetime.fromisoformat(time)})
    if "original" in known:
        known["original"] = base64.b64decode(known["original"])
    is_page = given["as"] == "page"
    text = "" if is_page else payload.decode("utf-8", "replace")
    return RawDocument(**known | {"text": text, "html": payload if is_page else None})
