"""URLs: which are asked, what is taken out of them, and which one a page goes by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.urls import (
    TRACKING,
    TRACKING_PREFIXES,
    UnusableUrlError,
    checked_url,
    host_of,
    joined,
    outlet_of,
    page_url,
    without_tracking,
)

KEPT = [
    "id",
    "p",
    "article",
    "cid",
    "eid",
    "ref",
    "source",
    "session",
    "page",
    "lang",
    "utm",
    "status",
    "campaign",
]


@pytest.mark.parametrize("name", [*sorted(TRACKING), *(f"{prefix}x" for prefix in TRACKING_PREFIXES)])
def test_what_only_tracks_readers_is_taken_out(name: str) -> None:
    for written in (name, name.upper()):
        assert without_tracking(f"https://a.example/b?z=1&{written}=2&c=") == "https://a.example/b?z=1&c="
        assert without_tracking(f"https://a.example/b?{written}") == "https://a.example/b"


@pytest.mark.parametrize("name", KEPT)
def test_what_may_name_the_article_stays(name: str) -> None:
    url = f"https://a.example/b?{name}=7%20&{name}=a+b"
    assert without_tracking(url) == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://a.example/b", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("ferry", "only http and https"),
        ("https://", "without a host"),
        ("https:///ferry", "without a host"),
        ("https://me:secret@a.example/", "a name or a password"),
        ("https://me@a.example/", "a name or a password"),
        ("https://a.example/a b", "white space"),
        ("https://a.example/\r\nHost: b.example", "white space"),
        ("https://a.example:port/", "no URL"),
        ("https://[::1/", "no URL"),
        (f"https://a.example/{'b' * 2_000}", "more than 2,000"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str, reason: str) -> None:
    with pytest.raises(UnusableUrlError, match=reason):
        checked_url(url)


@given(st.text(max_size=60) | st.builds("http://{}/{}?{}".format, *(st.text(max_size=9) for _ in range(3))))
def test_a_checked_url_stays_as_it_is_when_it_is_checked_again(url: str) -> None:
    try:
        checked = checked_url(url)
    except UnusableUrlError:
        return
    assert checked_url(checked) == checked
    assert host_of(checked)
    assert page_url(checked, url) in (checked, without_tracking(checked))


@pytest.mark.parametrize(
    ("asked", "told", "goes_by"),
    [
        ("https://m.post.co.uk/a", "https://www.post.co.uk/a", "https://www.post.co.uk/a"),
        ("https://post.co.uk/a", "https://other.co.uk/a", "https://post.co.uk/a"),
        ("https://post.example/a?utm_source=x", None, "https://post.example/a"),
        ("https://post.example/a", "/story/a?fbclid=1", "https://post.example/story/a"),
        ("https://post.example/a", "https://post.example", "https://post.example/a"),
        ("https://post.example/", "https://www.post.example/", "https://www.post.example/"),
        ("https://post.example/a", "javascript:void(0)", "https://post.example/a"),
        ("http://127.0.0.1:80/a", "http://127.0.0.1:80/b", "http://127.0.0.1:80/b"),
        ("http://127.0.0.1/a", "http://127.0.0.2/a", "http://127.0.0.1/a"),
    ],
)
def test_a_page_goes_by_the_address_it_tells_within_its_own_domain(
    asked: str, told: str | None, goes_by: str
) -> None:
    assert page_url(asked, told) == goes_by


def test_a_link_that_makes_no_sense_is_kept_to_be_refused() -> None:
    assert joined("https://a.example/b/c", " ../d ") == "https://a.example/d"
    assert joined("https://a.example/", "http://[") == "http://["
    assert (host_of("http://["), outlet_of("https://www.Post.example:8443/")) == ("", "post.example")
