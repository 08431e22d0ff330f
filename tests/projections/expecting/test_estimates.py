"""What is published of like petitions, and what it lets one expect."""

from datetime import timedelta
from itertools import islice
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waits import ROADS, after, exponential, wait

from petition_es.projections.expecting.estimate import Estimate, expected_of
from petition_es.projections.expecting.estimating import taken_by_groups
from petition_es.projections.expecting.expectation import expectation
from petition_es.projections.expecting.history import DAY
from petition_es.projections.expecting.likeness import Likeness, ever_wider

NOW = after(400)


def published(waits, now=NOW):
    """Estimates of these waits, found as a store finds them."""
    by_group = {
        taken.group: Estimate(taken.group, 1, now, 0.8, *taken[1:])
        for taken in taken_by_groups(waits, now)
    }
    return lambda like, _: [by_group[each] for each in ever_wider(like) if each in by_group]


def expected(waits, like=ROADS, elapsed=0.0):
    return expected_of(like, NOW - elapsed * DAY, NOW, published(waits))


def test_the_day_is_that_by_which_8_of_10_had_their_answer():
    told = expected([wait(number, number + 1) for number in range(100)])
    assert (told.by, told.like, told.answered) == (NOW + timedelta(days=80), 100, 100)


def test_of_fewer_than_30_nothing_is_published():
    assert list(taken_by_groups([wait(number, 10) for number in range(29)], NOW)) == []
    assert expected([wait(number, 10) for number in range(30)]) is not None


def test_30_that_waited_as_long_are_needed_however_many_there_were():
    waits = [wait(number, 2 if number < 60 else 40) for number in range(89)]
    assert expected(waits, elapsed=0) is not None
    assert expected(waits, elapsed=5) is None


def test_those_who_wait_count_as_far_as_they_came():
    told = expected([wait(390 - number, 5 if number % 4 else None) for number in range(60)])
    assert told is None
    waits = [wait(300 - number, 5 if number % 10 else None) for number in range(60)]
    told = expected(waits)
    assert (told.like, told.answered) == (60, 54)


def test_what_is_too_small_gives_way_to_a_wider_group_that_is_named():
    other = ROADS._replace(unit="water")
    told = expected([wait(number, 7, other) for number in range(40)])
    assert told.estimate.group == Likeness(None, "potholes", "ordinary", "handling")


def test_another_stage_teaches_nothing():
    waits = [wait(number, 7) for number in range(40)]
    assert expected(waits, ROADS._replace(stage="registered")) is None


@pytest.mark.parametrize("seed", [1, 2])
def test_it_says_what_is_said_of_exact_waits_to_the_hour(seed):
    waits = [each for each in islice(exponential(10, seed), 700) if each.since < NOW]
    asked = wait(400, None)
    exact = expectation(asked, NOW, waits)
    told = expected(waits)
    assert abs(told.by - exact.by) <= timedelta(hours=1)
    assert (told.like, told.answered) == (exact.like, exact.answered)


@given(st.floats(0, 60))
def test_nobody_is_told_a_day_that_is_over(elapsed):
    told = expected_of(ROADS, NOW - elapsed * DAY, NOW, OF_EXPONENTIAL)
    assert told is None or told.by >= NOW


OF_EXPONENTIAL = published(islice(exponential(10, seed=3), 600))


def test_where_hundreds_begin_in_a_day_not_only_the_quick_are_told_of():
    crowd = islice(exponential(5, seed=5, every=0.01, begins=360), 3999)
    told = expected(list(crowd))
    assert (told.by - NOW) / DAY == pytest.approx(5 * log(5), rel=0.25)
    assert told.like <= 1000


def test_a_crowded_office_that_became_slower_is_found_out_too():
    quick = islice(exponential(2, seed=5, every=0.02, begins=340), 2000)
    slow = islice(exponential(4, seed=6, every=0.02, begins=380), 999)
    stays_quick = islice(exponential(2, seed=6, every=0.02, begins=380), 999)
    (slower,) = {taken.level for taken in taken_by_groups([*quick, *slow], NOW)}
    quick = islice(exponential(2, seed=5, every=0.02, begins=340), 2000)
    (same,) = {taken.level for taken in taken_by_groups([*quick, *stays_quick], NOW)}
    assert slower > same
    assert same == pytest.approx(0.8, abs=0.06)
