"""How far a petition and a matter were brought to an end, and which evidence wins over which."""

from dataclasses import replace
from uuid import uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from histories import (
    BUREAU,
    CITY,
    LI,
    NAMES,
    ROADS,
    WANG,
    accepted,
    acted,
    assigned,
    declined,
    delivered,
    happened,
    opinion,
    received,
    referred,
    registered,
    reopened,
    resolved,
    submitted,
)
from matters_told import OTHER, POLICIES, case, findings_of
from petition_es.audits.case import case_of, matter_of
from petition_es.audits.finding import Finding, Proof
from petition_es.audits.finishing import NOT_OF_THE_RESULT, finish_of, finish_of_matter
from petition_es.audits.rules import complained_again
from petition_es.domain.petition import (
    Classified,
    Contacted,
    Corrected,
    Evaluated,
    FollowedUp,
    MaterialAdded,
    MergedInto,
    OpinionCarriedOut,
    ReviewDecided,
    Urged,
    Withdrawn,
)

WAY = (
    submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS),
    opinion(ROADS, on=6, answers={"bridge": "support", "road": "support"}),
    delivered(ROADS, on=7),
)  # fmt: skip
CLAIMED = (*WAY, resolved(ROADS, on=8))


def voted(result, on=12, by=LI, **more):
    content = {
        "evaluation_id": f"vote-{by.actor_id}-{on}", "evaluatee": "unit",
        "evaluatee_unit": "roads", "resolution_id": "resolution-roads", "party": LI.actor_id,
        **more,
    }  # fmt: skip
    return happened(Evaluated, by, on, f"vote-{by.actor_id}-{on}", result=result, **content)


def asked(answer, on=15, resolution_id="resolution-roads"):
    return happened(
        FollowedUp, BUREAU, on, f"asked-{on}",
        asked_via="phone", answer=answer, resolution_id=resolution_id,
    )  # fmt: skip


def carried_out(on=9, *claims):
    return happened(
        OpinionCarriedOut, ROADS, on, f"done-{on}", opinion_id="opinion-roads", claim_ids=claims
    )


def again(on, *more):
    return case(submitted(on=on), registered(on=on + 0.5), *more, petition_id=OTHER, first=100)


def grave(one, rule="reused_answer", severity="grave", on=6):
    event = one.history[-1]
    proof = Proof(event_id=event.event_id, petition_id=one.petition_id, position=6)
    at = next(each.at for each in case(acted(ROADS, on=on)).history)
    return Finding(
        finding_id=uuid5(NAMES, rule), rule=rule, rule_version=1, policy="shipped-1",
        severity=severity, petition_id=one.petition_id, number=one.number,
        matter_id=one.petition_id, unit_id="roads", arose_at=at, proofs=(proof,),
    )  # fmt: skip


def finished(*happenings, findings=(), later=()):
    one = case(*happenings)
    told = [grave(one, **finding) for finding in findings]
    finish = finish_of(one, matter_of([one, *later]), told)
    return finish.state, finish.reasons[0].code


def test_a_claim_and_nothing_else_is_a_claim():
    assert finished(*CLAIMED) == ("claimed_only", "claimed")


def test_an_answer_that_nobody_claims_to_finish_it_finishes_nothing():
    assert finished(*WAY) == ("not_resolved", "not_claimed")


def test_a_units_part_is_not_the_whole():
    told = (*WAY, resolved(ROADS, on=8, scope="unit"))
    assert finished(*told) == ("not_resolved", "not_claimed")


def test_what_was_promised_and_done_is_carried_out():
    assert finished(*CLAIMED, carried_out()) == ("carried_out", "carried_out")


def test_it_may_have_been_carried_out_before_it_was_claimed():
    assert finished(*WAY, carried_out(7.5), resolved(ROADS, on=8))[0] == "carried_out"


