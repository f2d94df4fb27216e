from hypothesis import given
from hypothesis import strategies as st

from copydesk.tasks.text.identity import article_id, canonical_url, identity_key, reject_id

texts = st.text(alphabet="ab\ud800é\x00", max_size=4)


@given(st.tuples(texts, texts, texts), st.tuples(texts, texts, texts))
def test_only_the_same_three_parts_have_the_same_id(one, other):
    assert (article_id(*one) == article_id(*other)) == (one == other)


def test_an_id_is_twenty_hexadecimal_digits():
    assert len(article_id("Harbour Post", None, "The ferry sank.")) == 20
    assert int(reject_id(b"{", "/a.jsonl", "line 3", "parse"), 16)


def test_a_reject_is_known_again_at_its_place_only():
    assert reject_id(b"{", "/a.jsonl", "line 3", "parse") == reject_id(b"{", "/a.jsonl", "line 3", "parse")
    assert reject_id(b"{", "/a.jsonl", "line 3", "parse") != reject_id(b"{", "/a.jsonl", "line 4", "parse")


def test_the_id_that_a_source_gave_stands_before_the_url():
    assert identity_key("17", "https://harbour.example/a") == "17"
    assert identity_key(None, None) is None


def test_tracking_parameters_do_not_make_another_article():
    plain = canonical_url("https://harbour.example/ferry?page=2")

    assert canonical_url("HTTPS://Harbour.example:443/ferry?utm_campaign=x&page=2&fbclid=y") == plain
    assert canonical_url("https://harbour.example/ferry?page=3") != plain


def test_a_url_that_is_none_stays_as_it_is():
    assert canonical_url("not a url") == "not a url"
    assert canonical_url("http://" + "{" * 100_000) == "http://" + "{" * 100_000
