"""Replied, decided with reasons, delivered, in several rounds (答复, 处理意见, 送达)."""

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    STRANGER,
    WATER,
    accepted,
    delivered,
    opinion,
    received,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    submitted,
)
from petition_es.domain.codes import ClaimAnswer
from petition_es.domain.petition import (
    Deliver,
    Delivered,
    IssueOpinion,
    OpinionIssued,
    Replied,
    Reply,
    Resolve,
    Resolved,
    Withdraw,
)
from petition_es.domain.refusals import (
    ClaimWithdrawn,
    IdInUse,
    NoSuchClaim,
    NoSuchDocument,
    NoSuchOpinion,
    NoSuchParty,
    NotAcceptedByThisUnit,
    NotEveryClaimNamedOnce,
    NothingToDeliver,
    OpinionAlreadyIssued,
    OpinionOfAnotherUnit,
    OpinionSuperseded,
    WrongRound,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

BEGUN = (submitted(), registered())
BOTH = (referred(WATER, part="joint"), received(WATER), accepted(WATER))


def says(*claims: str, **more) -> IssueOpinion:
    answers = tuple(ClaimAnswer(claim_id=each, stance="support") for each in claims)
    return IssueOpinion(text=Sealed("予以支持"), answers=answers, **more)


def test_an_opinion_answers_the_claims_it_names():
    story = (
        given_in("in_handling")
        .when(says("bridge", opinion_id="o-1"), by=ROADS, on=6)
        .then(OpinionIssued, opinion_id="o-1", acting_unit="roads")
        .then_in("answered")
    )
    assert story.petition.file.answered_claims == {"bridge"}


def test_an_opinion_speaks_of_known_claims_each_once():
    (
        given_in("in_handling")
        .when(says("ferry"), by=ROADS, on=6)
        .then_refused(NoSuchClaim)
        .when(says("bridge", "bridge"), by=ROADS, on=6)
        .then_refused(NotEveryClaimNamedOnce)
        .when(Withdraw(scope="claims", claim_ids=("road",)), by=LI, on=5)
        .when(says("bridge", "road"), by=ROADS, on=6)
        .then_refused(ClaimWithdrawn)
    )


def test_the_opinion_comes_from_the_unit_that_accepted():
    (
        given_in("in_handling", referred(WATER, part="joint"))
        .when(says("bridge"), by=BUREAU, on=6)
        .then_refused(NotAcceptedByThisUnit, unit="bureau")
        .when(says("bridge"), by=WATER, on=6)
        .then_refused(NotAcceptedByThisUnit, unit="water")
    )


def test_two_units_answer_a_claim_each_and_one_stays_open():
    story = (
        given_in("accepted", *BOTH)
        .when(says("bridge"), by=ROADS, on=6)
        .then_in("answered")
        .when(says("bridge"), by=WATER, on=7)
        .then(OpinionIssued)
    )
    assert story.petition.file.answered_claims == {"bridge"}
    assert set(story.petition.file.claims) - story.petition.file.answered_claims == {"road"}


def test_a_further_opinion_of_a_unit_supersedes_and_says_so():
    story = (
        given_in("answered")
        .when(says("bridge"), by=ROADS, on=7)
        .then_refused(OpinionAlreadyIssued, opinion="opinion-roads")
        .when(says("road", opinion_id="on-the-road"), by=ROADS, on=7)
        .then(OpinionIssued)
        .when(says(), by=ROADS, on=8)
        .then_refused(OpinionAlreadyIssued)
        .when(says("bridge", opinion_id="o-2", supersedes="opinion-roads"), by=ROADS, on=8)
        .then(OpinionIssued, supersedes="opinion-roads", round="handling")
        .when(says("bridge", supersedes="opinion-roads"), by=ROADS, on=9)
        .then_refused(OpinionAlreadyIssued, opinion="o-2")
        .when(says("bridge", supersedes="o-2"), by=ROADS, on=9)
        .then(OpinionIssued, supersedes="o-2")
    )
    assert story.petition.file.opinions["opinion-roads"].superseded


def test_what_a_superseded_opinion_answered_is_open_again_unless_answered_anew():
    story = given_in("answered").when(
        says("road", supersedes="opinion-roads"), by=ROADS, on=7
    )  # fmt: skip
    assert story.petition.file.answered_claims == {"road"}


def test_a_unit_supersedes_only_an_opinion_of_its_own():
    (
        given_in("answered", *BOTH)
        .when(says("bridge", supersedes="opinion-roads"), by=WATER, on=7)
        .then_refused(OpinionOfAnotherUnit, unit="roads")
        .when(says("bridge", supersedes="opinion-x"), by=WATER, on=7)
        .then_refused(NoSuchOpinion)
    )


def test_an_id_names_one_opinion_and_one_reply():
    (
        given_in("answered", replied(BUREAU))
        .when(says("road", opinion_id="opinion-roads"), by=ROADS, on=7)
        .then_refused(IdInUse)
        .when(Reply(text=Sealed("又"), reply_id="reply-1", kind="interim"), by=ROADS, on=7)
        .then_refused(IdInUse)
    )


def test_an_opinion_is_remade_after_the_matter_was_reopened():
    remade = says("bridge", round="remade", supersedes="opinion-roads", opinion_id="o-2")
    (
        given_in("answered")
        .when(remade, by=ROADS, on=7)
        .then_refused(WrongRound, round="remade")
        .when(says("road", round="review"), by=ROADS, on=7)
        .then_refused(WrongRound, round="review")
    )
    (
        given_in("reopened")
        .when(remade, by=ROADS, on=12)
        .then(OpinionIssued, round="remade")
        .then_in("answered")
        .when(Resolve(opinion_id="opinion-roads"), by=ROADS, on=13)
        .then_refused(OpinionSuperseded)
        .when(Resolve(), by=ROADS, on=13)
        .then(Resolved, opinion_id="o-2")
    )


def test_a_simple_question_is_answered_by_a_reply():
    (
        given(*BEGUN)
        .when(Reply(text=Sealed("收到"), kind="interim"), by=BUREAU, on=1)
        .then(Replied)
        .then_in("registered")
        .when(Reply(text=Sealed("政策如下"), reply_id="r-1"), by=BUREAU, on=1)
        .then(Replied, reply_id="r-1", kind="final")
        .then_in("answered")
        .when(Resolve(outcome="explained"), by=BUREAU, on=1)
        .then(Resolved, reply_id="r-1", opinion_id=None)
        .then_in("resolved")
    )


def test_a_returned_petition_can_be_answered_by_its_sender():
    given_in("returned").when(Reply(text=Sealed("答复")), by=BUREAU, on=5).then_in("answered")


def test_a_document_is_delivered_after_it_was_issued():
    (given(*BEGUN).when(Deliver(method="post"), by=BUREAU, on=2).then_refused(NothingToDeliver))
    (
        given_in("accepted")
        .when(Deliver(method="post"), by=ROADS, on=5)
        .then_refused(NoSuchDocument, kind="opinion")
        .when(Deliver(method="post", document_kind="acceptance"), by=ROADS, on=5)
        .then(Delivered)
        .then_in("accepted")
        .when(Deliver(method="post", document_kind="acceptance", document="x"), by=ROADS, on=5)
        .then_refused(NoSuchDocument, document="x")
    )


def test_it_is_delivered_to_a_party():
    (
        given_in("answered")
        .when(Deliver(method="post", to_party=STRANGER.actor_id), by=ROADS, on=7)
        .then_refused(NoSuchParty)
        .when(Deliver(method="in_person", to_party=LI.actor_id), by=ROADS, on=7)
        .then(Delivered, document="opinion-roads", result="signed")
        .then_in("delivered")
    )


def test_a_delivery_that_was_refused_arrived_and_one_that_failed_did_not():
    (
        given_in("answered")
        .when(Deliver(method="post", result="failed"), by=ROADS, on=7)
        .then_in("answered")
        .when(Deliver(method="post", result="refused"), by=ROADS, on=8)
        .then_in("delivered")
    )


def test_an_interim_reply_that_arrives_is_no_answer():
    (
        given_in("in_handling", replied(ROADS, 5, "soon", kind="interim"))
        .when(Deliver(method="online", document_kind="reply"), by=ROADS, on=6)
        .then(Delivered, document="soon")
        .then_in("in_handling")
    )


def test_the_old_opinion_delivered_again_does_not_answer_a_reopened_petition():
    (
        given_in("reopened")
        .when(Deliver(method="post"), by=ROADS, on=12)
        .then(Delivered, document="opinion-roads")
        .then_in("reopened")
    )


def test_several_rounds_each_with_an_opinion_of_its_own():
    rounds = (
        *HISTORY_TO["reopened"],
        opinion(ROADS, 12, "o-2", round="remade", supersedes="opinion-roads"),
        delivered(ROADS, 13, "o-2"),
        resolved(ROADS, 14, "resolution-2", opinion_id="o-2"),
        reopened(16, "resolution-2"),
        opinion(ROADS, 17, "o-3", round="remade", supersedes="o-2"),
    )
    story = given(*rounds).then_in("answered")
    file = story.petition.file
    assert [(o.opinion_id, o.superseded) for o in file.opinions.values()] == [
        ("opinion-roads", True), ("o-2", True), ("o-3", False),
    ]  # fmt: skip
    assert file.reopenings == 2
