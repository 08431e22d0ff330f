"""An expectation out of what the projection `answer_times` keeps."""

from datetime import UTC, datetime, timedelta

import pytest

from petition_es.projections.expecting.counted import PARTS, waits_of
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
    counts = row({"2026-01": 3}, {f"2026-01 {days(3)}": 2})
    middle, quarter = datetime(2026, 1, 16, 12, tzinfo=UTC), timedelta(days=31) / 4
    early, late = middle - quarter, middle + quarter
    assert list(waits_of([counts], NOW)) == [
        Wait(ROADS, early, early + timedelta(days=3)),
        Wait(ROADS, late, late + timedelta(days=3)),
        Wait(ROADS, middle, None),
    ]


def test_many_of_a_month_are_told_in_a_few_groups():
    waits = list(waits_of([row({"2026-01": 99}, {})], NOW))
    assert len(waits) == PARTS
    assert sum(wait.number for wait in waits) == 99


def test_of_a_month_that_is_not_over_only_what_there_is_counts():
    (wait,) = waits_of([row({"2026-03": 1}, {})], NOW)
    assert wait == Wait(ROADS, datetime(2026, 3, 6, tzinfo=UTC), None)


def test_no_answer_is_yet_to_come():
    waits = list(waits_of([row({"2026-03": 9}, {f"2026-03 {days(9)}": 9})], NOW))
    assert all(wait.answered_at <= NOW for wait in waits)


def test_more_answers_than_acceptances_leave_nobody_waiting():
    (wait,) = waits_of([row({}, {f"2026-02 {days(1)}": 1})], NOW)
    assert wait.answered_at is not None


@pytest.mark.parametrize(("quick", "by"), [(23, None), (24, 10)])
def test_8_of_10_are_told_from_30_on(quick, by):
    counts = row({"2026-01": quick + 6}, {f"2026-01 {days(10)}": quick, f"2026-01 {days(40)}": 6})
    asked = Wait(ROADS, NOW, None)
    expected = expectation(asked, NOW, waits_of([counts], NOW))
    assert (expected and (expected.by - NOW).days) == by
