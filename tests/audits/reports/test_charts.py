"""Charts are made of rectangles whose sizes are the numbers."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from petition_es.audits.quality.period import Period
from petition_es.audits.reports.charts import HEIGHT, WIDTH, Layer, bar, columns
from petition_es.audits.reports.report import months_of

BOX = re.compile(
    r'<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
)
NUMBERS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=40)


@given(NUMBERS)
def test_every_column_stays_within_the_picture(numbers):
    names = [f"column {place}" for place in range(len(numbers))]
    layers = [Layer(css, css, [each[place] for each in numbers]) for place, css in enumerate("ab")]
    for _, *box in BOX.findall(columns("about", names, layers)):
        left, top, width, height = map(float, box)
        assert left >= 0
        assert top >= 0
        assert left + width <= WIDTH + 0.2
        assert top + height <= HEIGHT


def test_twice_as_many_are_twice_as_high():
    drawn = BOX.findall(columns("about", ["a", "b"], [Layer("grave", "grave", [10, 20])]))
    heights = [float(box[4]) for box in drawn]
    assert heights[1] == 2 * heights[0]


def test_a_layer_is_named_and_what_is_named_is_no_markup():
    drawn = columns("<about>", ["<a>"], [Layer("grave", "<grave>", [1])])
    assert "&lt;a&gt;: &lt;grave&gt; 1" in drawn
    assert "<about>" not in drawn


def test_an_undefined_share_has_no_bar():
    assert bar(None, "about") == ""
    assert 'width="48.0"' in bar(0.5, "about")


def test_a_period_touches_every_month_between():
    period = Period(date(2015, 11, 30), date(2016, 2, 1))
    assert list(months_of(period)) == ["2015-11", "2015-12", "2016-01", "2016-02"]
