"""Files that are cut, broken, packed in odd ways, or unpack to far too much."""

import io
import struct
import tarfile
import zipfile
from functools import cache

from .sound import PACKINGS, SOUND, Chance, Made, add, any_sound, story, undated, zipped

BOMB_BYTES = 300_000_000
PATHS = [
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\windows\\win.ini",
    "C:\\a.txt",
    "a/../../b.txt",
    "",
    ".",
    "..",
    "/",
    "con",
    "nul.txt",
    "a\nb.txt",
    "\u202etxt.exe",
    "x" * 5000,
    "~/.ssh/id",
    "a//b///c.txt",
    "%2e%2e%2fa.txt",
    "-rf",
    "a!b!c.txt",
    "dir/.hidden/x.txt",
    "\x1b]0;x\x07.txt",
    "file:///etc/passwd",
    "s3://x/y",
    "é\u0301/ﷺ.txt",
    " ",
]


def truncated(chance: Chance) -> Made:
    data, ending = any_sound(chance)
    return data[: chance.randrange(len(data))], ending


def packed_and_truncated(chance: Chance) -> Made:
    data, ending = any_sound(chance)
    packing = chance.choice(list(PACKINGS))
    packed = PACKINGS[packing](data)
    return packed[: chance.randrange(1, len(packed) + 1)], ending + packing


def broken_bytes(chance: Chance) -> Made:
    data, ending = any_sound(chance)
    broken = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 30])):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken), ending


def packed_and_broken(chance: Chance) -> Made:
    data, ending = broken_bytes(chance)
    packing = chance.choice(list(PACKINGS))
    packed = bytearray(PACKINGS[packing](data))
    packed[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
    return bytes(packed), ending + packing


def spliced(chance: Chance) -> Made:
    (one, ending), (other, _) = any_sound(chance), any_sound(chance)
    cut = chance.randrange(len(one))
    return one[:cut] + other + one[cut:], ending


def wrong_ending(chance: Chance) -> Made:
    data, _ = any_sound(chance)
    return data, chance.choice([*SOUND, *PACKINGS, ".warc.gz", ".exe", ".jpg", "", ".json", ".arc"])


@cache
def _zeros(packing: str, filler: bytes) -> bytes:
    packed = PACKINGS[packing](filler * (BOMB_BYTES // 8 // len(filler)))
    return packed * 8


def bomb(chance: Chance) -> Made:
    packing = chance.choice([".gz", ".zst", ".bz2"])
    return _zeros(packing, chance.choice([bytes(4096), b"a" * 4096, b" \n" * 2048])), ".txt" + packing


@cache
def _bomb_archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(undated("zeros.txt"), bytes(BOMB_BYTES // 3))
    return written.getvalue()


def packed_many_times(chance: Chance) -> Made:
    data = story(chance).encode()
    for packing in chance.choices(list(PACKINGS), k=chance.randrange(2, 30)):
        data = PACKINGS[packing](data)
    return data, ".gz"


def bomb_in_archive(chance: Chance) -> Made:
    if chance.random() < 0.5:
        return _bomb_archive(), ".zip"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(undated("inner.zip"), zipped(chance))
        archive.writestr(undated("good.txt"), story(chance))
    return written.getvalue(), ".zip"


def many_members(chance: Chance) -> Made:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(chance.randrange(1, 300)):
            archive.writestr(undated(f"{number}.txt"), "")
    return written.getvalue(), ".zip"


def path_tricks_zip(chance: Chance) -> Made:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in chance.sample(PATHS, 4):
            member = zipfile.ZipInfo()
            member.filename = name
            member.external_attr = chance.choice([0, 0o120777 << 16, 0o010644 << 16, 1 << 4])
            archive.writestr(member, story(chance))
    return written.getvalue(), ".zip"


def path_tricks_tar(chance: Chance) -> Made:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=chance.choice([0, 1, 2])) as archive:
        for name in chance.sample(PATHS, 4):
            member = tarfile.TarInfo(name)
            member.type = chance.choice(
                [tarfile.REGTYPE] * 3 + [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE]
            )
            member.linkname = chance.choice(["/etc/passwd", "../..", "x" * 90])
            member.uname = chance.choice(["root", "\u202e", ""])
            try:
                add(archive, member, story(chance).encode())
            except (ValueError, UnicodeEncodeError):
                continue  # this format cannot say it
    return written.getvalue(), ".tar"


def nul_bytes(chance: Chance) -> Made:
    data, ending = any_sound(chance)
    place = chance.randrange(len(data))
    return data[:place] + b"\0" * chance.choice([1, 1, 100, 100_000]) + data[place:], ending


def lying_headers(chance: Chance) -> Made:
    data = bytearray(zipped(chance))
    for _ in range(3):
        struct.pack_into(
            "<I", data, chance.randrange(len(data) - 4), chance.choice([0, 0xFFFFFFFF, 0x7FFFFFFF, len(data)])
        )
    return bytes(data), ".zip"
