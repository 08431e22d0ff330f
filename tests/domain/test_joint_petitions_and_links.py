"""Who takes part, and which other petitions it belongs with (联名, 代理, 关联, 并案)."""

import pytest

from histories import BUREAU, LI, STRANGER, WANG, entry, number, party, registered, submitted
from petition_es.domain.codes import Party
from petition_es.domain.petition import (
    AddMaterial,
    JoinParty,
    LeaveParty,
    Link,
    Linked,
    MaterialAdded,
    Merge,
    MergedInto,
    PartyJoined,
    PartyLeft,
    Petition,
    Register,
    Submit,
    Unlink,
    Unlinked,
    Urge,
    Urged,
    Withdraw,
    Withdrawn,
)
from petition_es.domain.refusals import (
    AlreadyLinked,
    ClaimWithdrawn,
    JointSignersLeave,
    LastPartyStays,
    LinkedToItself,
    MistypedNumber,
    NoClaims,
    NoSuchClaim,
    NoSuchLink,
    NoSuchParty,
    NotAParty,
    NothingChanged,
    StillRepresented,
    TooManyRepresentatives,
    TwiceTheSameParty,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

FIVE = tuple(Party(petitioner_id=f"rep-{n}", role="representative") for n in range(5))
SIXTH = Party(petitioner_id="rep-5", role="representative")


def test_five_speak_for_all():
    given(submitted(*FIVE), registered(*FIVE, persons_count=200)).then_in("registered")


def test_a_sixth_representative_is_refused_whenever_there_would_be_one():
    join = JoinParty(petitioner_id="rep-5", party_role="representative")
    too_many = Submit(title=Sealed("题"), text=Sealed("文"), parties=(*FIVE, SIXTH))
    with pytest.raises(TooManyRepresentatives):
        Petition.submitted(entry(LI, 0).event_id, too_many, entry(LI, on=0))
    (
        given(submitted(*FIVE))
        .when(Register(number=number(), parties=(*FIVE, SIXTH)), by=BUREAU, on=1)
        .then_refused(TooManyRepresentatives, given="6", most="5")
    )
    (
        given(submitted(*FIVE), registered(*FIVE))
        .when(join, by=BUREAU, on=2)
        .then_refused(TooManyRepresentatives)
        .when(LeaveParty(petitioner_id="rep-0"), by=BUREAU, on=3)
        .then(PartyLeft, party_role="representative")
        .when(join, by=BUREAU, on=4)
        .then(PartyJoined)
    )


def test_neighbours_join_and_leave_and_the_petition_goes_on():
    story = (
        given_in("in_handling")
        .when(JoinParty(petitioner_id=WANG.actor_id), by=BUREAU, on=5)
        .then(PartyJoined, party_role="joint_signer")
        .when(JoinParty(petitioner_id=WANG.actor_id), by=BUREAU, on=5)
        .then_refused(TwiceTheSameParty)
        .when(LeaveParty(petitioner_id=LI.actor_id), by=LI, on=6)
        .then(PartyLeft, party_role="principal")
        .when(LeaveParty(petitioner_id=LI.actor_id), by=LI, on=7)
        .then_refused(NoSuchParty)
        .when(LeaveParty(petitioner_id=WANG.actor_id), by=WANG, on=7)
        .then_refused(LastPartyStays)
        .then_in("in_handling")
    )
    assert story.petition.file.persons_count == 2


def test_an_agent_acts_for_somebody_who_takes_part():
    agent = JoinParty(petitioner_id="lawyer", party_role="agent", represents=LI.actor_id)
    for_nobody = JoinParty(petitioner_id="lawyer", party_role="agent", represents="nobody")
    for_itself = JoinParty(petitioner_id="lawyer", party_role="agent", represents="lawyer")
    (
        given_in("registered")
        .when(for_nobody, by=BUREAU, on=2)
        .then_refused(NoSuchParty)
        .when(for_itself, by=BUREAU, on=2)
        .then_refused(NoSuchParty)
        .when(agent, by=BUREAU, on=2)
        .then(PartyJoined, represents=LI.actor_id)
        .when(LeaveParty(petitioner_id=LI.actor_id), by=LI, on=3)
        .then_refused(StillRepresented, by="lawyer")
        .when(LeaveParty(petitioner_id="lawyer"), by=BUREAU, on=3)
        .then(PartyLeft)
    )


def test_a_joint_signer_leaves_but_does_not_withdraw_for_all():
    both = (party(LI), party(WANG, "joint_signer"))
    (
        given(submitted(*both), registered(*both))
        .when(Withdraw(), by=WANG, on=2)
        .then_refused(JointSignersLeave)
        .when(Withdraw(), by=LI, on=2)
        .then(Withdrawn, party=LI.actor_id, scope="all")
        .then_in("withdrawn")
    )


def test_a_petition_is_withdrawn_claim_by_claim():
    story = (
        given_in("received")
        .when(Withdraw(scope="claims", claim_ids=("road",)), by=LI, on=4)
        .then(Withdrawn, scope="claims")
        .then_in("received")
        .when(Withdraw(scope="claims", claim_ids=("road",)), by=LI, on=5)
        .then_refused(ClaimWithdrawn)
        .when(Withdraw(scope="claims"), by=LI, on=5)
        .then_refused(NoClaims)
        .when(Withdraw(scope="claims", claim_ids=("ferry",)), by=LI, on=5)
        .then_refused(NoSuchClaim)
    )
    assert story.petition.file.withdrawn_claims == {"road"}


def test_strangers_neither_withdraw_nor_press_nor_add():
    (
        given_in("received")
        .when(Withdraw(scope="claims", claim_ids=("ferry",)), by=STRANGER, on=4)
        .then_refused(NotAParty)
        .when(Urge(), by=STRANGER, on=4)
        .then_refused(NotAParty)
        .when(AddMaterial(note=Sealed("证据")), by=STRANGER, on=4)
        .then_refused(NotAParty)
    )


def test_the_petitioner_presses_and_adds_alone_or_through_an_officer():
    (
        given_in("received")
        .when(Urge(), by=LI, on=4)
        .then(Urged, party=LI.actor_id)
        .when(AddMaterial(), by=LI, on=4)
        .then_refused(NothingChanged)
        .when(AddMaterial(note=Sealed("照片")), by=BUREAU, on=5, on_behalf_of=LI.actor_id)
        .then(MaterialAdded, party=LI.actor_id, sealed_for=LI.actor_id, acting_unit="bureau")
    )


def test_petitions_are_linked_once_in_each_relation():
    other = number(2).lower().replace("-", " ")
    (
        given_in("registered")
        .when(Link(other=number(1), relation="related"), by=BUREAU, on=2)
        .then_refused(LinkedToItself)
        .when(Link(other=number(2), relation="same_matter"), by=BUREAU, on=2)
        .then_refused(AlreadyLinked)
        .when(Link(other="XF2016", relation="related"), by=BUREAU, on=2)
        .then_refused(MistypedNumber)
        .when(Link(other=other.replace(" ", "."), relation="same_person"), by=BUREAU, on=2)
        .then(Linked, other=number(2), decided_by=BUREAU.actor_id)
    )


def test_a_link_is_taken_back_and_may_be_made_again():
    (
        given_in("registered")
        .when(Unlink(other=number(2), relation="same_person"), by=BUREAU, on=2)
        .then_refused(NoSuchLink)
        .when(Unlink(other=number(2), relation="same_matter"), by=BUREAU, on=2)
        .then(Unlinked)
        .when(Unlink(other=number(2), relation="same_matter"), by=BUREAU, on=3)
        .then_refused(NoSuchLink)
        .when(Link(other=number(2), relation="same_matter"), by=BUREAU, on=4)
        .then(Linked)
    )


def test_a_petition_goes_on_under_another_number_never_under_its_own():
    (
        given_in("received")
        .when(Merge(survivor=number(1)), by=BUREAU, on=4)
        .then_refused(LinkedToItself)
        .when(Merge(survivor=number(2), claim_map={"ferry": "c1"}), by=BUREAU, on=4)
        .then_refused(NoSuchClaim)
        .when(Merge(survivor=number(2), claim_map={"bridge": "c1"}), by=BUREAU, on=4)
        .then(MergedInto, survivor=number(2), claim_map={"bridge": "c1"})
        .then_in("merged")
    )
