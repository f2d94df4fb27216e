"""The datelines of East Asian agencies, which end without a dash."""

import re

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.moments import read_day
from copydesk.tasks.text.spans import Credit

_WINDOW = 150
_OPENS_FROM = "\u2e80"
_PATTERNS = (
    # 新华社北京4月24日电（记者 张三）
    re.compile(
        r"[（(]?(?P<agency>[\u4e00-\u9fff]{1,5}?[社报報网網讯訊])(?P<place>[\u4e00-\u9fff]{0,8}?)\s?(?:\d{4}年)?"
        r"(?:\d{1,2}月)?\d{1,2}日\s?[电電讯訊消]息?[)）]?\s?(?:[（(][^（）()]{1,40}[)）])?[\s:：，,]{0,9}"
    ),
    # （中央社記者張三台北24日電）
    re.compile(
        r"[（(](?P<agency>中央社)記者(?P<name>[\u4e00-\u9fff]{2,8}?)(?P<place>[\u4e00-\u9fff]{2,3})\d{1,2}日"
        r"(?:綜合外電報導|專電|[电電])[)）]\s{0,9}"
    ),
    # (서울=연합뉴스) 홍길동 기자 =
    re.compile(
        r"[(\[（](?P<place>[^=＝()\[\]（）]{1,14})[=＝](?P<agency>[^()\[\]（）\s]{2,10})[)\]）]\s{0,9}"
        r"(?:(?P<name>[가-힣]{2,4})\s(?:기자|특파원|통신원|인턴기자)\s{0,9}[=＝]?)?\s{0,9}"
    ),
    # 【東京＝山田太郎】
    re.compile(r"【(?P<place>[^】=＝]{1,12})[=＝](?P<name>[^】]{2,14})】\s{0,9}"),
    # [東京 24日 ロイター] -
    re.compile(
        r"[\[［【](?P<place>[^\d\]］】]{1,12}?)\s{0,9}(?:\d{1,2}月)?\d{1,2}日\s{0,9}(?P<agency>[^\]］】]{2,14})[\]］】]\s{0,9}"
        r"[-–―—]{0,3}\s{0,9}"
    ),
)


def find_east_asian(line: str) -> Finding | None:
    """Return the dateline that opens a line of Chinese, Japanese or Korean.

    >>> hit = find_east_asian("新华社北京4月24日电 山谷里下了大雨。")
    >>> hit.place, hit.credits[0].name
    ('北京', '新华社')
    """
    if not (line[0] in "([" or line[0] >= _OPENS_FROM):
        return None
    window = line[:_WINDOW]
    for pattern in _PATTERNS:
        match = pattern.match(window)
        if match:
            groups = match.groupdict()
            agency, name = groups.get("agency"), groups.get("name")
            named = [Credit(agency, "agency")] if agency else []
            named += [Credit(name, "author")] if name else []
            found = Finding("dateline", "dateline.east_asian", 0, match.end(), tuple(named))
            return found._replace(place=groups.get("place") or None, published=read_day(match.group()))
    return None
