"""Where the petition stands, in a few facts."""

from typing import Any, get_args

import pytest

from histories import (
    BUREAU,
    CITY,
    HISTORY_TO,
    LI,
    ROADS,
    WANG,
    WATER,
    accepted,
    acted,
    assigned,
    claims_recorded,
    day,
    delivered,
    entry,
    opinion,
    party,
    petition_in,
    petition_of,
    received,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    returned,
    submitted,
)
from petition_es.domain.petition import (
    STATES,
    Accept,
    CarryOut,
    Correct,
    Evaluate,
    FollowUp,
    IssueQueryCode,
    Petition,
    Urge,
    Withdraw,
)
from petition_es.projections.timeline import STAGES, TAGS, Head, timeline
from petition_es.projections.timeline.head import StageName


def head(petition: Petition, audience: Any = "petitioner", now: float = 40) -> Head:
    told = timeline(petition.recorded, audience=audience, units=lambda _: None, now=day(now))
    return told.head


def holders(petition: Petition) -> list[tuple[str, str]]:
    return [(holder.unit.unit_id, holder.part) for holder in head(petition).held_by]


STAGE_OF = {
    "submitted": 1, "registered": 1, "referred": 2, "received": 2, "returned": 2, "disputed": 2,
    "accepted": 3, "declined": 1, "guided_away": 1, "filed": 1, "in_handling": 3, "suspended": 3,
    "answered": 4, "delivered": 4, "resolved": 5, "under_review": 5, "reopened": 3,
    "terminated": 5, "withdrawn": 1, "merged": 1,
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_tag_and_stage(state):
    told = head(petition_in(state))
    assert told.state == state
    assert told.tag in TAGS
    assert (told.stage.number, told.stage.of) == (STAGE_OF[state], 5)
    assert told.stage.name == STAGES[told.stage.number - 1]


def test_the_stages_are_five_for_ever():
    assert get_args(StageName) == STAGES
    assert STAGES == ("registered", "referred", "handling", "answered", "resolved")


def test_a_bureau_s_procedural_acceptance_is_not_yet_handling():
    petition = petition_in("registered")
    petition.perform(Accept(kind="procedural"), entry(BUREAU, 2))
    told = head(petition)
    assert (told.state, told.tag, told.stage.name) == ("accepted", "registered", "registered")


def test_an_answer_on_the_spot_skips_the_stages_between():
    told = head(petition_of(submitted(), registered(), replied(BUREAU, on=1)))
    assert told.stage.name == "answered"
    assert told.stage.skipped == ("referred", "handling")


# ---- Who has it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", sorted({*HISTORY_TO} - {"submitted"}))
def test_an_open_petition_is_always_in_somebody_s_hands_and_a_closed_one_in_nobody_s(state):
    told = head(petition_in(state))
    assert bool(told.held_by) != told.is_closed


def test_the_unit_it_was_referred_to_has_it():
    assert holders(petition_in("referred")) == [("roads", "lead")]


def test_parallel_units_have_it_together_the_lead_first():
    petition = petition_of(
        submitted(), registered(), referred(WATER, part="joint"), referred(ROADS),
        referred(CITY, part="copy"),
    )  # fmt: skip
    assert holders(petition) == [("roads", "lead"), ("water", "joint")]


def test_what_was_returned_is_back_with_the_sender():
    petition = petition_of(
        submitted(), registered(), referred(CITY), received(CITY), referred(ROADS, by=CITY),
        received(ROADS), returned(ROADS),
    )  # fmt: skip
    assert holders(petition) == [("city", "lead")]
    assert holders(petition_in("returned")) == [("bureau", "lead")]


def test_before_it_is_registered_nobody_has_it_and_then_the_bureau():
    assert holders(petition_in("submitted")) == []
    assert holders(petition_in("registered")) == [("bureau", "lead")]


# ---- Claims, counts, silence ---------------------------------------------------------------------


def test_claims_are_answered_one_by_one_and_withdrawn_ones_do_not_count():
    petition = petition_in("answered")
    assert (head(petition).claims.answered, head(petition).claims.of) == (1, 2)
    petition.perform(Withdraw(scope="claims", claim_ids=("road",)), entry(LI, 8))
    assert (head(petition).claims.answered, head(petition).claims.of) == (1, 1)
    assert head(petition_of(submitted(), registered())).claims is None


def test_what_happened_is_counted():
    petition = petition_of(
        submitted(), registered(), claims_recorded("bridge"),
        referred(CITY), received(CITY), returned(CITY),
        referred(ROADS, on=4), received(ROADS, on=5), accepted(ROADS, on=5), acted(ROADS, on=5),
        opinion(ROADS), delivered(ROADS), resolved(ROADS), reopened(),
    )  # fmt: skip
    petition.perform(Urge(), entry(LI, 11))
    assert vars(head(petition).counts) == {
        "referrals": 2, "returns": 1, "urgings": 1, "reopenings": 1,
    }  # fmt: skip


def test_a_voided_step_is_not_counted():
    petition = petition_in("referred")
    petition.perform(Urge(), entry(LI, 2))
    urge = petition.recorded[-1]
    act = Correct(corrected=urge.event_id, effect="void", reason="entered_twice")
    petition.perform(act, entry(BUREAU, 3))
    assert head(petition).counts.urgings == 0


def test_silence_is_counted_in_days_from_the_last_move_of_an_office():
    petition = petition_in("received")  # signed for on day 2
    assert head(petition, now=9).silent_days == 7
    petition.perform(Urge(), entry(LI, 8))
    assert head(petition, now=9).silent_days == 7
    assert head(petition, now=9).last_activity == day(2)
    assert head(petition, now=9).first_activity == day(0)


def test_record_keeping_does_not_end_the_silence():
    petition = petition_in("received")
    petition.perform(IssueQueryCode(code_hash="hash"), entry(BUREAU, 8))
    assert head(petition, now=9).silent_days == 7


def test_a_day_of_silence_begins_at_midnight():
    petition = petition_in("received")
    assert head(petition, now=2 + 14.9 / 24).silent_days == 0
    assert head(petition, now=2 + 15.1 / 24).silent_days == 1


def test_a_closed_petition_is_not_silent():
    assert head(petition_in("resolved")).silent_days is None


# ---- Claimed, carried out, confirmed -------------------------------------------------------------


def test_a_resolution_is_a_claim_until_somebody_proves_it():
    told = head(petition_in("resolved"))
    assert told.claimed_resolved is not None
    assert told.claimed_resolved.by.unit_id == "roads"
    assert (told.carried_out, told.confirmed, told.denied) == (None, None, None)


def test_carrying_out_and_the_petitioner_s_word_are_facts_of_their_own():
    petition = petition_in("resolved")
    petition.perform(CarryOut(), entry(ROADS, 9))
    petition.perform(Evaluate(evaluatee="unit", result="dissatisfied"), entry(LI, 10))
    petition.perform(FollowUp(answer="yes"), entry(BUREAU, 30))
    told = head(petition)
    assert [told.carried_out.at, told.denied.at, told.confirmed.at] == [day(9), day(10), day(30)]


@pytest.mark.parametrize("answer", ["partly", "unreached"])
def test_half_a_word_confirms_and_denies_nothing(answer):
    petition = petition_in("resolved")
    petition.perform(FollowUp(answer=answer), entry(BUREAU, 30))
    petition.perform(Evaluate(evaluatee="bureau", result="satisfied"), entry(LI, 31))
    assert (head(petition).confirmed, head(petition).denied) == (None, None)


def test_a_vote_that_was_replaced_does_not_count():
    petition = petition_in("resolved")
    first = Evaluate(evaluatee="unit", result="dissatisfied", evaluation_id="first")
    petition.perform(first, entry(LI, 9))
    again = Evaluate(evaluatee="unit", result="satisfied", replaces="first")
    petition.perform(again, entry(LI, 10))
    told = head(petition)
    assert [vote.result for vote in told.evaluations] == ["satisfied"]
    assert told.denied is None
    assert told.confirmed is not None


def test_joint_petitioners_vote_each_for_themselves():
    petition = petition_of(
        submitted(party(LI), party(WANG, "joint_signer")),
        registered(party(LI), party(WANG, "joint_signer")),
        *HISTORY_TO["resolved"][2:],
    )
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 9))
    petition.perform(Evaluate(evaluatee="unit", result="dissatisfied"), entry(WANG, 9))
    told = head(petition)
    assert sorted(vote.result for vote in told.evaluations) == ["dissatisfied", "satisfied"]
    assert told.confirmed is not None
    assert told.denied is not None


@pytest.mark.parametrize(
    "anew", [reopened(on=12), assigned(ROADS, on=12, referral_id="again")], ids=lambda h: h.label
)
def test_a_new_round_begins_without_the_claims_and_votes_of_the_last_one(anew):
    petition = petition_in("resolved")
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 9))
    petition.absorb(anew.event(petition.version + 1))
    told = head(petition)
    assert (told.claimed_resolved, told.confirmed, told.evaluations) == (None, None, ())
    assert told.held_by


def test_the_number_of_the_survivor_is_for_the_petitioner():
    assert head(petition_in("merged")).merged_into is not None
