"""Corrections may be wrong too, and several may follow one another (更正)."""

from corrections import amend, knows_the_same, void
from histories import (
    BUREAU,
    LI,
    ROADS,
    delivered,
    entry,
    happened,
    named,
    petition_in,
    registered,
    submitted,
)
from petition_es.domain.petition import (
    ActionTaken,
    Corrected,
    Evaluate,
    Evaluated,
    Petition,
    Receive,
    Resolve,
    TakeAction,
)
from petition_es.domain.refusals import (
    IdInUse,
    LaterStepsRestOnIt,
    LaterStepsStandInTheWay,
    NotAmendable,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in


def amended_twice():
    return (
        given_in("in_handling")
        .when(amend("action-roads-4", "a-2", kind="works"), by=BUREAU, on=20, event_id=named("c-1"))
        .when(amend("a-2", "a-3", kind="hearing"), by=BUREAU, on=21, event_id=named("c-2"))
    )


def standing_kinds(petition: Petition) -> list[str]:
    return [event.kind for event in petition.happened if isinstance(event, ActionTaken)]


def test_an_amendment_that_is_voided_goes_and_the_original_revives():
    story = amended_twice().when(void("c-2"), by=BUREAU, on=22)
    assert standing_kinds(story.petition) == ["works"]
    story.when(void("c-1"), by=BUREAU, on=23)
    assert standing_kinds(story.petition) == ["inspection"]
    assert knows_the_same(story.petition, petition_in("in_handling"))
    story.when(amend("action-roads-4", "a-4", kind="payment"), by=BUREAU, on=24)
    assert standing_kinds(story.petition) == ["payment"]


def test_an_amendment_is_not_voided_under_a_later_one():
    (
        amended_twice()
        .when(void("c-1"), by=BUREAU, on=22)
        .then_refused(LaterStepsRestOnIt, later="Corrected")
    )


def test_a_correction_is_voided_not_amended():
    (
        amended_twice()
        .when(amend("c-2", reason="other"), by=BUREAU, on=22)
        .then_refused(NotAmendable)
    )


def test_an_amended_entry_can_still_be_voided():
    story = amended_twice().when(void("a-3"), by=BUREAU, on=22).then_in("accepted")
    assert standing_kinds(story.petition) == []


def test_what_rests_on_an_entry_rests_on_all_that_it_was_amended_to():
    story = (
        given_in("referred")
        .when(amend("to-roads", "r-2", offline=True), by=BUREAU, on=3, event_id=named("c-1"))
        .when(Receive(), by=ROADS, on=4)
    )
    assert story.petition.recorded[-1].rests_on == (named("r-2"),)
    (
        story.when(void("r-2"), by=BUREAU, on=5)
        .then_refused(LaterStepsRestOnIt, later="Received")
        .when(void("c-1"), by=BUREAU, on=5)
        .then(Corrected)
        .then_in("received")
        .when(void("to-roads"), by=BUREAU, on=6)
        .then_refused(LaterStepsRestOnIt, later="Received")
    )


def test_an_amended_opinion_keeps_its_place_under_what_rests_on_it():
    (
        given_in("resolved")
        .when(amend("opinion-roads", "o-2", text=Sealed("改正")), by=BUREAU, on=20)
        .then_in("resolved")
        .when(void("o-2"), by=BUREAU, on=21)
        .then_refused(LaterStepsRestOnIt)
    )


def test_a_vote_is_amended_by_whoever_corrects_and_stays_the_petitioner_s():
    story = given_in("resolved").when(
        Evaluate(evaluatee="unit", result="satisfied"), by=LI, on=9, event_id=named("vote")
    )
    story.when(amend("vote", result="dissatisfied", words=Sealed("听错")), by=BUREAU, on=20)
    story.then(Evaluated, result="dissatisfied", actor=LI.actor_id, role="petitioner")


def test_an_entry_recorded_under_other_rules_may_be_amended():
    early = (submitted(), registered(), delivered(ROADS, on=3))
    story = given(*early).when(amend("opinion-roads-delivered", receipt="R1"), by=BUREAU, on=9)
    story.then(Corrected)


def test_no_two_entries_share_an_id():
    (
        given_in("in_handling")
        .when(TakeAction(kind="works"), by=ROADS, on=5, event_id=named("to-roads"))
        .then_refused(IdInUse)
        .when(amend("action-roads-4", "to-roads", kind="works"), by=BUREAU, on=20)
        .then_refused(IdInUse)
        .when(amend("action-roads-4", "c", kind="works"), by=BUREAU, on=20, event_id=named("c"))
        .then_refused(IdInUse)
    )


def test_a_correction_whose_replacement_is_not_there_yet_leaves_a_gap_until_it_comes():
    said_anew = amend("linked-2", "linked-again", method="rule")
    story = given_in("registered").when(said_anew, by=BUREAU, on=1)
    *before, replacement = story.petition.recorded
    petition = Petition.replay(None, before)
    assert not petition.file.links
    petition.absorb(replacement)
    assert petition.file == story.petition.file
    assert petition.happened == story.petition.happened


def test_an_original_revives_alone_even_where_its_amendment_had_been_amended():
    """No act leads here, but a record from elsewhere may say so."""
    story = amended_twice()
    voiding = happened(
        Corrected, BUREAU, 22, "c-3", ("c-1",), corrected=named("c-1"), effect="void",
        reason="other",
    )  # fmt: skip
    story.petition.absorb(voiding.event(story.petition.version + 1))
    assert standing_kinds(story.petition) == ["inspection"]


def test_resolving_again_after_the_resolution_was_voided():
    wrong = happened(Evaluated, LI, 9, evaluation_id="v", evaluatee="unit", evaluatee_unit="roads",
                     resolution_id="resolution-roads", party=LI.actor_id, result="satisfied",
                     )  # fmt: skip
    (
        given_in("resolved", wrong)
        .when(void("resolution-roads"), by=BUREAU, on=20)
        .then_refused(LaterStepsStandInTheWay, later="Evaluated")
    )
    (
        given_in("resolved")
        .when(void("resolution-roads"), by=BUREAU, on=20)
        .then_in("delivered")
        .when(Resolve(outcome="explained"), by=ROADS, on=21)
        .then_in("resolved")
    )


def test_a_replay_of_a_corrected_record_is_the_same_petition():
    petition = amended_twice().petition
    petition.perform(void("c-2"), entry(BUREAU, on=22))
    again = Petition.replay(None, petition.recorded)
    assert (again.file, again.version) == (petition.file, petition.version)
    assert again.happened == petition.happened