def test_a_promise_kept_in_part_is_not_carried_out_until_the_rest_is():
    assert finished(*CLAIMED, carried_out(9, "bridge"))[0] == "claimed_only"
    whole = (carried_out(9, "bridge"), carried_out(10, "road"))
    assert finished(*CLAIMED, *whole)[0] == "carried_out"


@pytest.mark.parametrize(
    ("result", "state"),
    [("satisfied", "confirmed"), ("basically_satisfied", "confirmed"),
     ("dissatisfied", "contradicted")],
)  # fmt: skip
def test_a_vote_on_the_unit_confirms_or_contradicts(result, state):
    assert finished(*CLAIMED, voted(result)) == (state, f"voted_{result}")


def test_a_vote_on_the_bureau_says_nothing_of_the_result():
    served = voted("dissatisfied", evaluatee="bureau", evaluatee_unit="bureau")
    assert finished(*CLAIMED, served)[0] == "claimed_only"


def test_a_vote_that_the_evaluated_unit_keyed_in_says_nothing():
    by_unit = voted("satisfied", by=ROADS, entered_by="assisted")
    by_bureau = voted("satisfied", by=BUREAU, entered_by="assisted")
    assert finished(*CLAIMED, by_unit)[0] == "claimed_only"
    assert finished(*CLAIMED, by_bureau)[0] == "confirmed"


def test_a_vote_that_was_replaced_is_not_in_force():
    first = voted("dissatisfied", evaluation_id="first")
    second = voted("satisfied", on=13, replaces="first")
    assert finished(*CLAIMED, first, second)[0] == "confirmed"


def test_one_no_of_several_parties_is_a_no():
    other = voted("dissatisfied", by=WANG, party=WANG.actor_id)
    assert finished(*CLAIMED, other, voted("satisfied", on=13))[0] == "contradicted"


@pytest.mark.parametrize(
    ("answer", "state"),
    [("yes", "confirmed"), ("no", "contradicted"), ("partly", "claimed_only"),
     ("unreached", "claimed_only")],
)  # fmt: skip
def test_a_follow_up_confirms_or_contradicts(answer, state):
    assert finished(*CLAIMED, asked(answer))[0] == state


def test_the_petitioners_last_word_wins():
    assert finished(*CLAIMED, voted("satisfied"), asked("no"))[0] == "contradicted"
    assert finished(*CLAIMED, voted("dissatisfied"), asked("yes"))[0] == "confirmed"
    assert finished(*CLAIMED, asked("no"), voted("satisfied", on=16))[0] == "confirmed"
    assert finished(*CLAIMED, asked("yes"), voted("dissatisfied", on=16))[0] == "contradicted"


def test_at_one_moment_a_no_wins_over_a_yes():
    assert finished(*CLAIMED, asked("yes"), voted("dissatisfied", on=15))[0] == "contradicted"


def test_what_the_petitioner_says_wins_over_what_the_office_did():
    told = (*CLAIMED, carried_out(), voted("dissatisfied"))
    assert finished(*told)[0] == "contradicted"
    assert finished(*CLAIMED, carried_out(), voted("satisfied"))[0] == "confirmed"


def test_the_same_matter_again_contradicts_the_claim_before_it():
    assert finished(*CLAIMED, carried_out(), later=[again(20)]) == ("contradicted", "came_again")
    assert finished(*CLAIMED, carried_out(), later=[again(5)])[0] == "carried_out"


def test_a_content_vote_after_the_matter_came_again_is_the_last_word():
    assert finished(*CLAIMED, voted("satisfied"), later=[again(20)])[0] == "contradicted"
    assert finished(*CLAIMED, voted("satisfied", on=21), later=[again(20)])[0] == "confirmed"


def test_a_grave_finding_wins_over_the_office_and_not_over_the_petitioner():
    doubt = [{}]
    assert finished(*CLAIMED, carried_out(), findings=doubt) == ("contradicted", "reused_answer")
    assert finished(*CLAIMED, voted("satisfied"), findings=doubt)[0] == "confirmed"


