"""URLs of the web: which can be asked, what they are without tracking, and which one a page goes by."""

from urllib.parse import urljoin, urlsplit, urlunsplit

from copydesk.tasks.text.identity import MAX_URL_CHARACTERS

# What only tells who followed a link. courlan's list takes "cid", "eid", "ref", "source" and "session" out,
# too, by which some sites tell their articles apart: a URL that is to be asked must not lose those.
TRACKING_PREFIXES = (
    *("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "at_medium", "at_campaign", "at_custom", "at_link"),
    *("itm_", "ns_", "vero_", "oly_", "ga_", "mc_", "_hs", "__hs", "guce_", "trk_", "stm_"),
)
TRACKING = frozenset(
    (
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "ysclid"),
        *("ttclid", "igshid", "igsh", "li_fat_id", "mkt_tok", "mibextid", "rb_clickid", "wickedid", "_ga"),
        *("_gl", "_openstat", "__twitter_impression", "__tn__", "fb_action_ids", "fb_action_types"),
        *("fb_source", "fb_ref", "ref_src", "ref_url", "guccounter", "cmpid", "icid", "ncid", "ocid"),
        *("s_cid", "smid", "smtyp", "sr_share", "xtor", "wt_mc", "wt_zmc", "cmp", "ftag", "echobox"),
    )
)
_SCHEMES = ("http", "https")


class UnusableUrlError(ValueError):
    """A URL that is not asked; the message says why."""


def is_web(location: str) -> bool:
    """Tell whether a source is an address of the web.

    >>> is_web("HTTPS://harbour.example/feed"), is_web("s3://news/2024"), is_web("http.txt")
    (True, False, False)
    """
    return location.lower().startswith(("http://", "https://"))


def checked_url(url: str) -> str:
    """Return the URL as it can be asked: without fragment and tracking.

    Raises UnusableUrlError for what is no address of the web.

    >>> checked_url("https://Harbour.example/ferry?id=7&utm_source=feed#top")
    'https://Harbour.example/ferry?id=7'
    """
    url = url.strip()
    if len(url) > MAX_URL_CHARACTERS:
        raise UnusableUrlError(f"a URL of more than {MAX_URL_CHARACTERS:,} characters")
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        raise UnusableUrlError("a URL with white space in it")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UnusableUrlError(f"no URL: {error}") from error
    if parts.scheme.lower() not in _SCHEMES:
        raise UnusableUrlError(f"only http and https are asked, not {parts.scheme or 'nothing'}")
    if not host:
        raise UnusableUrlError("a URL without a host")
    if parts.username is not None or parts.password is not None:
        raise UnusableUrlError("a URL with a name or a password in it")
    return without_tracking(url)


def without_tracking(url: str) -> str:
    """Return the URL without what tracks readers; everything else of it stays as it is, in its order.

    >>> without_tracking("https://harbour.example/a?b=2&fbclid=x&a=1#c")
    'https://harbour.example/a?b=2&a=1'
    """
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if pair and not _tracks(pair)]
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "&".join(kept), ""))


def joined(base: str, link: str) -> str:
    """Return where a link on a page leads; a link that can't be understood stays as it is."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def page_url(asked: str, told: str | None) -> str:
    """Return the URL that a page goes by: the one that it tells itself, where that can be believed.

    It must lie in the same registered domain, and not be the site's front page when something else was asked.

    >>> page_url("https://m.harbour.example/ferry?view=amp", "https://www.harbour.example/ferry")
    'https://www.harbour.example/ferry'
    >>> page_url("https://harbour.example/ferry", "https://elsewhere.example/ferry")
    'https://harbour.example/ferry'
    >>> page_url("https://harbour.example/ferry", "https://harbour.example/")
    'https://harbour.example/ferry'
    """
    asked = without_tracking(asked)
    if not told:
        return asked
    try:
        own = checked_url(joined(asked, told))
    except UnusableUrlError:
        return asked
    return own if _same_site(own, asked) and (_leads_inside(own) or not _leads_inside(asked)) else asked


def host_of(url: str) -> str:
    """Return the host that a URL names, in small letters; nothing if it names none.

    >>> host_of("https://News.Harbour.example:8080/ferry")
    'news.harbour.example'
    """
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def outlet_of(url: str) -> str:
    """Return whose a page is, if nobody says it better: its host.

    >>> outlet_of("https://www.harbour.example/ferry")
    'harbour.example'
    """
    return host_of(url).removeprefix("www.")


def web_name(url: str) -> str:
    """Return what a URL that is named as a source is called.

    >>> web_name("https://www.harbour.example/rss/news.xml"), web_name("https://harbour.example/")
    ('harbour.example/rss/news.xml', 'harbour.example')
    """
    try:
        return f"{outlet_of(url)}{urlsplit(url).path}".rstrip("/") or url
    except ValueError:
        return url


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _leads_inside(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _same_site(one: str, other: str) -> bool:
    if host_of(one) == host_of(other):
        return True
    # 0.2 s to import, for pages that say they live elsewhere.
    from courlan import extract_domain

    domains = extract_domain(one), extract_domain(other)
    if domains == (None, None):
        # An ending that is on no public list, as in a network of one's own.
        domains = _last_labels(one), _last_labels(other)
    return domains[0] is not None and domains[0] == domains[1]


def _last_labels(url: str) -> str | None:
    labels = host_of(url).split(".")
    is_name = len(labels) > 1 and not labels[-1].isdigit()
    return ".".join(labels[-2:]) if is_name else None
