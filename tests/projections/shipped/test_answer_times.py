"""How long petitions wait for their answer, by stage, unit, category, procedure and day."""

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
from petition_es.domain.petition import Accepted, Withdrawn
from petition_es.projections import run
from petition_es.projections.shipped import AnswerTimes, StageTimes
from random_logs import logs

WAY = (
    submitted(on=0), registered(on=1), referred(ROADS, on=3), received(ROADS, on=4),
    accepted(ROADS, on=5), acted(ROADS, on=8), opinion(ROADS, on=12), resolved(ROADS, on=13),
)  # fmt: skip
WEEK, TWELVE_DAYS = str(7 * 24 * 60), str(12 * 24 * 60)


def rows_of(*steps):
    return {
        row["stage"]: (row["unit_id"], row["procedure"], row["day"], row["begun"], row["answered"])
        for row in run(AnswerTimes, told(*steps))
    }


def test_a_petition_waits_from_acceptance_to_its_answer():
    assert rows_of(*WAY)["handling"] == ("roads", "ordinary", day(5).date(), 1, {WEEK: 1})


def test_it_waits_from_its_submission_too_with_the_office_that_registered_it():
    answered = ("bureau", "unknown", day(0).date(), 1, {TWELVE_DAYS: 1})
    assert rows_of(*WAY)["registered"] == answered


def test_nothing_is_counted_before_it_is_known_what_it_is_about():
    assert rows_of(submitted(on=0)) == {}
    assert list(rows_of(submitted(on=0), registered(on=1))) == ["registered"]


def test_one_that_waits_on_has_begun_only():
    assert rows_of(*WAY[:6])["handling"] == ("roads", "ordinary", day(5).date(), 1, {})


def test_one_that_was_withdrawn_is_never_answered():
    gone = happened(Withdrawn, BUREAU, 7, party="petitioner-li")
    assert rows_of(*WAY[:6], gone)["handling"] == ("roads", "ordinary", day(5).date(), 1, {})


def test_one_that_was_never_taken_in_hand_waits_since_its_submission_only():
    assert list(rows_of(*WAY[:4])) == ["registered"]


def test_the_simple_procedure_is_counted_apart():
    simple = happened(
        Accepted, ROADS, 5, "roads-accepted", ("to-roads",),
        referral_id="to-roads", procedure="simple",
    )  # fmt: skip
    assert rows_of(*WAY[:4], simple, *WAY[5:])["handling"][1] == "simple"


def test_one_that_is_classified_anew_while_it_waits_is_counted_as_it_began():
    rows = run(AnswerTimes, told(*WAY[:6], registered(on=9), *WAY[6:]))
    assert sum(row["begun"] for row in rows) == 2
    assert all(sum(row["answered"].values()) == row["begun"] for row in rows)


def test_one_that_was_reopened_waits_again():
    rows = [r for r in run(AnswerTimes, told(*WAY, reopened(on=20))) if r["stage"] == "handling"]
    assert [(row["day"], row["begun"]) for row in rows] == [
        (day(5).date(), 1), (day(20).date(), 1),
    ]  # fmt: skip


@given(logs())
def test_nothing_is_answered_that_did_not_begin(log):
    for row in run(AnswerTimes, log):
        assert sum(row["answered"].values()) <= row["begun"]


@given(logs())
def test_no_more_are_answered_than_left_the_stage(log):
    waits = [row for row in run(AnswerTimes, log) if row["stage"] == "handling"]
    answered = sum(sum(row["answered"].values()) for row in waits)
    left = sum(row["ended"] for row in run(StageTimes, log) if row["stage"] == "handling")
    assert answered <= left


@given(logs())
def test_the_rows_are_the_same_each_time(log):
    assert run(AnswerTimes, log).rows == run(AnswerTimes, log).rows