def test_a_grave_finding_about_the_answer_of_another_petition_is_none_of_this_one():
    first = case(*CLAIMED)
    second = again(5, resolved(ROADS, on=9))
    matter = matter_of([first, second])
    assert finish_of(first, matter, [grave(second)]).state == "claimed_only"
    assert finish_of(second, matter, [grave(second)]).state == "contradicted"


def test_a_finding_that_is_not_grave_or_is_about_the_way_contradicts_nothing():
    assert finished(*CLAIMED, findings=[{"severity": "concern"}])[0] == "claimed_only"
    assert finished(*CLAIMED, findings=[{"rule": "ping_pong"}])[0] == "claimed_only"


def test_a_grave_finding_of_another_petition_is_none_of_this_one():
    first, second = case(*CLAIMED), again(20)
    found = findings_of(complained_again, first, second)
    assert [finding.severity for finding in found] == ["grave"]

    finish = finish_of(second, matter_of([first, second]), found)

    assert finish.state == "not_resolved"


@pytest.mark.parametrize("ground", ["sent_back", "redo_ordered", "not_carried_out"])
def test_a_claim_that_was_undone_for_it_was_not_true_is_contradicted(ground):
    assert finished(*CLAIMED, reopened(ground=ground)) == ("contradicted", ground)


@pytest.mark.parametrize("outcome", ["redo", "revoke"])
def test_a_review_that_orders_it_to_be_done_again_contradicts(outcome):
    decided = happened(ReviewDecided, CITY, 12, request_id="request-1", outcome=outcome)
    assert finished(*CLAIMED, voted("satisfied", on=11), decided) == ("contradicted", outcome)


def test_what_was_withdrawn_after_it_was_taken_up_again_is_contradicted_no_more():
    withdrawn = happened(Withdrawn, LI, 12, party=LI.actor_id)
    assert finished(*CLAIMED, reopened(on=10), withdrawn) == ("not_resolved", "withdrawn")


def test_new_facts_and_a_new_assignment_make_it_unresolved_and_no_contradiction():
    assert finished(*CLAIMED, reopened(ground="new_facts"))[0] == "not_resolved"
    anew = assigned(ROADS, on=10, referral_id="assigned-anew")
    assert finished(*CLAIMED, anew) == ("not_resolved", "assigned_anew")
    assert finished(*CLAIMED, reopened(), anew)[0] == "contradicted"


def test_a_claim_made_anew_is_judged_by_what_came_since():
    anew = (
        *CLAIMED, carried_out(9), voted("dissatisfied"), reopened(on=13),
        resolved(ROADS, on=20, resolution_id="anew"),
    )  # fmt: skip
    assert finished(*anew)[0] == "claimed_only"
    assert finished(*anew, findings=[{}])[0] == "claimed_only"
    assert finished(*anew, findings=[{"on": 18}])[0] == "contradicted"
    assert finished(*anew, carried_out(18))[0] == "carried_out"
    assert finished(*anew, asked("yes", on=22, resolution_id="anew"))[0] == "confirmed"


@pytest.mark.parametrize(
    ("happening", "code"),
    [
        (happened(Withdrawn, LI, 9, party=LI.actor_id), "withdrawn"),
        (happened(MergedInto, BUREAU, 9, survivor="2"), "merged"),
        (declined("no_further", on=9), "declined"),
    ],
)
def test_what_ended_otherwise_is_not_resolved_and_says_how(happening, code):
    assert finished(submitted(), registered(), happening) == ("not_resolved", code)
    assert finished(*CLAIMED, happening) == ("not_resolved", code)


def test_a_vote_that_was_struck_through_does_not_count():
    one = case(*CLAIMED, voted("dissatisfied"))
    struck = happened(
        Corrected, BUREAU, 13,
        corrected=one.history[-1].event_id, effect="void", reason="wrong_petition",
    )  # fmt: skip
    assert finished(*CLAIMED, voted("dissatisfied"), struck)[0] == "claimed_only"


