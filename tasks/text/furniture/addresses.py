"""Lines that are an address of the outlet or the author: a site, a profile, a telephone number."""

import re

from copydesk.tasks.text.furniture.finding import Finding

# The outlet's own address, without the page of anything.
_SITE = re.compile(r"(?:https?://)?(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,20}){1,3}/?", re.IGNORECASE)
# The page of the author or the outlet in a network.
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram|linkedin|threads)\.(?:com|net)/[\w.@/-]{1,40}",
    re.IGNORECASE,
)
# "Valley-Star.com", with a capital or without; no story has a line of its own for it.
_DOMAIN = re.compile(r"[\w-]{2,40}\.(?:com|org|net|tv|news|info)", re.IGNORECASE)
# "Americas +1 212 318 2000", as agencies put their desks above a story.
_TELEPHONE = re.compile(
    r"(?:[^\W\d_][\w .&-]{1,24}?[: ]{0,2})?\+\d{1,3}[ (.-]{1,2}\d(?:[ ().-]{0,2}\d){6,12}"
)
_SITE_LONGEST = 80
_SITE_OPENS = ("www.", "http", "twitter.com/", "facebook.com/", "instagram.com/", "linkedin.com/", "x.com/")


def find_public_address(line: str) -> Finding | None:
    """Return a line that is an address for readers.

    >>> find_public_address("www.valley-star.example").rule, find_public_address("EMEA+44 20 7330 7500").rule
    ('ui.site', 'ui.telephone')
    >>> find_public_address("The company sold Valley-Star.com")
    """
    if len(line) > _SITE_LONGEST:
        return None
    if line.casefold().startswith(_SITE_OPENS):
        if _PROFILE.fullmatch(line):
            return Finding("share", "share.profile")
        if _SITE.fullmatch(line):
            return Finding("ui", "ui.site")
    if "." in line and _DOMAIN.fullmatch(line):
        return Finding("ui", "ui.site")
    if "+" in line and line[-1].isdigit() and _TELEPHONE.fullmatch(line):
        return Finding("ui", "ui.telephone")
    return None
