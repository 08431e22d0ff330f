"""A wrong entry is struck through; the file is folded without it (更正)."""

from uuid import uuid4

import pytest

from corrections import amend, knows_the_same, void
from histories import (
    BUREAU,
    HISTORY_TO,
    ROADS,
    named,
    petition_of,
)
from petition_es.domain.petition import (
    Corrected,
    Deliver,
)
from petition_es.domain.refusals import (
    AlreadyCorrected,
    BeforeWhatItRestsOn,
    CannotBeVoided,
    LaterStepsRestOnIt,
    LaterStepsStandInTheWay,
    NoSuchEntry,
)
from petition_es.domain.sealed import Sealed
from scenario import given_in


def test_the_file_is_folded_without_a_voided_entry():
    story = (
        given_in("delivered")
        .when(void("opinion-roads-delivered"), by=BUREAU, on=20)
        .then(
            Corrected, effect="void", replacement=None, rests_on=(named("opinion-roads-delivered"),)
        )
        .then_in("answered")
    )
    assert knows_the_same(story.petition, petition_of(*HISTORY_TO["answered"]))
    assert len(story.petition.recorded) == len(HISTORY_TO["delivered"]) + 1


@pytest.mark.parametrize(
    "label", ["linked-2", "claims", "action-roads-4", "opinion-roads-delivered"]
)
def test_voiding_any_entry_that_nothing_rests_on_is_as_if_it_had_never_been(label):
    without = [each for each in HISTORY_TO["delivered"] if each.label != label]
    if label == "claims":
        without = [each for each in HISTORY_TO["accepted"] if each.label != label]
        story = given_in("accepted")
    else:
        story = given_in("delivered")
    story.when(void(label), by=BUREAU, on=20)
    story.then(Corrected)
    assert knows_the_same(story.petition, petition_of(*without))


def test_a_referral_that_was_answered_is_not_voided():
    (
        given_in("received")
        .when(void("to-roads"), by=BUREAU, on=20)
        .then_refused(LaterStepsRestOnIt, later="Received")
    )


def test_an_entry_that_later_steps_need_is_not_voided_even_if_none_rests_on_it():
    (
        given_in("received")
        .when(void("registered"), by=BUREAU, on=20)
        .then_refused(LaterStepsStandInTheWay)
    )


def test_the_submission_stands_but_may_be_amended():
    (
        given_in("submitted")
        .when(void("submitted"), by=BUREAU, on=20)
        .then_refused(CannotBeVoided)
        .when(amend("submitted", "s-2", title=Sealed("危桥!")), by=BUREAU, on=20)
        .then(Corrected, replacement=named("s-2"), fields=("title",))
    )


def test_what_is_not_on_record_or_was_corrected_already_is_not_corrected():
    (
        given_in("delivered")
        .when(void(uuid4()), by=BUREAU, on=20)
        .then_refused(NoSuchEntry)
        .when(void("opinion-roads-delivered"), by=BUREAU, on=20)
        .when(void("opinion-roads-delivered"), by=BUREAU, on=21)
        .then_refused(AlreadyCorrected)
        .when(amend("opinion-roads-delivered", receipt="R1"), by=BUREAU, on=21)
        .then_refused(AlreadyCorrected)
    )


def test_a_voided_step_can_be_done_again():
    (
        given_in("delivered")
        .when(void("opinion-roads-delivered"), by=BUREAU, on=20)
        .when(Deliver(method="in_person"), by=ROADS, on=21)
        .then_in("delivered")
    )


def test_a_voided_correction_corrects_nothing():
    story = (
        given_in("delivered")
        .when(void("opinion-roads-delivered"), by=BUREAU, on=20)
        .then_in("answered")
    )
    mistake = story.petition.recorded[-1].event_id
    story.when(void(mistake), by=BUREAU, on=21).then_in("delivered")
    assert knows_the_same(story.petition, petition_of(*HISTORY_TO["delivered"]))
    last = story.petition.recorded[-1].event_id
    story.when(void(last), by=BUREAU, on=22).then_in("answered")


def test_a_correction_happens_after_what_it_corrects_and_may_be_keyed_in_late():
    (
        given_in("delivered")
        .when(void("opinion-roads-delivered"), by=BUREAU, on=6, recorded=20)
        .then_refused(BeforeWhatItRestsOn, basis="Delivered")
        .when(void("opinion-roads-delivered"), by=BUREAU, on=7.5, recorded=20)
        .then(Corrected)
    )


def test_a_late_correction_still_sees_what_rests_on_the_entry_by_now():
    (
        given_in("resolved")
        .when(void("opinion-roads"), by=BUREAU, on=6.5, recorded=20)
        .then_refused(LaterStepsRestOnIt)
    )
