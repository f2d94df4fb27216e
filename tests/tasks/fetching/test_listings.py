"""Feeds, sitemaps and lists: told by content, read however they are written, and harmless."""

import bz2
import gzip
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.records import Listed
from copydesk.tasks.fetching.listings import (
    Entry,
    Kind,
    Listing,
    UnreadableListingError,
    kind_of,
    read_listing,
    unpacked,
)

AT = "https://harbour.example/news/feed.xml"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour</title><language>en</language>
<item><title>Ice &amp; ferry</title><link>/ferry?utm_source=rss</link><dc:creator>Ada Berg</dc:creator>
<pubDate>Fri, 06 Mar 2026 08:30:00 +0100</pubDate><description>Cancelled.</description></item>
<item><title>Only here</title><description>&lt;p&gt;The whole text of it.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>
<entry><title>Ferry</title><link rel="alternate" href="https://harbour.example/ferry"/>
<author><name>Ada Berg</name></author>
<published>2026-03-06T07:30:00Z</published><updated>2026-03-06T09:00:00Z</updated></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "authors": [{"name": "The Desk"}],
        "items": [
            {"id": "1", "url": "ferry", "title": "Ferry", "date_published": "2026-03-06T08:30:00+01:00"},
            {"id": "2", "content_text": "Ice < 4 cm", "author": {"name": "Ada Berg"}},
            "odd",
        ],
    }
).encode()
NEWS = b"""<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://harbour.example/ice.jpg</image:loc><image:title>Ice</image:title>
</image:image><loc>https://harbour.example/ferry</loc><lastmod>2026-03-06T10:00:00Z</lastmod>
<news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-03-06</news:publication_date><news:title>Ferry</news:title></news:news></url>
<url><loc> https://harbour.example/bees?a=1&amp;b=2 </loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://harbour.example/2026-03.xml.gz</loc><lastmod>2026-03-06</lastmod></sitemap></sitemapindex>"""


def read(body: bytes) -> Listing:
    kind = kind_of(body)
    assert kind is not None
    return read_listing(body, kind, AT, ZoneInfo("Europe/Berlin"))


def test_an_item_of_rss_is_a_page_with_title_author_and_date() -> None:
    first, second = read(RSS).entries

    assert first == Entry(
        place="entry 1",
        url="https://harbour.example/ferry?utm_source=rss",
        listed=Listed("Ice & ferry", "Ada Berg", datetime(2026, 3, 6, 7, 30), "second", "en"),
        changed_at=datetime(2026, 3, 6, 7, 30),
        html=b"Cancelled.",
    )
    assert (second.url, second.html) == (None, b"<p>The whole text of it.</p>")


def test_an_entry_of_atom_tells_when_it_was_changed() -> None:
    [entry] = read(ATOM).entries

    assert entry.url == "https://harbour.example/ferry"
    assert (entry.listed.author, entry.listed.published_at) == ("Ada Berg", datetime(2026, 3, 6, 7, 30))
    assert entry.changed_at == datetime(2026, 3, 6, 9)


def test_a_time_without_a_zone_is_in_that_of_the_source() -> None:
    [entry, _] = read(RSS.replace(b"Fri, 06 Mar 2026 08:30:00 +0100", b"2026-03-06 08:30:00")).entries

    assert entry.listed.published_at == datetime(2026, 3, 6, 7, 30)


def test_a_json_feed_is_read_as_far_as_it_makes_sense() -> None:
    first, second, odd = read(JSON_FEED).entries

    assert first.url == "https://harbour.example/news/ferry"
    assert (first.listed.author, first.listed.published_at) == ("The Desk", datetime(2026, 3, 6, 7, 30))
    assert (second.url, second.html, second.listed.author) == (None, b"<p>Ice &lt; 4 cm</p>", "Ada Berg")
    assert (odd.url, odd.html) == (None, None)


def test_a_news_sitemap_tells_title_date_and_language_of_the_page_and_not_of_its_picture() -> None:
    ferry, bees = read(NEWS).entries

    assert ferry.url == "https://harbour.example/ferry"
    assert ferry.listed == Listed("Ferry", None, datetime(2026, 3, 6), "day", "en")
    assert ferry.changed_at == datetime(2026, 3, 6, 10)
    assert bees.url == "https://harbour.example/bees?a=1&b=2"


@pytest.mark.parametrize(
    ("body", "is_list"),
    [
        (b"# ours\nhttps://a.example/1\n\nhttps://a.example/2\nto do\n", True),
        (b"Rain fell on the harbour.\nhttps://a.example/1", False),
        (b"https://a.example/1 is where it rained.\nhttps://a.example/2 is not.", False),
        (b"# ours\n", False),
    ],
)
def test_a_list_of_urls_is_one_with_a_line_that_is_none_and_a_text_with_a_url_is_a_text(
    body: bytes, is_list: bool
) -> None:
    assert (kind_of(body) == "urls") == is_list


@pytest.mark.parametrize(
    "body",
    [
        ATOM.replace(b"<published>2026-03-06T07:30:00Z</published>", b""),
        b'{"version": "https://jsonfeed.org/version/1.1",'
        b'"items": [{"id": "1", "date_modified": "2026-03-06T09:00:00Z"}]}',
    ],
)
def test_a_date_of_change_is_the_date_of_an_entry_that_has_no_other(body: bytes) -> None:
    [entry] = read(body).entries

    assert entry.listed.published_at == entry.changed_at == datetime(2026, 3, 6, 9)


