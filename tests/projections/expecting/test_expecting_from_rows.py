"""An expectation out of what the projection `answer_times` keeps."""

from datetime import UTC, datetime, timedelta

import pytest

from petition_es.projections.expecting.counted import waits_of
from petition_es.projections.expecting.expectation import expectation
from petition_es.projections.expecting.history import Wait
from petition_es.projections.expecting.likeness import Likeness

NOW = datetime(2026, 3, 11, tzinfo=UTC)
ROADS = Likeness("roads", "potholes")


def row(accepted, answered):
    return {
        "unit_id": "roads", "category": "potholes", "accepted": accepted, "answered": answered,
    }  # fmt: skip


def days(number):
    return str(number * 24 * 60)


def test_a_row_tells_of_those_that_were_answered_and_of_those_that_wait():
    counts = row({"2026-01": 5}, {f"2026-01 {days(3)}": 2})
    middle = datetime(2026, 1, 16, 12, tzinfo=UTC)
    assert list(waits_of([counts], NOW)) == [
        Wait(ROADS, middle, middle + timedelta(days=3), 2),
        Wait(ROADS, middle, None, 3),
    ]


def test_of_a_month_that_is_not_over_the_middle_is_that_of_what_there_is():
    (wait,) = waits_of([row({"2026-03": 4}, {})], NOW)
    assert wait == Wait(ROADS, datetime(2026, 3, 6, tzinfo=UTC), None, 4)


def test_no_answer_is_yet_to_come():
    (wait,) = waits_of([row({"2026-03": 1}, {f"2026-03 {days(9)}": 1})], NOW)
    assert wait.answered_at == NOW


def test_more_answers_than_acceptances_leave_nobody_waiting():
    (wait,) = waits_of([row({}, {f"2026-02 {days(1)}": 1})], NOW)
    assert wait.answered_at is not None


@pytest.mark.parametrize(("quick", "by"), [(23, None), (24, 10)])
def test_8_of_10_are_told_from_30_on(quick, by):
    counts = row({"2026-01": quick + 6}, {f"2026-01 {days(10)}": quick, f"2026-01 {days(40)}": 6})
    asked = Wait(ROADS, NOW, None)
    expected = expectation(asked, NOW, waits_of([counts], NOW))
    assert (expected and (expected.by - NOW).days) == by
