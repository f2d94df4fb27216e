"""Texts and pages of signs that nobody expects, in encodings that nobody told."""

import gzip

from .sound import SOUND, Chance, Made, page, record, story, web_archive

CODECS = [
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "cp1252",
    "cp1251",
    "cp037",
    "koi8-r",
    "big5",
    "gb18030",
    "shift_jis",
    "euc-kr",
    "iso2022_jp",
    "cp1255",
    "mac-roman",
    "cp437",
    "hz",
]
SIGNS = [
    "\0",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\ufffd",
    "\uffff",
    "\x1b[31m",
    "\r",
    "\x85",
    "\u2028",
    "\u0301",
    "\U000e0001",
    "\ud83d",
    "\udc80",
    "\x7f",
    "\b",
    "\u0600",
    "\u115f",
    "'",
    '"',
    "`",
    "$(id)",
    "%s",
    "{}",
    "\\",
    "<script>",
    "]]>",
    "&#0;",
    "--",
    ";drop table articles",
    "\t",
    "\v",
    "=1+1",
    "🧨",
    "\U0010ffff",
    "‏",
    "ﷺ",
]


def encoded(chance: Chance) -> Made:
    text = story(chance) + " Größe café 漢字 Привет שלום ñandú €"
    codec = chance.choice(CODECS)
    data = text.encode(codec, "replace")
    return chance.choice([data, b"\xff\xfe" + data, b"\xef\xbb\xbf" + data, data[1:]]), chance.choice(
        [".txt", ".html"]
    )


def odd_bytes(chance: Chance) -> Made:
    pieces = [
        b"\xc0\x80",
        b"\xed\xa0\xbd",
        b"\xff",
        b"\xfe\xff",
        b"\xf4\x90\x80\x80",
        b"\x00",
        b"\xe2\x82",
        b"\x1a",
    ]
    parts = [chance.choice(pieces) + story(chance, 24).encode() for _ in range(4)]
    return b"\n".join(parts), chance.choice([".txt", ".jsonl", ".csv", ".html"])


def random_bytes(chance: Chance) -> Made:
    start = chance.choice(
        [
            b"",
            b"\x1f\x8b\x08",
            b"PK\x03\x04",
            b"PAR1",
            b"WARC/1.0\r\n",
            b"\x28\xb5\x2f\xfd",
            b"BZh9",
            b"{",
            b"%PDF-",
            b"<",
        ]
    )
    return start + chance.randbytes(chance.choice([0, 1, 5, 100, 10_000])), chance.choice(
        [".txt", ".gz", ".zip", ""]
    )


def odd_signs(chance: Chance) -> Made:
    words = [*story(chance).split(), *chance.choices(SIGNS, k=30)]
    chance.shuffle(words)
    text = " ".join(words).encode("utf-8", "surrogatepass")
    return text, chance.choice([".txt", ".csv", ".html", ".jsonl"])


def repeated(chance: Chance) -> Made:
    piece = chance.choice(
        [
            *SIGNS,
            "By ",
            "(AP) - ",
            "Read more\n",
            "http://a.b/",
            "a@b.",
            "12.12.2012 ",
            "Source: ",
            "— ",
            "\u00a0",
        ]
    )
    text = (piece * chance.choice([3, 2_000, 20_000])).encode("utf-8", "surrogatepass")
    return chance.choice([text, story(chance).encode() + text, text + story(chance).encode()]), ".txt"


def broken_archive_record(chance: Chance) -> Made:
    body = page(chance)
    headers = [
        (b"Transfer-Encoding: chunked\r\n",),
        (b"Content-Encoding: gzip\r\n",),
        (b"Content-Encoding: br\r\n",),
        (b"Content-Length: 99999999999\r\n",),
        (b"Content-Length: -1\r\n",),
        (b"X: " + b"y" * 100_000 + b"\r\n",),
        (b"Content-Type: text/html; charset=utf-99\r\n",),
        (b"\0: \xff\r\n",),
        (),
    ]
    whole = record(chance, body, chance.choice(headers))
    old, new = chance.choice(
        [
            (b"Content-Length: ", b"Content-Length: 9"),
            (b"Content-Length: ", b"Content-Length: -"),
            (b"Content-Length", b"Length"),
            (b"WARC-Type: response", b"WARC-Type: request"),
            (b"WARC-Target-URI: ", b"X: "),
            (b"2024", b"9999999"),
            (b"WARC/1.0", b"WARC/9"),
            (b"\r\n\r\n", b"\n"),
            (b"HTTP/1.1 200", b"HTTP/1.1 999"),
            (b"", b""),
        ]
    )
    data = whole.replace(old, new, 1) + web_archive(chance)
    return (gzip.compress(data, mtime=0), ".warc.gz") if chance.random() < 0.3 else (data, ".warc")


def odd_page(chance: Chance) -> Made:
    deep = chance.choice(
        ["<div>", "<b>", "<table><tr><td>", "<p><a href=x>", "<ul><li>", "<!--"]
    ) * chance.choice([50, 3_000, 20_000])
    entities = (
        "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{'&a;' * 10}'>" for n in range(9)) + "]>"
    )
    parts = [
        deep,
        entities,
        "<meta charset=utf-16>",
        '<meta charset="x-none">',
        "<script>" + "x=1;" * 1_000,
        "<p " + "a='1' " * 2_000 + ">",
        "&#x110000;&#xD800;&#0;&nope;",
        "<![CDATA[",
        "<svg/onload=alert(1)>",
        "<base href='//x'>",
        "<title>" * 500,
        "<time datetime='x'>",
        '<script type="application/ld+json">{"@type":[[[{}]]],"datePublished":1e999}</script>',
        "<?xml version='1.0' encoding='none'?>",
    ]
    chosen = "".join(chance.sample(parts, 3))
    return f"<html>{chosen}<article>{story(chance, 200)}".encode(), chance.choice(
        [".html", ".htm", ".xhtml", ".xml"]
    )


def almost_nothing(chance: Chance) -> Made:
    nothing = [
        b"",
        b"\n",
        b" ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\0",
        b"{}",
        b"[]",
        b"null",
        b'""',
        b"\x1f\x8b",
        b"PK\x05\x06" + bytes(18),
    ]
    return chance.choice(
        [*nothing, bytes(10_240), gzip.compress(b"", mtime=0), "\u200b\u2060".encode()]
    ), chance.choice([*SOUND, ".json", ""])
