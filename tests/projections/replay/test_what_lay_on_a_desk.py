"""What lay on a desk at the end of a day: what had come and waited, with its limits."""

from datetime import date

import pytest

from histories import (
    ROADS,
    WATER,
    accepted,
    assigned,
    happened,
    named,
    opinion,
    received,
    referred,
    registered,
    reopened,
    replied,
    reported,
    resolved,
    returned,
    submitted,
)
from petition_es.domain.petition import Corrected, Withdrawn
from petition_es.projections.replay.desk import desk
from timed_logs import look, written

ARRIVED = (submitted(), registered(on=1), referred(ROADS, on=2))
RECEIVED = (*ARRIVED, received(ROADS, on=3))
ACCEPTED = (*RECEIVED, accepted(ROADS, on=4))
ANSWERED = (*ACCEPTED, opinion(ROADS, on=10))


def on_desk(store, unit, at, **asked):
    return desk(look(store, at, **asked), unit).items


def count(store, unit, at):
    return len(on_desk(store, unit, at))


def test_a_referral_lies_there_from_its_arrival_until_it_is_answered(module_store):
    written(module_store, ANSWERED)
    assert [count(module_store, "roads", at) for at in (1, 2, 9, 10)] == [0, 1, 1, 0]


def test_it_says_when_it_came_and_when_it_was_signed_for(module_store):
    written(module_store, RECEIVED)
    (before,) = on_desk(module_store, "roads", 2)
    (after,) = on_desk(module_store, "roads", 3)
    assert (before.kind, before.from_unit, before.received_at) == ("referral", "bureau", None)
    assert (after.arrived_at.day, after.received_at.day) == (3, 4)


def test_its_limit_stands_beside_it_with_the_days_left(module_store):
    written(module_store, ACCEPTED)
    (item,) = on_desk(module_store, "roads", 60)
    (due,) = item.due
    assert (due.clock, due.last_day, due.status) == ("handling", date(2016, 9, 5), "running")
    assert due.days_left == (date(2016, 9, 5) - date(2016, 8, 30)).days


def test_what_is_late_lies_on_top(module_store):
    later = (submitted(on=30), registered(on=31), referred(ROADS, on=32), received(ROADS, on=33))
    written(module_store, later, ACCEPTED)
    items = on_desk(module_store, "roads", 70)
    assert [item.due[0].days_left for item in items] == sorted(i.due[0].days_left for i in items)


def test_what_was_returned_is_back_on_the_desk_it_came_from(module_store):
    written(module_store, (*RECEIVED, returned(ROADS, on=5)))
    assert count(module_store, "roads", 5) == 0
    assert [item.referral_id for item in on_desk(module_store, "bureau", 5)] == [None]


def test_what_the_bureau_registered_lies_there_until_it_is_sent(module_store):
    written(module_store, ARRIVED)
    assert [count(module_store, "bureau", at) for at in (1, 2)] == [1, 0]


def test_an_assignment_waits_for_its_report_though_an_opinion_is_there(module_store):
    again = (
        *ANSWERED,
        resolved(ROADS, on=12),
        assigned(ROADS, on=20, referral_id="again"),
        received(ROADS, on=21, referral_id="again"),
    )
    written(module_store, again)
    assert [count(module_store, "roads", at) for at in (13, 21)] == [0, 1]


def test_a_matter_that_was_reopened_is_on_the_desk_again(module_store):
    written(module_store, (*ANSWERED, resolved(ROADS, on=12), reopened(on=20)))
    assert [count(module_store, "roads", at) for at in (12, 20)] == [0, 1]


def test_an_interim_reply_is_no_answer(module_store):
    written(module_store, (*RECEIVED, replied(ROADS, on=6, kind="interim")))
    assert count(module_store, "roads", 7) == 1
    written(module_store, (*RECEIVED, replied(ROADS, on=6, kind="final")))
    assert count(module_store, "roads", 7) == 0


def test_what_was_withdrawn_waits_for_nobody(module_store):
    gone = happened(Withdrawn, ROADS, 6, "withdrawn", party="petitioner-li")
    written(module_store, (*ACCEPTED, gone))
    assert [count(module_store, "roads", at) for at in (5, 6)] == [1, 0]


def test_an_answer_that_was_struck_through_later_was_known_then(module_store):
    wrong = happened(
        Corrected, ROADS, 40, "struck", ("opinion-roads",),
        corrected=named("opinion-roads"), effect="void", reason="entered_twice",
    )  # fmt: skip
    written(module_store, (*ANSWERED, wrong))
    assert count(module_store, "roads", 12) == 1
    assert on_desk(module_store, "roads", 12, known_by=look(module_store, 12).at) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_every_desk_has_its_own(module_store, processes):
    written(module_store, ACCEPTED, (*ARRIVED, referred(WATER, on=3, part="joint")))
    assert len(on_desk(module_store, "water", 5, processes=processes)) == 1
    assert len(on_desk(module_store, "roads", 5, processes=processes)) == 2


def test_a_report_takes_an_assignment_off_the_desk(module_store):
    way = (submitted(), registered(on=1), assigned(ROADS, on=2), received(ROADS, on=3))
    written(module_store, (*way, reported(ROADS, on=9)))
    assert [count(module_store, "roads", at) for at in (8, 9)] == [1, 0]