def test_the_reasons_name_what_decided_first_and_then_what_else_fits():
    one = case(*CLAIMED, carried_out(), voted("satisfied"))
    finish = finish_of(one, matter_of([one]))
    assert [reason.code for reason in finish.reasons] == [
        "voted_satisfied", "carried_out", "claimed",
    ]  # fmt: skip
    assert all(reason.event_id in one.places for reason in finish.reasons)


# ---- A matter ------------------------------------------------------------------------------------


def of_matter(*cases):
    finish = finish_of_matter(matter_of(cases))
    return finish.state, finish.petition_id


def test_a_matter_stands_as_its_petition_of_which_something_was_said_last():
    first = case(*CLAIMED, voted("satisfied"))
    assert of_matter(first) == ("confirmed", first.petition_id)
    assert of_matter(first, again(20)) == ("not_resolved", OTHER)
    confirmed_later = case(*CLAIMED, voted("satisfied", on=25))
    assert of_matter(confirmed_later, again(20)) == ("confirmed", first.petition_id)


def test_a_duplicate_that_was_filed_before_the_claim_says_nothing_of_the_matter():
    filed = again(2, declined("filed", on=3))
    assert of_matter(case(*CLAIMED), filed)[0] == "claimed_only"


# ---- What must not matter ------------------------------------------------------------------------

TELLING = (
    voted("satisfied"),
    voted("dissatisfied", on=15, by=WANG, party=WANG.actor_id),
    asked("yes"),
    asked("no", on=16),
    carried_out(9, "bridge"),
    carried_out(10, "road"),
    reopened(on=14),
    resolved(ROADS, on=17, resolution_id="anew"),
    asked("no", on=18, resolution_id="anew"),
    assigned(ROADS, on=19, referral_id="assigned-anew"),
    happened(ReviewDecided, CITY, 11, request_id="request-1", outcome="redo"),
    happened(Withdrawn, LI, 21, party=LI.actor_id),
)
OF_NO_ACCOUNT = st.builds(
    lambda made, on: made(on),
    st.sampled_from(
        [
            lambda on: happened(Contacted, ROADS, on, f"c{on}", method="phone", outcome="reached"),
            lambda on: happened(MaterialAdded, LI, on, f"m{on}", party=LI.actor_id),
            lambda on: happened(Urged, LI, on, f"u{on}", party=LI.actor_id),
            lambda on: happened(Classified, BUREAU, on, f"k{on}", flags=("urgent",)),
            lambda on: acted(ROADS, on=on),
        ]
    ),
    st.integers(1, 30),
)
HAPPENED = st.sets(st.integers(0, len(TELLING) - 1)).map(
    lambda chosen: [TELLING[each] for each in sorted(chosen)]
)


def finish_as_told(events, later=()):
    entries = [(1 + place, event) for place, event in enumerate(events)]
    one = case_of(events[0].originator_id, entries, case(*CLAIMED).setting)
    assert one is not None
    return finish_of(one, matter_of([one, *later]))


@settings(deadline=None)
@given(HAPPENED, st.lists(OF_NO_ACCOUNT, max_size=3), st.booleans())
def test_entries_of_another_kind_change_nothing(told, others, came_again):
    later = [again(20)] if came_again else []
    one = case(*CLAIMED, *told)
    more = case(*CLAIMED, *told, *others)

    assert finish_of(one, matter_of([one, *later])) == finish_of(more, matter_of([more, *later]))


@settings(deadline=None)
@given(HAPPENED, st.data(), st.booleans())
def test_the_order_of_recording_changes_nothing(told, data, came_again):
    later = [again(20)] if came_again else []
    events = list(case(*CLAIMED, *told).history)
    shuffled = data.draw(st.permutations(events))
    anew = [
        replace(event, originator_version=place) for place, event in enumerate(shuffled, start=1)
    ]

    assert finish_as_told(anew, later) == finish_as_told(events, later)


def test_the_shipped_policy_asks_every_rule_that_a_finish_state_leaves_out():
    assert POLICIES.dated[-1].rules.keys() >= NOT_OF_THE_RESULT
