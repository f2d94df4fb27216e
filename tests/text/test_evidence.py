import numpy as np

from copydesk.tasks.text.evidence import from_columns, to_columns
from copydesk.tasks.text.relation import Facts, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import compare

STORY = (
    "The council closed the old bridge on Monday after engineers found cracks in two of its piers. “We had "
    "no choice,” the mayor of Ashby said. Repairs will cost 2.4 million crowns."
)


def test_stored_figures_are_decided_as_the_texts_would_be():
    bodies = [STORY, f"{STORY} Nobody was hurt.", STORY.replace("2.4", "3.1"), "Rain fell.", "rain fell"]
    pairs = np.array([(one, other) for one in range(5) for other in range(one + 1, 5)])
    figures = compare(bodies, pairs)
    unknown = np.full(len(pairs), np.datetime64("NaT", "us"))

    restored = from_columns(to_columns(figures))

    for thresholds in (Thresholds(), Thresholds(merge_containment=0.9)):
        before, after = (relate(one, Facts(unknown, unknown), thresholds) for one in (figures, restored))
        assert before.relation.tolist() == after.relation.tolist()
        assert before.reason.tolist() == after.reason.tolist()
    assert restored.second.coverage.tolist() == figures.second.coverage.tolist()


def test_every_figure_has_a_column_of_its_own():
    columns = to_columns(compare([STORY, STORY], np.array([[0, 1]])))

    assert len(columns) == 6 + 2 * 7
    assert {column.size for column in columns.values()} == {1}
