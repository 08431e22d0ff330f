"""How long petitions wait for their answer, by unit, category and month."""

from hypothesis import given

from histories import (
    BUREAU,
    ROADS,
    accepted,
    acted,
    day,
    happened,
    opinion,
    received,
    referred,
    registered,
    reopened,
    resolved,
    submitted,
    told,
)
from petition_es.domain.petition import Withdrawn
from petition_es.projections import run
from petition_es.projections.shipped import AnswerTimes, StageTimes
from random_logs import logs

WAY = (
    submitted(on=0), registered(on=1), referred(ROADS, on=3), received(ROADS, on=4),
    accepted(ROADS, on=5), acted(ROADS, on=8), opinion(ROADS, on=12), resolved(ROADS, on=13),
)  # fmt: skip
MONTH = f"{day(5):%Y-%m}"


def row_of(*steps):
    (row,) = run(AnswerTimes, told(*steps))
    return row["unit_id"], row["accepted"], row["answered"]


def test_a_petition_waits_from_acceptance_to_its_answer():
    week = 7 * 24 * 60
    assert row_of(*WAY) == ("roads", {MONTH: 1}, {f"{MONTH} {week}": 1})


def test_one_that_waits_on_is_accepted_only():
    assert row_of(*WAY[:6]) == ("roads", {MONTH: 1}, {})


def test_one_that_was_withdrawn_is_never_answered():
    gone = happened(Withdrawn, BUREAU, 7, party="petitioner-li")
    assert row_of(*WAY[:6], gone) == ("roads", {MONTH: 1}, {})


def test_one_that_was_never_taken_in_hand_counts_nowhere():
    assert run(AnswerTimes, told(*WAY[:4])).rows == []


def test_one_that_was_reopened_waits_again():
    unit_id, begun, answered = row_of(*WAY, reopened(on=20))
    assert (unit_id, sum(begun.values()), sum(answered.values())) == ("roads", 2, 1)


@given(logs())
def test_no_more_are_answered_than_left_the_stage(log):
    answered = sum(sum(row["answered"].values()) for row in run(AnswerTimes, log))
    left = sum(row["ended"] for row in run(StageTimes, log) if row["stage"] == "handling")
    assert answered <= left


@given(logs())
def test_the_rows_are_the_same_each_time(log):
    assert run(AnswerTimes, log).rows == run(AnswerTimes, log).rows
