"""What is near in place and time, and headings that say nothing."""

from hypothesis import given
from hypothesis import strategies as st

from petition_es.audits.similar.finding import closeness, nearness

METRES, DAYS = st.floats(0, 5000), st.floats(0, 1000)


@given(METRES, METRES, DAYS, DAYS, st.booleans())
def test_who_is_nearer_in_place_and_time_never_comes_behind(one, other, early, late, same):
    nearer = nearness(min(one, other), min(early, late), same)
    assert nearer >= nearness(max(one, other), max(early, late), same)


@given(METRES, DAYS)
def test_a_place_that_is_not_known_is_as_good_as_one_far_away(metres, days):
    assert nearness(None, days, same_category=False) == nearness(9000, days, same_category=False)
    assert nearness(metres, days, same_category=False) >= nearness(None, days, same_category=False)


def test_a_corner_further_along_in_the_same_minute_comes_before_the_spot_of_last_year():
    further = nearness(600, 0.001, same_category=True)
    assert further > nearness(200, 200, same_category=True)


def test_a_time_tells_more_at_the_spot_than_far_away():
    at_the_spot = nearness(0, 0.1, same_category=False) - nearness(0, 10, same_category=False)
    far_away = nearness(None, 0.1, same_category=False) - nearness(None, 10, same_category=False)
    assert at_the_spot > far_away > 0


@given(st.floats(0, 100), st.floats(1, 10), st.floats(20, 100))
def test_closeness_goes_from_one_to_nothing(distance, near, far):
    assert 0 <= closeness(distance, near, far) <= closeness(0, near, far) == 1
    assert closeness(far, near, far) == 0
