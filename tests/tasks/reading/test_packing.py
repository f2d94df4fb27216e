import bz2
import gzip
import io
import lzma
import tracemalloc

import lz4.frame
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import Reject
from copydesk.tasks.read import read_source
from copydesk.tasks.reading.origin import Handling, Limits
from copydesk.tasks.reading.packing import Unpacked
from copydesk.tasks.text.signatures import packing_of

PACK = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "lz4": lz4.frame.compress,
}
LINES = b"".join(b'{"id": %d, "text": "Story %d of the harbour."}\n' % (n, n) for n in range(300))
every_packing = pytest.mark.parametrize("packing", PACK)


def unpack(packed, packing, limits=Limits()):  # noqa: B008 - frozen
    stream = Unpacked(io.BytesIO(packed), packing, limits)
    return io.BufferedReader(stream).read(), stream.fault


def read(path, **limits):
    return list(read_source(str(path), handling=Handling(limits=Limits(**limits))))


@every_packing
@given(parts=st.lists(st.binary(max_size=2_000), max_size=4), padding=st.integers(0, 600))
def test_what_is_packed_in_any_number_of_members_comes_out_as_it_was(packing, parts, padding):
    packed = b"".join(map(PACK[packing], parts or [b""])) + bytes(padding)

    assert packing_of(packed) == packing
    assert unpack(packed, packing) == (b"".join(parts), None)


@every_packing
@given(data=st.data())
def test_a_packed_stream_that_is_cut_anywhere_says_so_and_gives_the_beginning(packing, data):
    packed = PACK[packing](LINES)
    cut = data.draw(st.integers(6, len(packed) - 1))

    unpacked, fault = unpack(packed[:cut], packing)

    assert LINES.startswith(unpacked)
    assert fault is not None


@every_packing
@given(data=st.data())
def test_a_packed_stream_with_a_broken_byte_never_raises(packing, data):
    packed = bytearray(PACK[packing](LINES))
    packed[data.draw(st.integers(6, len(packed) - 1))] ^= data.draw(st.integers(1, 255))

    unpack(bytes(packed), packing)


@every_packing
def test_of_a_truncated_file_the_whole_records_are_taken_and_the_rest_is_refused(tmp_path, packing):
    packed = PACK[packing](LINES)
    path = tmp_path / "news.jsonl.packed"
    path.write_bytes(packed[: len(packed) - 5])

    *taken, refused = read(path)

    assert isinstance(refused, Reject)
    assert refused.reason.startswith("cut short: ")
    assert packing in refused.reason
    assert [item.external_id for item in taken] == [str(n) for n in range(len(taken))]
    assert all(item.location == f"line {n}" for n, item in enumerate(taken, start=1))


def test_bytes_behind_the_packed_ones_are_refused_and_what_stood_before_is_taken(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(LINES) + b"more")

    *taken, refused = read(path)

    assert len(taken) == 300
    assert "bytes that are no gzip data" in refused.reason


@every_packing
def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path, packing):
    path = tmp_path / "bomb.txt"
    path.write_bytes(PACK[packing](bytes(120_000_000)))

    tracemalloc.start()
    [refused] = read(path, unpacked_ratio=50)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(refused, Reject)
    assert peak < 100_000_000


def test_a_file_that_unpacks_to_more_than_is_allowed_is_refused_with_the_setting_to_change(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(LINES * 60))

    *taken, refused = read(path, unpacked_bytes=300_000)

    assert taken
    assert "300,000 bytes (max_unpacked_bytes)" in refused.reason


def test_a_file_is_named_without_the_ending_of_its_packing(tmp_path):
    path = tmp_path / "harbour" / "ferry.txt.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(b"The ferry sank."))

    [document] = read(path)

    assert (document.text, document.external_id, document.source) == ("The ferry sank.", "ferry", "harbour")


def test_what_is_packed_twice_is_refused(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bz2.compress(b"The ferry sank.")))

    [refused] = read(path)

    assert refused.reason == "packed twice: bzip2 inside of another packing"
