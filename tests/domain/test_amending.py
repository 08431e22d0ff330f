"""A wrong entry is said anew; the new words stand where the wrong ones stood (更正)."""

from datetime import datetime, timedelta, timezone

import pytest

from corrections import amend, knows_the_same
from histories import (
    BUREAU,
    ROADS,
    day,
    named,
    petition_in,
)
from petition_es.domain.petition import (
    ActionTaken,
    Contact,
    Corrected,
)
from petition_es.domain.refusals import (
    AlreadyCorrected,
    BeforeWhatItRestsOn,
    HappensInTheFuture,
    LaterStepsStandInTheWay,
    NotACode,
    NotAmendable,
    NothingChanged,
    NotInTheList,
    ReferralOfAnotherUnit,
    TimeWithoutZone,
    WrongKind,
)
from petition_es.domain.sealed import Sealed
from scenario import given_in


def test_an_amended_entry_stands_where_the_wrong_one_stood_and_keeps_who_did_it():
    story = given_in("resolved").when(
        amend("action-roads-4", "better", kind="works"), by=BUREAU, on=20
    )
    story.then(ActionTaken, kind="works", actor=ROADS.actor_id, at=day(4), timestamp=day(20))
    order = [event.event_id for event in story.petition.happened]
    assert order.index(named("better")) == order.index(named("to-roads-accepted")) + 1
    assert named("action-roads-4") not in order
    assert [event.originator_version for event in story.events] == [12, 13]


def test_an_amendment_without_an_id_for_the_new_entry_gets_the_same_one_at_every_import():
    first, again = (given_in("in_handling") for _ in range(2))
    for story in (first, again):
        story.when(amend("action-roads-4", kind="works"), by=BUREAU, on=20, event_id=named("c"))
    assert first.petition.recorded[-1].event_id == again.petition.recorded[-1].event_id


def test_an_amended_time_moves_the_entry_to_its_true_place():
    story = given_in("in_handling").when(
        Contact(method="phone"), by=ROADS, on=6
    )  # fmt: skip
    wrong = story.petition.recorded[-1].event_id
    moved = day(3.5).astimezone(timezone(timedelta(hours=9)))
    story.when(amend(wrong, "earlier", at=moved), by=BUREAU, on=20)
    kinds = [type(event).__name__ for event in story.petition.happened]
    assert kinds[-4:] == ["Accepted", "Contacted", "ActionTaken", "Corrected"]
    event = story.petition.recorded[-1]
    assert (event.at, event.tz_offset, event.local_at.hour) == (day(3.5), "+09:00", moved.hour)


def test_an_amended_time_is_judged_like_any_other():
    naive = datetime(2016, 7, 3)  # noqa: DTZ001  # the point
    (
        given_in("delivered")
        .when(amend("opinion-roads-delivered", at=day(30)), by=BUREAU, on=20)
        .then_refused(HappensInTheFuture)
        .when(amend("opinion-roads-delivered", at=naive), by=BUREAU, on=20)
        .then_refused(TimeWithoutZone)
        .when(amend("opinion-roads-delivered", at="yesterday"), by=BUREAU, on=20)
        .then_refused(WrongKind)
        .when(amend("opinion-roads-delivered", at=day(5)), by=BUREAU, on=20)
        .then_refused(BeforeWhatItRestsOn, basis="OpinionIssued")
        .when(amend("opinion-roads", at=day(7.5)), by=BUREAU, on=20)
        .then_refused(BeforeWhatItRestsOn, basis="OpinionIssued")
        .when(amend("opinion-roads", at=day(6.5)), by=BUREAU, on=20)
        .then_in("delivered")
    )


def test_a_day_instead_of_a_moment_is_an_amendment_too():
    (
        given_in("delivered")
        .when(amend("opinion-roads-delivered", at_precision="day"), by=BUREAU, on=20)
        .then(Corrected, fields=("at_precision",))
        .when(amend("to-roads-received", at_precision="roughly"), by=BUREAU, on=20)
        .then_refused(NotInTheList)
    )


def test_an_amendment_says_something_new_of_the_right_kind():
    (
        given_in("delivered")
        .when(amend("opinion-roads"), by=BUREAU, on=20)
        .then_refused(NothingChanged)
        .when(amend("opinion-roads", text="PLAIN"), by=BUREAU, on=20)
        .then_refused(WrongKind, field="text")
        .when(amend("opinion-roads", signatory_role=Sealed("x")), by=BUREAU, on=20)
        .then_refused(WrongKind, field="signatory_role")
        .when(amend("opinion-roads", signatory_role="局长 王"), by=BUREAU, on=20)
        .then_refused(NotACode, field="signatory_role")
    )


@pytest.mark.parametrize(
    ("label", "change"),
    [
        ("registered", {"number": "XF2016-00000-00002-95"}),
        ("opinion-roads", {"opinion_id": "o-9"}),
        ("opinion-roads", {"supersedes": "o-9"}),
        ("opinion-roads-delivered", {"document": "o-9"}),
        ("opinion-roads", {"actor": "someone"}),
        ("opinion-roads", {"nonsense": "x"}),
    ],
)
def test_what_an_entry_is_about_is_not_amended(label, change):
    story = given_in("delivered").when(amend(label, **change), by=BUREAU, on=20)
    story.then_refused(NotAmendable, field=next(iter(change)))


def test_an_amendment_must_leave_what_follows_possible():
    (
        given_in("in_handling")
        .when(amend("to-roads", to_unit="water"), by=BUREAU, on=20)
        .then_refused(LaterStepsStandInTheWay, rule=ReferralOfAnotherUnit.__name__)
    )
    (
        given_in("referred")
        .when(amend("to-roads", to_unit="water"), by=BUREAU, on=20)
        .then_in("referred")
    )


def test_an_entry_amended_twice_says_what_the_last_amendment_says():
    story = (
        given_in("in_handling")
        .when(amend("action-roads-4", "a-2", kind="works"), by=BUREAU, on=20)
        .when(amend("action-roads-4", "a-3", kind="hearing"), by=BUREAU, on=21)
        .then_refused(AlreadyCorrected)
        .when(amend("a-2", "a-3", kind="hearing"), by=BUREAU, on=21)
    )
    actions = [e for e in story.petition.happened if isinstance(e, ActionTaken)]
    assert [(e.event_id, e.kind) for e in actions] == [(named("a-3"), "hearing")]
    assert knows_the_same(story.petition, petition_in("in_handling"))
