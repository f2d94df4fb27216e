"""What stands right before the first paragraph of a story: a place, or the name of the author."""

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import is_paragraph
from copydesk.tasks.text.furniture.names import normal_case
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.place import places

# Of lines that stand, and of those cut too.
_LAST_LINE, _LAST_SEEN = 3, 30
_NAME_WORDS = 3
_PLACE_LONGEST = 40


def find_place(page: Page, number: int) -> Finding | None:
    """Return a line that is only the place a story is from: in capitals, or well known."""
    text = page.lines[number].text
    if len(text) > _PLACE_LONGEST or text[-1] in ".:;,?!" or not _opens_story(page, number):
        return None
    capitals = text.isupper() and "," in text and not any(map(str.isdigit, text))
    if not capitals and text.casefold() not in places():
        return None
    return Finding("dateline", "dateline.alone", place=normal_case(text))


def heads_story(page: Page, number: int, bare: Finding) -> bool:
    """Tell whether a name stands right before the first paragraph of a story that doesn't have it."""
    if not _opens_story(page, number) or page.goes_on_below(number):
        return False
    names = [credit.name for credit in bare.credits if credit.role == "author"]
    text = page.lines[number].text
    if not names or "," in text or not text[-1].isalpha() or text.casefold() in places():
        return False
    if any(len(name.split()) > _NAME_WORDS for name in names) or (number == 0 and len(names) > 1):
        return False  # headlines in capital words look like names too
    rest = "\n".join([line.text for line in page.lines[number + 1 :]])
    return not any(name.split()[-1] in rest for name in names)


def _opens_story(page: Page, number: int) -> bool:
    """Tell whether the first paragraph of a story comes next."""
    if number > _LAST_SEEN or len(page.lines) == number + 1 or not is_paragraph(page.lines[number + 1].text):
        return False
    if sum(not line.gone for line in page.lines[:number]) > _LAST_LINE:
        return False
    return not any(is_paragraph(line.text) and not line.gone for line in page.lines[:number][1:])
