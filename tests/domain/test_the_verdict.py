"""What petitioners say of the result, and how they are asked (评价, 回访)."""

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    LI,
    ROADS,
    STRANGER,
    WANG,
    WATER,
    accepted,
    happened,
    received,
    referred,
    reopened,
    replied,
    resolved,
    returned,
)
from petition_es.domain.petition import (
    Evaluate,
    Evaluated,
    FollowedUp,
    FollowUp,
    PartyJoined,
    Resolve,
)
from petition_es.domain.refusals import (
    AlreadyEvaluated,
    IdInUse,
    NoSuchEvaluation,
    NoSuchResolution,
    NotAParty,
    NotAtWorkHere,
)
from petition_es.domain.sealed import Sealed
from scenario import given_in

WANG_JOINED = happened(
    PartyJoined, WANG, 2, "joined", petitioner_id=WANG.actor_id, party_role="joint_signer"
)


def unit(result="satisfied", **more) -> Evaluate:
    return Evaluate(evaluatee="unit", result=result, **more)


def test_bureau_and_unit_are_evaluated_each_by_itself():
    (
        given_in("resolved")
        .when(unit("dissatisfied", words=Sealed("桥还是坏的")), by=LI, on=20)
        .then(
            Evaluated,
            evaluatee_unit="roads",
            resolution_id="resolution-roads",
            sealed_for=LI.actor_id,
        )
        .when(Evaluate(evaluatee="bureau", result="satisfied"), by=LI, on=20)
        .then(Evaluated, evaluatee_unit="bureau")
        .then_in("resolved")
    )


def test_nobody_votes_twice_but_a_vote_may_be_replaced():
    story = (
        given_in("resolved")
        .when(unit(evaluation_id="v-1"), by=LI, on=20)
        .when(unit("dissatisfied"), by=LI, on=21)
        .then_refused(AlreadyEvaluated, evaluation="v-1")
        .when(unit("dissatisfied", replaces="v-9"), by=LI, on=21)
        .then_refused(NoSuchEvaluation)
        .when(unit("dissatisfied", replaces="v-1", evaluation_id="v-1"), by=LI, on=21)
        .then_refused(IdInUse)
        .when(unit("dissatisfied", replaces="v-1", evaluation_id="v-2"), by=LI, on=21)
        .then(Evaluated, replaces="v-1")
        .when(unit(replaces="v-1"), by=LI, on=22)
        .then_refused(NoSuchEvaluation)
    )
    votes = story.petition.file.evaluations
    assert {vote.evaluation_id: vote.replaced for vote in votes.values()} == {
        "v-1": True,
        "v-2": False,
    }


def test_every_party_votes_and_no_stranger_does():
    (
        given_in("resolved", WANG_JOINED)
        .when(unit(), by=LI, on=20)
        .then(Evaluated, party=LI.actor_id)
        .when(unit("dissatisfied"), by=WANG, on=20)
        .then(Evaluated, party=WANG.actor_id)
        .when(unit(), by=STRANGER, on=20)
        .then_refused(NotAParty)
        .when(unit(), by=BUREAU, on=20)
        .then_refused(NotAParty)
    )


def test_an_officer_may_write_a_vote_down_and_says_so():
    (
        given_in("resolved")
        .when(unit(entered_by="assisted"), by=BUREAU, on=20, on_behalf_of=LI.actor_id)
        .then(Evaluated, party=LI.actor_id, entered_by="assisted", acting_unit="bureau")
    )


def test_each_of_several_units_is_evaluated_and_none_that_had_no_part():
    joint = (referred(WATER, part="joint"), received(WATER), accepted(WATER))
    part = resolved(WATER, 7, "part", scope="unit", opinion_id="opinion-roads")
    copy = referred(COUNTY, part="copy")
    gone = (referred(CITY, part="joint"), returned(CITY))
    (
        given_in("delivered", *joint, copy, *gone, part, resolved(ROADS))
        .when(unit(evaluatee_unit="water"), by=LI, on=20)
        .then(Evaluated, evaluatee_unit="water")
        .when(unit(evaluatee_unit="roads"), by=LI, on=20)
        .then(Evaluated, evaluatee_unit="roads")
        .when(unit(), by=LI, on=21)
        .then_refused(AlreadyEvaluated)
        .when(unit(evaluatee_unit="county"), by=LI, on=21)
        .then_refused(NotAtWorkHere, unit="county")
        .when(unit(evaluatee_unit="city"), by=LI, on=21)
        .then_refused(NotAtWorkHere)
        .when(
            Evaluate(evaluatee="bureau", result="satisfied", evaluatee_unit="roads"), by=LI, on=21
        )
        .then_refused(NotAtWorkHere, evaluatee="bureau")
    )


def test_a_bureau_that_answered_by_itself_is_evaluated_as_unit_too():
    (
        given_in("registered", replied(BUREAU, 2))
        .when(Resolve(), by=BUREAU, on=3)
        .when(unit(), by=LI, on=4)
        .then(Evaluated, evaluatee_unit="bureau")
    )


def test_a_resolution_that_was_reopened_is_not_evaluated_and_the_next_one_is_anew():
    (given_in("resolved").when(unit(), by=LI, on=9).then(Evaluated))
    again = (reopened(), resolved(ROADS, 12, "resolution-2"))
    voted = happened(
        Evaluated, LI, 9, "voted", ("resolution-roads",), evaluation_id="v-1", evaluatee="unit",
        evaluatee_unit="roads", resolution_id="resolution-roads", party=LI.actor_id,
        result="satisfied",
    )  # fmt: skip
    story = given_in("resolved", voted, *again)
    (
        story.when(unit(resolution_id="resolution-roads"), by=LI, on=20)
        .then_refused(NoSuchResolution)
        .when(unit("dissatisfied"), by=LI, on=20)
        .then(Evaluated, resolution_id="resolution-2")
    )
    assert not story.petition.file.evaluations["v-1"].replaced


def test_the_petitioner_is_asked_whether_it_is_solved():
    (
        given_in("resolved")
        .when(FollowUp(answer="no", resolution_id="x"), by=BUREAU, on=30)
        .then_refused(NoSuchResolution)
        .when(FollowUp(answer="unreached", asked_via="sms"), by=BUREAU, on=30)
        .then(FollowedUp, resolution_id="resolution-roads")
        .when(FollowUp(answer="no"), by=BUREAU, on=31)
        .then(FollowedUp, answer="no")
        .then_in("resolved")
    )
