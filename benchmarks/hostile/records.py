"""Records and tables that say odd things, or too much."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from .signs import SIGNS
from .sound import Chance, Made, json_lines, story

FIELDS = ("id", "text", "title", "url", "source", "author", "published_at", "language", "html", "extra")


def deep_json(chance: Chance) -> Made:
    depth = chance.choice([10, 200, 1_000, 5_000, 100_000])
    inner = chance.choice(["[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, "[" * depth])
    record = f'{{"text": {json.dumps(story(chance))}, "extra": {inner}}}'
    return chance.choice([inner, record, f"[{record}]", record + "\n" + record]).encode(), chance.choice(
        [".json", ".jsonl"]
    )


def odd_json(chance: Chance) -> Made:
    values = [
        None,
        True,
        0,
        -1,
        1e308,
        10**400,
        float("nan"),
        float("inf"),
        "",
        " ",
        "\0",
        [],
        {},
        [1],
        {"a": 1},
        "0000-00-00",
        "9999-99-99T99:99:99",
        "+999999-01-01",
        "-0001-01-01",
        "2024-02-30",
        1e20,
        "1970-01-01T00:00:00+99:99",
        "http://[::1",
        "http://a b",
        "javascript:alert(1)",
        "data:text/html,x",
        "//",
        "http://xn--",
        "http://\u202e.com",
        "x" * 3000,
    ]
    lines = []
    for _ in range(4):
        record = {field: chance.choice(values) for field in chance.sample(FIELDS, 6)}
        record["text"] = chance.choice([story(chance), story(chance), *values])
        lines.append(json.dumps(record))
    return "\n".join(lines).encode(), ".jsonl"


def doubled_keys(chance: Chance) -> Made:
    text = json.dumps(story(chance))
    line = f'{{"text": {text}, "text": 1, "text": {text}, "\\u0000": 1, "": 2, "{"k" * 9000}": 3}}'
    many = ", ".join(f'"key{number}": {number}' for number in range(chance.choice([5, 5_000])))
    return f'{line}\n{{"text": {text}, {many}}}\n'.encode(), ".jsonl"


def lone_surrogates(chance: Chance) -> Made:
    fields = {field: "\\ud83d" * chance.randrange(3) + "\\udc00x" for field in chance.sample(FIELDS, 5)}
    written = ", ".join(f'"{field}": "{value}"' for field, value in fields.items() if field != "text")
    return f'{{"text": "{story(chance)} \\ud800 \\udfff end", {written}}}'.encode(), ".jsonl"


def signs_in_fields(chance: Chance) -> Made:
    lines = []
    for _ in range(3):
        record = {field: "".join(chance.choices(SIGNS, k=8)) for field in FIELDS if field != "html"}
        record["text"] = story(chance) + record["text"]
        lines.append(json.dumps(record))
    return "\n".join(lines).encode(), ".jsonl"


def enormous_field(chance: Chance) -> Made:
    field = chance.choice(FIELDS)
    size = chance.choice([10_000, 300_000, 3_000_000])
    record = {"text": story(chance), field: chance.choice(["x", "x ", "é", "x/"]) * (size // 2)}
    return json.dumps(record).encode() + b"\n" + json_lines(chance), ".jsonl"


def enormous_line(chance: Chance) -> Made:
    size = chance.choice([1_000_000, 5_000_000, 33_000_000])
    ending = chance.choice([".jsonl", ".csv", ".txt", ".json", ".html"])
    piece = chance.choice([b"x", b"word ", b'"', b",", b"\\", b"<", b"{", "漢".encode()])
    return b'{"text": "' + piece * (size // len(piece)) + b"\n" + json_lines(chance), ending


def many_lines(chance: Chance) -> Made:
    line = chance.choice([b"\n", b"{}\n", b"null\n", b'"x"\n', b"[]\n", b",\n", b"{\n", b"x\n"])
    return line * chance.choice([100, 3_000]), chance.choice([".jsonl", ".csv", ".txt"])


def odd_table(chance: Chance) -> Made:
    cells = [
        '"',
        '""',
        '"a',
        'a"b',
        '"a"b"',
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\0",
        "'",
        "\\",
        "text",
        "id",
        story(chance),
        "=cmd()",
    ]
    rows = ["".join(chance.choices(cells, k=chance.randrange(1, 9))) for _ in range(8)]
    return ("id,text\n" + "\n".join(rows)).encode(), chance.choice([".csv", ".tsv"])


def odd_parquet(chance: Chance) -> Made:
    texts = [story(chance), None, ""]
    columns: list[pa.Array] = [
        pa.array([[text] for text in texts]),
        pa.array([{"a": text} for text in texts]),
        pa.array([1, None, 2]),
        pa.array([b"\xff\xfe", b"\0", None]),
        pa.array(texts).dictionary_encode(),
        pa.array([1.5, float("nan"), None]),
        pa.array([None, None, None]),
        pa.array(texts, pa.large_string()),
        pa.array([0, 2**62, -(2**62)], pa.timestamp("ns")),
    ]
    names = chance.sample([*FIELDS, "text ", "", "\0"], 4)
    made = {name: chance.choice(columns) for name in names}
    made["text"] = chance.choice([*columns, pa.array(texts), pa.array(texts)])
    written = io.BytesIO()
    pq.write_table(pa.table(made), written, compression=chance.choice(["none", "snappy", "zstd", "gzip"]))
    return written.getvalue(), ".parquet"
