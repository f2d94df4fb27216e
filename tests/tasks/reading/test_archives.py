import gzip
import io
import json
import os
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.read import read_source
from copydesk.tasks.reading.origin import Handling, Limits

STORY = "The ferry Aurora sank in the harbour on Monday. All are safe.\n"
LINES = "".join(json.dumps({"id": n, "text": f"Story {n}."}) + "\n" for n in range(3))


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content.encode())
            archive.addfile(header, io.BytesIO(content.encode()))
    return out.getvalue()


def read(tmp_path, data, name="news.zip", **limits):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_source(str(path), handling=Handling(limits=Limits(**limits))))


every_archive = pytest.mark.parametrize("archived", [zipped, tarred, lambda members: tarred(members, "w:gz")])


@every_archive
def test_members_are_read_where_they_are_with_archive_member_and_line(tmp_path, archived):
    items = read(tmp_path, archived({"post/ferry.txt": STORY, "lines.jsonl": LINES + "{", ".DS_Store": "x"}))

    story, *records, refused = items
    assert story.uri == f"{tmp_path}/news.zip!post/ferry.txt"
    assert (story.source, story.external_id, story.text) == ("post", "ferry", STORY)
    assert [(record.source, record.external_id) for record in records] == [("news", str(n)) for n in range(3)]
    assert isinstance(refused, Reject)
    assert (refused.uri, refused.location) == (f"{tmp_path}/news.zip!lines.jsonl", "line 4")


def test_an_archive_on_standard_input_is_read_too(monkeypatch):
    class Piped:
        buffer = io.BytesIO(zipped({"a.txt": STORY}))

    monkeypatch.setattr("sys.stdin", Piped)

    [document] = read_source("-")

    assert (document.uri, document.text) == ("stdin!a.txt", STORY)


@every_archive
@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.txt", "x\nb\u202etxt"])
def test_a_name_in_an_archive_is_a_label_and_never_a_path(tmp_path, archived, name):
    before = sorted(os.walk(tmp_path.parent))

    [document] = read(tmp_path, archived({name: STORY}))

    assert isinstance(document, RawDocument)
    assert document.uri.startswith(f"{tmp_path}/news.zip!")
    assert document.uri.isprintable()
    (tmp_path / "news.zip").unlink()
    assert sorted(os.walk(tmp_path.parent)) == before


def test_an_archive_inside_of_an_archive_is_refused_and_a_packed_file_is_read(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("inner.tar.gz", tarred({"a.txt": STORY}, "w:gz"))
        archive.writestr("inner.zip", zipped({"a.txt": STORY}))
        archive.writestr("lines.jsonl.gz", gzip.compress(LINES.encode()))

    tar, inner, *records = read(tmp_path, out.getvalue())

    assert tar.reason == "a tar archive inside of an archive is not opened"
    assert inner.reason == "a zip archive inside of an archive is not opened"
    assert [record.external_id for record in records] == ["0", "1", "2"]


def test_an_encrypted_member_is_refused_and_the_others_are_read(tmp_path):
    data = bytearray(zipped({"secret.txt": STORY, "open.txt": STORY}))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1

    refused, document = read(tmp_path, bytes(data))

    assert (refused.uri, refused.reason) == (f"{tmp_path}/news.zip!secret.txt", "encrypted")
    assert document.external_id == "open"


def test_a_member_that_unpacks_to_too_much_is_refused(tmp_path):
    line = json.dumps({"text": "a" * 10_000_000}) + "\n"
    *taken, bomb, document = read(
        tmp_path, zipped({"bomb.jsonl": line * 8, "a.txt": STORY}), unpacked_ratio=10
    )

    assert len(taken) == 6
    assert bomb.reason.startswith("cut short: it unpacks to more than 64,000,000 bytes")
    assert document.text == STORY


@pytest.mark.parametrize("cut", [60, 300, 520, 1_000, 1_500])
def test_a_tar_archive_that_is_cut_gives_what_is_whole_and_refuses_the_rest(tmp_path, cut):
    items = read(tmp_path, tarred({"a.txt": STORY, "b.txt": STORY})[:cut], "news.tar")

    assert isinstance(items[-1], Reject)
    assert all(item.text == STORY for item in items if isinstance(item, RawDocument))


def test_a_broken_header_in_a_tar_archive_is_not_taken_for_its_end(tmp_path):
    data = bytearray(tarred({"a.txt": STORY, "b.txt": STORY}))
    data[1024 + 10] ^= 0xFF

    document, refused = read(tmp_path, bytes(data), "news.tar")

    assert document.external_id == "a"
    assert (refused.reason, refused.location) == ("broken tar archive: bad checksum", "after a.txt")


def test_a_zip_archive_that_is_cut_is_refused(tmp_path):
    [refused] = read(tmp_path, zipped({"a.txt": STORY})[:-10])

    assert refused.reason == "broken ZIP archive: File is not a zip file"


def test_links_and_devices_in_a_tar_archive_are_passed_over(tmp_path):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            header = tarfile.TarInfo(f"odd-{kind!r}")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)

    skipped = read(tmp_path, out.getvalue(), "news.tar")

    assert [item.kind for item in skipped] == ["link"] * 4


def test_a_name_of_megabytes_is_refused_before_it_is_read(tmp_path):
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 3_000_000_000

    [refused] = read(tmp_path, header.tobuf() + bytes(10_240), "news.tar")

    assert "a name or attribute of 3,000,000,000 bytes" in refused.reason


@given(data=st.data())
@pytest.mark.parametrize("archived", [zipped, tarred])
def test_an_archive_with_a_broken_byte_never_raises(tmp_path_factory, archived, data):
    good = bytearray(archived({"a.txt": STORY, "b.jsonl": LINES}))
    good[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))

    assert read(tmp_path_factory.mktemp("broken"), bytes(good))


def test_a_member_without_a_name_is_read_like_any_other(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        nameless = zipfile.ZipInfo()
        nameless.filename = ""
        archive.writestr(nameless, STORY)

    [document] = read(tmp_path, out.getvalue())

    assert document.text == STORY


@pytest.mark.parametrize("members", [{}, {"__MACOSX/a.txt": STORY, ".hidden": STORY}])
def test_an_archive_without_files_is_refused(tmp_path, members):
    [refused] = read(tmp_path, zipped(members))

    assert (refused.stage, refused.reason) == ("read", "an archive without files")
