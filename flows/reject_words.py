"""What `copydesk rejects` says: rejects in groups and one by one, and one of them as a whole."""

from collections.abc import Iterator, Mapping, Sequence

from copydesk.storage.rejects import RejectRow

SHOWN_GROUPS = 12
HEX_BYTES = 512
ROW = 16
CUT = 90
# A few control characters may stand in a text.
FEW_CONTROLS = 8
MOST_CONTROLS = 0.02


def listing(groups: Sequence[Mapping[str, object]], rows: Sequence[RejectRow], resolved: bool) -> str:
    """Return rejects by source and reason, then one by one."""
    total = sum(int(str(group["rejects"])) for group in groups)
    kind = "resolved" if resolved else "refused"
    return "\n".join([f"{kind}: {total:,}", *_groups(groups), *_rows(rows, total)])


def _groups(groups: Sequence[Mapping[str, object]]) -> Iterator[str]:
    for group in groups[:SHOWN_GROUPS]:
        stage = f"{group['stage']}; may be readable later" if group["retriable"] else group["stage"]
        named = f"{plain(group['source'])}: {plain(group['reason'])[:CUT]}"
        yield f"  {group['rejects']:>7,}  {named} ({stage})"
    if len(groups) > SHOWN_GROUPS:
        rest = sum(int(str(group["rejects"])) for group in groups[SHOWN_GROUPS:])
        yield f"  {rest:>7,}  for {len(groups) - SHOWN_GROUPS:,} other reasons"


def _rows(rows: Sequence[RejectRow], total: int) -> Iterator[str]:
    if not rows:
        return
    yield "the newest" if len(rows) < total else "each"
    for row in rows:
        place = plain(row.uri) + (f", {plain(row.location)}" if row.location else "")
        tries = f", tried {row.attempts} times" if row.attempts > 1 else ""
        yield f"  {row.reject_id}  {place}{tries}"
        yield f"  {'':{len(row.reject_id)}}  {plain(row.reason)[:CUT]}"
    if len(rows) < total:
        yield f"  and {total - len(rows):,} more: --limit {total}, --source NAME, --reason WORDS"
    yield "one as a whole: copydesk rejects ID; after a fix: copydesk rejects retry"


def shown(row: RejectRow, payload: bytes) -> str:
    """Return all that is kept of a reject, harmless on a terminal."""
    size = f"{len(payload):,} bytes" + ("" if row.is_whole else ", its beginning")
    facts = [
        ("reject", row.reject_id),
        ("source", row.source),
        ("place", row.uri + (f", {row.location}" if row.location else "")),
        ("stage", row.stage),
        ("reason", row.reason),
        ("retriable", "yes, it may be readable later" if row.retriable else "no, not without a change"),
        ("met", f"{row.first_seen_at:%Y-%m-%d %H:%M} UTC in run {row.run_id}"),
        ("tried", f"{row.attempts} times, last in run {row.last_run_id}" if row.last_run_id else "once"),
        ("resolved", f"{row.resolved_at:%Y-%m-%d %H:%M} UTC" if row.resolved_at else "no"),
        ("kept", f"{size}, in {row.payload_file}" if row.payload_file else size),
        ("sha256", row.payload_hash or "not known"),
        ("given", row.given or "nothing"),
    ]
    told = [f"{name:<11}{plain(value)}" for name, value in facts]
    return "\n".join([*told, "", *(_hex(payload) if _is_binary(payload) else [_text(payload)])])


def plain(value: object) -> str:
    r"""Return a text on one line, with what a terminal would obey written out.

    >>> plain("red \x1b[31m, then\na line \u202e")
    'red \\x1b[31m, then\\na line \\u202e'
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in str(value)
    )


def _text(payload: bytes) -> str:
    lines = payload.decode("utf-8", "backslashreplace").split("\n")
    return "\n".join(plain(line.replace("\t", "    ").removesuffix("\r")) for line in lines)


def _is_binary(payload: bytes) -> bool:
    beginning = payload[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r" for byte in beginning)
    return controls >= FEW_CONTROLS and controls > MOST_CONTROLS * len(beginning)


def _hex(payload: bytes) -> list[str]:
    rows = [payload[start : start + ROW] for start in range(0, min(len(payload), HEX_BYTES), ROW)]
    signs = ["".join(chr(byte) if 32 <= byte < 127 else "." for byte in row) for row in rows]
    lines = [
        f"{place * ROW:06x}  {row.hex(' '):<{ROW * 3}} {told}"
        for place, (row, told) in enumerate(zip(rows, signs, strict=True))
    ]
    more = len(payload) - HEX_BYTES
    return [*lines, *([f"and {more:,} bytes more: --raw writes them all"] if more > 0 else [])]
