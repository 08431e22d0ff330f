"""By when an answer is expected, and that this keeps its word."""

from datetime import timedelta
from itertools import islice
from math import log

import pytest
from waits import ROADS, after, exponential, remembered, wait

from petition_es.projections.expecting.correction import SLICE, corrected_level, scores_of, told
from petition_es.projections.expecting.curve import Curve, Stay, curve_of
from petition_es.projections.expecting.expectation import Expecting, expectation
from petition_es.projections.expecting.history import DAY
from petition_es.projections.expecting.likeness import Likeness, ever_wider

LATER = 400.0
"""A day on which all is long over."""


def days_expected(history, like=ROADS, since=LATER, now=LATER):
    asked = wait(since, None, like)
    expected = Expecting(history).expect(asked, after(now))
    return expected and (expected.by - asked.since) / DAY


def share_done(waits):
    """Expect for each as it begins; the share of those in the later half that kept the date."""
    waits = list(waits)
    expecting, kept = Expecting(remembered(*waits)), []
    for each in waits:
        expected = expecting.expect(each, each.since)
        if expected is not None:
            kept.append(each.answered_at <= expected.by + timedelta(milliseconds=1))
    later = kept[len(waits) // 2 :]
    return sum(later) / len(later)


def test_the_day_is_that_by_which_8_of_10_had_their_answer():
    history = remembered(*(wait(number, number + 1) for number in range(100)))
    assert days_expected(history) == pytest.approx(80)


def test_29_like_petitions_show_nothing_and_30_do():
    waits = [wait(number, 10) for number in range(30)]
    assert days_expected(remembered(*waits[:29])) is None
    assert days_expected(remembered(*waits)) == pytest.approx(10)


def test_open_petitions_do_not_help_to_reach_30():
    waits = [wait(number, 10 if number < 29 else None) for number in range(60)]
    assert days_expected(remembered(*waits)) is None


def test_what_it_rests_on_is_told():
    waits = [wait(number, 10 if number % 4 else None) for number in range(60)]
    expecting = Expecting(remembered(*waits), share=0.5)
    expected = expecting.expect(wait(LATER, None), after(LATER))
    assert (expected.like, expected.answered, expected.share) == (60, 45, 0.5)


def test_a_group_that_is_too_small_gives_way_to_a_wider_one():
    other = ROADS._replace(unit="water", category="leaks")
    waits = [wait(number, 5) for number in range(29)]
    waits += [wait(number, 50, other) for number in range(300)]
    assert days_expected(remembered(*waits)) == pytest.approx(50)
    assert days_expected(remembered(*waits, wait(29, 5))) == pytest.approx(5)


def test_a_petition_is_never_compared_with_one_at_another_stage():
    groups = ever_wider(ROADS)
    assert groups[0] == ROADS
    assert groups[-1] == Likeness(stage="handling")
    assert {group.stage for group in groups} == {"handling"}


def test_each_group_is_asked_once():
    assert ever_wider(Likeness(stage="handling")) == (Likeness(stage="handling"),)


def test_who_has_waited_is_compared_with_those_who_waited_as_long():
    waits = [wait(number, 2 if number % 2 else 40) for number in range(200)]
    history = remembered(*waits)
    assert days_expected(history, since=300, now=300) == pytest.approx(40)
    history = remembered(*(wait(number, 2 if number % 10 else 40) for number in range(400)))
    assert days_expected(history, since=500, now=500) == pytest.approx(2)
    assert days_expected(history, since=500, now=520) == pytest.approx(40)


def test_the_longer_one_waited_the_later_the_day_that_is_expected():
    history = remembered(*islice(exponential(10, seed=3), 600))
    days = [days_expected(history, since=700, now=700 + waited) for waited in range(15)]
    assert days == sorted(days)
    assert all(day > waited for waited, day in enumerate(days))


def test_nothing_that_came_later_is_known():
    early = [wait(number, 10) for number in range(40)]
    late = [wait(45 + number, 90) for number in range(100)]
    then = after(60)
    asked = wait(60, None)
    assert Expecting(remembered(*early, *late)).expect(asked, then) == Expecting(
        remembered(*early, *(wait(45 + number, None) for number in range(100)))
    ).expect(asked, then)


def test_whoever_still_waits_is_not_left_out():
    waits = [wait(90 - number, 5 if number % 2 else None) for number in range(60)]
    curve = curve_of(each.stay(after(100)) for each in waits)
    assert curve.day_by_which(0.5) == pytest.approx(5)
    assert curve.day_by_which(0.8) is None
    assert days_expected(remembered(*waits), since=100, now=100) is None


def test_the_curve_is_that_of_kaplan_and_meier():
    stays = [Stay(1, answered=True), Stay(2, answered=False), Stay(3, answered=True, number=2)]
    assert curve_of(stays) == Curve((1, 3), (0.25, 1.0))


def test_many_that_waited_alike_count_as_many():
    one_by_one = [Stay(days, answered=True) for days in (1, 1, 1, 2)]
    together = [Stay(1, answered=True, number=3), Stay(2, answered=True)]
    assert curve_of(one_by_one) == curve_of(together)


def test_known_quantiles_are_found():
    history = remembered(*islice(exponential(10, seed=1), 600), recent=600)
    assert days_expected(history, since=900, now=900) == pytest.approx(10 * log(5), rel=0.15)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_8_of_10_keep_the_date_where_all_stays_as_it_is(seed):
    assert share_done(islice(exponential(10, seed), 1200)) == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize("slower", [0.5, 2])
def test_8_of_10_keep_the_date_after_an_office_became_slower_or_quicker(slower):
    before = islice(exponential(10, seed=4), 500)
    since = islice(exponential(10 * slower, seed=5, begins=250), 1200)
    assert share_done([*before, *since]) == pytest.approx(0.8, abs=0.04)


def test_what_an_office_did_long_ago_is_forgotten():
    before = [wait(number / 10, 100) for number in range(1000)]
    since = [wait(210 + number / 10, 5) for number in range(400)]
    assert days_expected(remembered(*before, *since)) == pytest.approx(5)


def test_the_level_is_put_right_where_too_few_kept_the_date():
    right = [Stay(number / 100, answered=True) for number in range(100)]
    assert corrected_level(0.8, right) == pytest.approx(0.79)
    late = [Stay(1 - (1 - number / 100) ** 2, answered=True) for number in range(100)]
    assert corrected_level(0.8, late) == pytest.approx(1 - 0.21**2)


def test_those_looked_back_at_are_chosen_by_their_day_and_not_by_their_answer():
    curve = Curve((1.0, 10.0), (0.5, 1.0))
    earlier = [told(curve, wait(-number, 1 if number % 2 else 30), 0.8) for number in range(300)]
    scores = list(scores_of(earlier, after(0)))
    assert len(scores) == SLICE + 10
    assert sum(score.answered for score in scores[10:40]) < sum(
        score.answered for score in scores[40:]
    )


def test_a_few_earlier_expectations_put_nothing_right():
    assert corrected_level(0.8, [Stay(0.99, answered=True)] * 49) == 0.8


def test_the_same_question_has_the_same_answer():
    def all_told():
        waits = list(islice(exponential(10, seed=6), 400))
        expecting = Expecting(remembered(*waits))
        return [expecting.expect(each, each.since) for each in waits]

    assert all_told() == all_told()


def test_one_petition_is_told_what_all_that_came_before_teach():
    waits = list(islice(exponential(10, seed=8), 300))
    *before, last = waits
    told_all = Expecting(remembered(*waits))
    for each in before:
        told_all.expect(each, each.since)
    assert expectation(last, last.since, waits) == told_all.expect(last, last.since)
    assert expectation(last, last.since, waits[:29]) is None


def test_the_order_in_which_waits_are_told_changes_nothing():
    waits = list(islice(exponential(10, seed=7), 300))
    assert days_expected(remembered(*waits)) == days_expected(remembered(*reversed(waits)))
