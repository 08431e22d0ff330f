"""An expectation out of what the projection `answer_times` keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from petition_es.projections.expecting.counted import waits_of
from petition_es.projections.expecting.expectation import expectation
from petition_es.projections.expecting.history import Wait
from petition_es.projections.expecting.likeness import Likeness

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
ROADS = Likeness("roads", "potholes", "ordinary", "handling")
JANUARY = date(2026, 1, 20)


def row(begun, answered, day=JANUARY):
    return {
        "unit_id": "roads", "category": "potholes", "procedure": "ordinary", "stage": "handling",
        "day": day, "begun": begun, "answered": answered,
    }  # fmt: skip


def days(number):
    return str(number * 24 * 60)


def test_a_row_tells_of_those_that_were_answered_and_of_those_that_wait():
    noon = datetime(2026, 1, 20, 12, tzinfo=UTC)
    assert list(waits_of([row(5, {days(3): 2})], NOW)) == [
        Wait(ROADS, noon, noon + timedelta(days=3), 2),
        Wait(ROADS, noon, None, 3),
    ]


def test_no_answer_is_yet_to_come_and_nothing_has_yet_to_begin():
    waits = list(waits_of([row(9, {days(0): 4}, NOW.date())], NOW))
    assert [(wait.since, wait.answered_at) for wait in waits] == [(NOW, NOW), (NOW, None)]


def test_more_answers_than_beginnings_leave_nobody_waiting():
    (wait,) = waits_of([row(0, {days(1): 1})], NOW)
    assert wait.answered_at is not None


@pytest.mark.parametrize(("quick", "by"), [(23, None), (24, 10)])
def test_8_of_10_are_told_from_30_on(quick, by):
    counts = row(quick + 6, {days(10): quick, days(40): 6})
    asked = Wait(ROADS, NOW, None)
    expected = expectation(asked, NOW, waits_of([counts], NOW))
    assert (expected and (expected.by - NOW).days) == by
