"""What reading alone costs: `python benchmarks/speed_reading.py [MEGABYTES]`, files made on the fly.

Each measurement has a process of its own: MB (or records) a CPU-second, and the most memory that it held, for
a file of that size and for one a tenth of it. Reading makes documents of what it reads; the others only
read: DuckDB and polars into Arrow columns, fastwarc record by record with its bytes.
"""

import csv
import gzip
import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

WORDS = 400
VOCABULARY = 20_000
PAGE = "<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{body}</article></body></html>"


def records(size_bytes: int) -> Iterator[dict[str, str]]:
    """Yield records of some 2.4 KB until they are so many bytes."""
    choice = random.Random(1)
    vocabulary = [
        "".join(choice.choices("abcdefghijklmnopqrstuvwxyzäé", k=choice.randint(2, 9)))
        for _ in range(VOCABULARY)
    ]
    made = number = 0
    while made < size_bytes:
        paragraphs = [" ".join(choice.choices(vocabulary, k=WORDS // 8)) for _ in range(8)]
        record = {
            "id": str(number),
            "title": paragraphs[0][:60],
            "text": '\n"'.join(paragraphs),
            "desk": "city",
        }
        made += len(record["text"])
        number += 1
        yield record


def write_jsonl(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(size))


def write_packed(path: Path, size: int) -> None:
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(size))


def write_json(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"total": 1, "articles": [')
        file.writelines(json.dumps(record, ensure_ascii=False) + ",\n" for record in records(size))
        file.write('{"id": "last", "text": "The last one."}]}')


def write_csv(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("id", "title", "text", "desk"))
        writer.writeheader()
        writer.writerows(records(size))


def write_parquet(path: Path, size: int) -> None:
    import duckdb

    lines = path.with_suffix(".jsonl")
    write_jsonl(lines, size)
    duckdb.sql(f"copy (from '{lines}') to '{path}' (format parquet, compression zstd, row_group_size 10_000)")
    lines.unlink()


def write_warc(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for number, record in enumerate(records(size)):
            body = "".join(f"<p>{part}</p>" for part in record["text"].split("\n"))
            page = PAGE.format(title=record["title"], body=body).encode()
            for kind, block in (
                ("request", b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"),
                ("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page),
            ):
                head = (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
                    f"WARC-Target-URI: https://news.example/{number}\r\n"
                    f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
                )
                file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


def write_zip(path: Path, size: int) -> None:
    lines = path.with_suffix(".jsonl")
    write_jsonl(lines, size)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(lines, "news/lines.jsonl")
    lines.unlink()


def write_tar(path: Path, size: int) -> None:
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number, record in enumerate(records(size)):
            text = record["text"].encode()
            member = tarfile.TarInfo(f"news/{number}.txt")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))


def read_here(path: str) -> int:
    from copydesk.tasks.read import read_source

    return sum(1 for _ in read_source(path))


def read_by_duckdb(path: str) -> int:
    import duckdb

    duckdb.sql("set threads = 1")
    source = (
        "read_csv(?)" if path.endswith(".csv") else "read_json(?)" if ".json" in path else "read_parquet(?)"
    )
    reader = duckdb.execute(f"from {source}", [path]).to_arrow_reader(5_000)
    return sum(len(batch) for batch in reader)


def read_by_polars(path: str) -> int:
    import polars

    scan = (
        polars.scan_csv
        if path.endswith(".csv")
        else polars.scan_ndjson
        if ".json" in path
        else polars.scan_parquet
    )
    return len(scan(path).collect(engine="streaming"))


def read_by_fastwarc(path: str) -> int:
    from fastwarc.warc import ArchiveIterator

    with open(path, "rb") as file:  # noqa: PTH123 - as its manual does
        return sum(1 for record in ArchiveIterator(file) if record.reader.read() is not None)


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "news.jsonl": write_jsonl,
    "news.jsonl.gz": write_packed,
    "list.json": write_json,
    "news.csv": write_csv,
    "news.parquet": write_parquet,
    "news.zip": write_zip,
    "news.tar.gz": write_tar,
    "news.warc.gz": write_warc,
}
READERS: dict[str, Callable[[str], int]] = {
    "copydesk": read_here,
    "DuckDB": read_by_duckdb,
    "polars": read_by_polars,
    "fastwarc": read_by_fastwarc,
}


def others(name: str) -> list[str]:
    """Name the readers that a file is given to."""
    if "warc" in name:
        return ["copydesk", "fastwarc"]
    return (
        ["copydesk"] if name in ("list.json", "news.zip", "news.tar.gz") else ["copydesk", "DuckDB", "polars"]
    )


def held_megabytes() -> int:
    """Return the most memory that this process has held; `getrusage` counts what its parent held, too."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1_000


def measure(reader: str, path: str) -> None:
    """Print items, CPU-seconds and the most memory, of reading one file in this process."""
    small = READERS[reader](str(Path(path).with_name(f"warm-{Path(path).name}")))
    assert small
    before, started = held_megabytes(), process_time()
    count = READERS[reader](path)
    print(count, process_time() - started, before, held_megabytes())


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print("file            MB  reader    items    MB/CPU-s  items/CPU-s  MB held: a tenth, all")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in WRITERS.items():
            write(Path(folder) / name, megabytes * 1_000_000)
            write(Path(folder) / f"warm-{name}", megabytes * 100_000)
            size = (Path(folder) / name).stat().st_size / 1e6
            for reader in others(name):
                words = [sys.executable, __file__, reader, f"{folder}/{name}"]
                out = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
                count, seconds = int(out[0]), float(out[1])
                speed = f"{size / seconds:>11,.0f}{count / seconds:>13,.0f}"
                print(f"{name:<14}{size:>5,.0f}  {reader:<9}{count:>7,}{speed}{out[2]:>12} {out[3]:>6}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], sys.argv[2])
    else:
        main()
