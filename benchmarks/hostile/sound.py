"""Files that nothing is wrong with, yet."""

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial

import lz4.frame
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

Chance = random.Random
Made = tuple[bytes, str]
WORDS = [
    "harbour",
    "ferry",
    "ice",
    "council",
    "budget",
    "rain",
    "school",
    "bridge",
    "valley",
    "market",
    "strike",
    "river",
    "vote",
    "storm",
]
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": partial(gzip.compress, mtime=0),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
    ".lz4": lz4.frame.compress,
}


def story(chance: Chance, words: int = 60) -> str:
    """Return a text that is fit to be an article."""
    chosen = (" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(max(1, words // 12)))
    return f"{chance.randrange(10**9)} " + " ".join(chosen)


def json_lines(chance: Chance) -> bytes:
    """Return records that nothing is wrong with."""
    records = [
        {"id": str(chance.randrange(10**9)), "text": story(chance)} for _ in range(chance.randrange(1, 6))
    ]
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def table(chance: Chance) -> bytes:
    """Return a table that nothing is wrong with."""
    written = io.StringIO()
    rows = [[chance.randrange(10**9), story(chance)] for _ in range(chance.randrange(1, 6))]
    csv.writer(written, delimiter=chance.choice(",;\t")).writerows([["id", "text"], *rows])
    return written.getvalue().encode()


def parquet(chance: Chance) -> bytes:
    """Return a Parquet file that nothing is wrong with."""
    texts = [story(chance) for _ in range(chance.randrange(1, 6))]
    written = io.BytesIO()
    pq.write_table(pa.table({"id": list(map(str, range(len(texts)))), "text": texts}), written)
    return written.getvalue()


def page(chance: Chance) -> bytes:
    """Return a page that nothing is wrong with."""
    paragraphs = "".join(f"<p>{story(chance)}</p>" for _ in range(4))
    head = f"<head><title>{story(chance, 5)}</title></head>"
    return f"<html>{head}<body><article>{paragraphs}</article></body></html>".encode()


def web_archive(chance: Chance) -> bytes:
    """Return a WARC file that nothing is wrong with."""
    return b"".join(record(chance, page(chance)) for _ in range(chance.randrange(1, 4)))


def zipped(chance: Chance) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(chance.randrange(1, 5)):
            archive.writestr(undated(f"{number}.txt"), story(chance))
    return written.getvalue()


def undated(name: str) -> zipfile.ZipInfo:
    """Return a member that says nothing of the clock, so that a seed gives the same bytes at any time."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def tarred(chance: Chance) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for number in range(chance.randrange(1, 5)):
            add(archive, tarfile.TarInfo(f"{number}.txt"), story(chance).encode())
    return written.getvalue()


def record(chance: Chance, body: bytes, headers: Sequence[bytes] = ()) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"".join(headers) + b"\r\n" + body
    fields = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/%d\r\n"
        b"WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return fields % (chance.randrange(10**9), chance.randrange(10**9), len(block)) + block + b"\r\n\r\n"


def add(archive: tarfile.TarFile, member: tarfile.TarInfo, data: bytes) -> None:
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


SOUND: dict[str, Callable[[Chance], bytes]] = {
    ".jsonl": json_lines,
    ".csv": table,
    ".parquet": parquet,
    ".html": page,
    ".warc": web_archive,
    ".zip": zipped,
    ".tar": tarred,
    ".txt": lambda chance: story(chance).encode(),
}


def any_sound(chance: Chance) -> Made:
    ending = chance.choice(list(SOUND))
    return SOUND[ending](chance), ending