def test_an_index_lists_further_sitemaps_which_may_change_until_their_day_is_over() -> None:
    listing = read(INDEX)

    assert listing.entries == ()
    assert [(entry.url, entry.changed_at) for entry in listing.further] == [
        ("https://harbour.example/2026-03.xml.gz", datetime(2026, 3, 7))
    ]


def test_a_list_of_urls_has_one_a_line() -> None:
    body = b"\xef\xbb\xbfhttps://a.example/1\r\n\r\nhttps://a.example/2\n# not this one\n"
    kind = kind_of(body)

    assert kind == "urls"
    assert [(entry.place, entry.url) for entry in read_listing(body, "urls", AT).entries] == [
        ("line 1", "https://a.example/1"),
        ("line 3", "https://a.example/2"),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS, "feed"),
        (ATOM, "feed"),
        (JSON_FEED, "feed"),
        (NEWS, "sitemap"),
        (INDEX, "sitemap"),
        (RSS.decode().encode("utf-16"), "feed"),
        (b'<rdf:RDF xmlns:rdf="x">', "feed"),
        (b'\n<!-- a\n--><?xml-stylesheet x?><!DOCTYPE rss [<!ENTITY a "b">]>\n<rss>', "feed"),
        (b"<!DOCTYPE html><html><p>rss", "page"),
        (b"<p>The ferry</p>", "page"),
        (b"The ferry to Holm was cancelled.", None),
        (b"https://a.example is where the ferry\nsails", None),
        (b'{"text": "no feed"}', None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_what_came_is_told_by_its_content(body: bytes, kind: Kind | None) -> None:
    assert kind_of(body) == kind


def bomb(root: str, inside: str) -> bytes:
    """Ten entities, each ten times the one before: a billion letters, if anybody expands them."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 5}">' for n in range(10))
    return f"<?xml version='1.0'?><!DOCTYPE {root} [{entities}]>{inside}".encode()


def test_a_feed_full_of_entities_is_read_without_them() -> None:
    item = "<item><title>&e9;</title><link>https://a.example/1</link></item>"

    listing = read(bomb("rss", f"<rss version='2.0'><channel>{item}</channel></rss>"))

    assert all(len(entry.listed.title or "") < 1_000 for entry in listing.entries)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_an_entity_that_a_feed_declares_is_not_expanded(encoding: str) -> None:
    """Nine thousand letters ten thousand times: 80 kilobytes would be 90 MB."""
    declared = f'<!ENTITY wide "{"w" * 9_000}">'
    if encoding == "utf-7":
        declared = declared.replace("<", "+ADw-").replace(">", "+AD4-")
    item = f"<item><title>Ice</title><description>{'&wide;' * 10_000}</description></item>"
    body = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE rss [\n{declared}\n]>\n'
        f"<rss version='2.0'><channel>{item}</channel></rss>"
    )

    [entry] = read(body.encode("ascii" if encoding == "utf-7" else encoding)).entries

    assert entry.listed.title == "Ice"
    assert b"ww" not in (entry.html or b"")


def test_a_sitemap_full_of_entities_is_refused() -> None:
    with pytest.raises(UnreadableListingError, match="entities"):
        read(bomb("urlset", "<urlset><url><loc>https://a.example/&e9;</loc></url></urlset>"))


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_no_file_of_this_machine_gets_into_a_listing(
    root: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("https://a.example/secret")
    body = (
        f'<!DOCTYPE {root} [<!ENTITY outside SYSTEM "{secret.as_uri()}">]>'
        f"<{root}><channel><item><title>&outside;</title><link>&outside;</link></item></channel><url><loc>&outside;</loc></url></{root}>"
    )

    try:
        listing = read(body.encode())
    except UnreadableListingError:
        return
    assert "secret" not in repr(listing)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_packed_sitemap_is_unpacked(pack: object) -> None:
    assert callable(pack)
    assert unpacked(pack(NEWS), 1_000_000) == NEWS
    assert unpacked(NEWS, 10) == NEWS


def test_a_packed_sitemap_that_is_a_bomb_or_broken_is_refused() -> None:
    with pytest.raises(UnreadableListingError, match="more than"):
        unpacked(gzip.compress(bytes(3_000_000)), 1_000_000)
    with pytest.raises(UnreadableListingError, match="cut short"):
        unpacked(gzip.compress(NEWS)[:-20], 1_000_000)


def test_a_malformed_feed_gives_what_it_has() -> None:
    assert [entry.listed.title for entry in read(RSS[: RSS.index(b"</item>")]).entries] == ["Ice & ferry"]
    assert len(read(NEWS[: NEWS.index(b"<url><loc> ")]).entries) == 1


def test_what_is_called_a_feed_and_is_none_is_refused() -> None:
    for body in (b"", b"\x00\xff" * 50, b"The ferry.", b"{}", b'{"items": 7}', b"{", b'{"items": {}}'):
        with pytest.raises(UnreadableListingError):
            read_listing(body, "feed", AT)


@given(st.binary(max_size=300) | st.sampled_from([RSS, ATOM, JSON_FEED, NEWS, INDEX]), st.data())
def test_whatever_comes_is_read_or_refused(body: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(body)))
    odd = body[:cut] + data.draw(st.binary(max_size=5)) + body[cut:]
    kind_of(odd)
    kind: Kind
    for kind in ("feed", "sitemap", "urls"):
        try:
            assert read_listing(odd, kind, AT).kind == kind
        except UnreadableListingError as error:
            assert str(error)
