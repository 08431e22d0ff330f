"""Submitted, registered, classified, its claims written down (提交, 登记, 分类, 诉求)."""

from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    LI,
    PETITION_ID,
    WANG,
    claim,
    claims_recorded,
    entry,
    happened,
    number,
    party,
    registered,
    submitted,
)
from petition_es.domain.codes import Accused, Code, Place
from petition_es.domain.petition import (
    ClaimsRecorded,
    Classified,
    Classify,
    Petition,
    RecordClaims,
    Register,
    Registered,
    Submit,
    Submitted,
    Withdrawn,
)
from petition_es.domain.refusals import (
    AccusedOnlyInAccusations,
    FewerPersonsThanParties,
    MistypedNumber,
    NoClaims,
    NoParty,
    NotACode,
    NothingChanged,
    NumberAlreadyGiven,
    TwiceTheSameClaim,
    TwiceTheSameParty,
)
from petition_es.domain.sealed import Sealed
from scenario import Scenario, given, given_in

SUBMISSION = Submit(title=Sealed("危桥"), text=Sealed("桥要塌了"), parties=(party(LI),))


def test_a_submission_begins_a_petition():
    petition = Petition.submitted(PETITION_ID, SUBMISSION, entry(LI, on=0))

    (event,) = petition.collect_events()
    assert isinstance(event, Submitted)
    assert event.submission_id == str(event.event_id)
    assert (petition.version, petition.file.state) == (1, "submitted")
    assert not petition.collect_events()


def test_a_submission_has_a_petitioner():
    with pytest.raises(NoParty):
        Petition.submitted(PETITION_ID, replace(SUBMISSION, parties=()), entry(LI, on=0))


def test_nobody_takes_part_twice():
    twice = (party(LI), party(LI, "joint_signer"))
    with pytest.raises(TwiceTheSameParty):
        Petition.submitted(PETITION_ID, replace(SUBMISSION, parties=twice), entry(LI, on=0))


def test_an_officer_writes_down_what_a_visitor_says_and_stays_the_acting_unit():
    visit = replace(SUBMISSION, channel="visit")
    entered = entry(BUREAU, on=0, on_behalf_of=LI.actor_id)

    (event,) = Petition.submitted(PETITION_ID, visit, entered).collect_events()

    assert (event.on_behalf_of, event.acting_unit) == (LI.actor_id, "bureau")


def test_an_empty_stream_is_no_petition():
    assert Petition.replay(None, []) is None


def test_registering_gives_the_submission_its_number_and_its_parties():
    (
        given(submitted(party(LI), party(WANG, "joint_signer")))
        .when(Register(number=number(), purpose="request"), by=BUREAU, on=1)
        .then(Registered, number=number(), persons_count=2)
        .then_in("registered")
    )


def test_more_persons_may_be_counted_than_are_named():
    (
        given(submitted())
        .when(Register(number=number(), persons_count=11), by=BUREAU, on=1)
        .then(Registered, persons_count=11, parties=(party(LI),))
    )


def test_fewer_persons_than_are_named_cannot_be():
    (
        given(submitted(party(LI), party(WANG)))
        .when(Register(number=number(), persons_count=1), by=BUREAU, on=1)
        .then_refused(FewerPersonsThanParties, persons="1", parties="2")
    )


def test_a_mistyped_number_is_not_given():
    (
        given(submitted())
        .when(Register(number="XF2016-00000-00001-00"), by=BUREAU, on=1)
        .then_refused(MistypedNumber)
        .when(Register(), by=BUREAU, on=1)
        .then_refused(MistypedNumber)
        .when(Register(number="path / XF"), by=BUREAU, on=1)
        .then_refused(NotACode)
    )


def test_a_petition_keeps_the_number_that_it_was_handed_in_with():
    submit = Submit(
        number=number(7), title=Sealed("危桥"), text=Sealed("要塌了"), parties=(party(LI),)
    )
    (
        Scenario(Petition.submitted(PETITION_ID, submit, entry(LI, on=0)))
        .when(Register(number=number(8)), by=BUREAU, on=1)
        .then_refused(NumberAlreadyGiven)
        .when(Register(), by=BUREAU, on=1)
        .then(Registered, number=number(7))
    )


def test_only_an_accusation_names_an_accused():
    accused = (Accused(kind="unit", identity=Sealed("某局")),)
    (
        given(submitted())
        .when(Register(number=number(), purpose="request", accused=accused), by=BUREAU, on=1)
        .then_refused(AccusedOnlyInAccusations)
        .when(Register(number=number(), purpose="accusation", accused=accused), by=BUREAU, on=1)
        .then(Registered, accused=accused)
    )


def test_a_classification_changes_something():
    (
        given_in("registered")
        .when(Classify(), by=BUREAU, on=2)
        .then_refused(NothingChanged)
        .when(Classify(flags=("urgent", "backlog")), by=BUREAU, on=2)
        .then(Classified, flags=("urgent", "backlog"))
        .when(Classify(flags=("urgent",)), by=BUREAU, on=3)
        .then_refused(NothingChanged)
        .when(Classify(flags_dropped=("confidential",)), by=BUREAU, on=3)
        .then_refused(NothingChanged)
        .when(Classify(flags_dropped=("urgent",), reason="new_facts"), by=BUREAU, on=3)
        .then(Classified)
    )


@pytest.mark.parametrize(
    "change",
    [
        Classify(category=Code("content", "2016", "transport.bridges")),
        Classify(place=Place(division=Code("gbt2260", "2016", "320826"))),
        Classify(legal_path="litigation"),
    ],
    ids=["category", "place", "legal path"],
)
def test_whatever_the_statistics_filter_on_can_be_classified_anew(change):
    given_in("resolved").when(change, by=BUREAU, on=20).then(Classified)


def test_each_claim_is_written_down_by_itself():
    (
        given(submitted(), registered())
        .when(RecordClaims(claims=(claim("bridge"), claim("road"))), by=BUREAU, on=2)
        .then(ClaimsRecorded, amends=False)
        .when(RecordClaims(claims=(claim("ferry"),)), by=BUREAU, on=3)
        .then(ClaimsRecorded)
        .when(RecordClaims(claims=(claim("road"),)), by=BUREAU, on=3)
        .then_refused(TwiceTheSameClaim, claim="road")
        .when(RecordClaims(claims=()), by=BUREAU, on=3)
        .then_refused(NoClaims)
    )


def test_amended_claims_take_the_place_of_the_earlier_ones_withdrawn_or_not():
    withdrawn = happened(
        Withdrawn, LI, 3, "withdrawn", party=LI.actor_id, scope="claims", claim_ids=("road",)
    )
    story = given(submitted(), registered(), claims_recorded("bridge", "road"), withdrawn)

    story.when(RecordClaims(claims=(claim("road"),), amends=True), by=BUREAU, on=4)

    assert set(story.petition.file.claims) == {"road"}
    assert story.petition.file.withdrawn_claims == set()


def test_one_list_names_a_claim_once():
    (
        given_in("registered")
        .when(RecordClaims(claims=(claim("x"), claim("x")), amends=True), by=BUREAU, on=2)
        .then_refused(TwiceTheSameClaim)
    )
