from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    LI,
    ROADS,
    accepted,
    acted,
    assigned,
    day,
    happened,
    opinion,
    received,
    referred,
    registered,
    reopened,
    replied,
    reported,
    resolved,
    submitted,
)
from matters_told import OTHER, case, event_of, findings_of
from petition_es.audits.case import Reuse
from petition_es.audits.rules import reused_answer
from petition_es.domain.petition import (
    Contacted,
    Corrected,
    MaterialAdded,
    OpinionCarriedOut,
    OpinionIssued,
    Replied,
    ReviewDecided,
)

ON_ITS_WAY = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS))
SHARE, ELSEWHERE = 0.4, 0.76


def earlier():
    return case(*ON_ITS_WAY, opinion(ROADS, on=6), petition_id=OTHER, first=100)


def coming_again(*between, on=40):
    return case(
        submitted(on=20), registered(on=21), referred(ROADS, on=21), received(ROADS, on=22),
        accepted(ROADS, on=23), *between, opinion(ROADS, on=on),
    )  # fmt: skip


def reuse(later, before, *, share=None, same_matter=True, kind=OpinionIssued):
    first = before.of(OpinionIssued)[0]
    return Reuse(
        later=later.of(kind)[-1].event_id,
        earlier=first.event_id,
        earlier_petition=before.petition_id,
        earlier_position=before.places[first.event_id],
        earlier_at=first.at,
        share=share or (SHARE if same_matter else ELSEWHERE),
        same_matter=same_matter,
    )


def said(*between, **more):
    before, later = earlier(), coming_again(*between)
    return findings_of(reused_answer, before, later, reuses=(reuse(later, before, **more),))


def test_an_answer_that_says_again_what_was_said_before_the_matter_came_again_is_grave():
    before, later = earlier(), coming_again()

    (finding,) = findings_of(reused_answer, before, later, reuses=(reuse(later, before),))

    assert (finding.severity, finding.unit_id) == ("grave", "roads")
    assert finding.args == {"share": 40, "days": 34, "where": "same_matter"}
    assert [proof.event_id for proof in finding.proofs] == [
        event_of(later, OpinionIssued).event_id,
        event_of(before, OpinionIssued).event_id,
    ]


def test_an_answer_that_shares_a_word_less_than_the_threshold_is_another_answer():
    assert said(share=SHARE - 0.01) == []
    assert said(share=SHARE)
    assert said(share=SHARE + 0.01)


def test_in_another_matter_more_has_to_be_shared():
    assert said(share=ELSEWHERE - 0.01, same_matter=False) == []
    assert said(share=ELSEWHERE, same_matter=False)
    assert said(share=ELSEWHERE + 0.01, same_matter=False)


@pytest.mark.parametrize("kind", ["inspection", "hearing", "mediation", "works", "payment"])
def test_the_same_words_after_work_of_ones_own_are_no_finding(kind):
    assert said(acted(ROADS, on=30, kind=kind)) == []


def test_what_was_carried_out_in_between_is_work_as_well():
    done = happened(OpinionCarriedOut, ROADS, 30, opinion_id="opinion-roads")
    assert said(done) == []


def test_work_at_the_moment_of_the_later_answer_counts_and_work_after_it_does_not():
    assert said(acted(ROADS, on=40)) == []
    (finding,) = said(acted(ROADS, on=40.5))
    assert finding.severity == "grave"


def test_work_before_the_earlier_answer_excuses_nothing():
    before = case(
        *ON_ITS_WAY, acted(ROADS, on=5), opinion(ROADS, on=6), petition_id=OTHER, first=100
    )
    later = coming_again()
    assert findings_of(reused_answer, before, later, reuses=(reuse(later, before),))


def test_work_that_is_known_by_its_day_may_have_come_after_the_earlier_answer_of_that_day():
    before = earlier()
    later = coming_again()
    history = [
        replace(event, at_precision="day") if event.TOPIC == "Petition.ActionTaken" else event
        for event in coming_again(acted(ROADS, on=20)).history
    ]
    later = replace(later, history=history)
    same_day = replace(reuse(later, before), earlier_at=day(20.1))

    assert findings_of(reused_answer, before, later, reuses=(same_day,)) == []


def test_somebody_who_was_reached_in_between_makes_it_less_and_an_attempt_does_not():
    reached = happened(Contacted, ROADS, 30, method="phone", outcome="reached")
    tried = happened(Contacted, ROADS, 30, method="phone", outcome="not_reached")

    assert [finding.severity for finding in said(reached)] == ["concern"]
    assert [finding.severity for finding in said(tried)] == ["grave"]


def test_in_another_matter_of_the_unit_it_is_a_concern():
    assert [finding.severity for finding in said(same_matter=False)] == ["concern"]
    assert said(same_matter=False)[0].args["where"] == "same_unit"


def test_in_another_matter_work_on_this_one_counts_whenever_it_was_done():
    before = earlier()
    later = case(*ON_ITS_WAY, acted(ROADS, on=4), opinion(ROADS, on=7))
    told = reuse(later, before, same_matter=False)

    assert findings_of(reused_answer, later, reuses=(told,)) == []


def test_in_another_matter_it_is_no_matter_whether_both_lay_there_together():
    before, later = earlier(), case(*ON_ITS_WAY, opinion(ROADS, on=7))
    told = reuse(later, before, same_matter=False)
    assert [f.severity for f in findings_of(reused_answer, later, reuses=(told,))] == ["concern"]


def test_a_report_that_quotes_the_opinion_of_its_own_round_repeats_nothing():
    one = case(
        submitted(), registered(), assigned(ROADS), received(ROADS), accepted(ROADS),
        opinion(ROADS, on=6), reported(ROADS, on=7, opinion_id="opinion-roads"),
    )  # fmt: skip
    told = reuse(one, one, kind=type(one.history[-1]))

    assert findings_of(reused_answer, one, reuses=(told,)) == []


def test_a_report_that_quotes_an_opinion_from_before_the_assignment_is_grave():
    one = case(
        *ON_ITS_WAY, opinion(ROADS, on=6), resolved(ROADS, on=8),
        assigned(ROADS, on=50, referral_id="anew"), reported(ROADS, on=60, referral_id="anew"),
    )  # fmt: skip
    told = reuse(one, one, kind=type(one.history[-1]))

    assert [f.severity for f in findings_of(reused_answer, one, reuses=(told,))] == ["grave"]


def test_the_same_opinion_after_a_reopening_is_grave():
    one = case(
        *ON_ITS_WAY, opinion(ROADS, on=6), resolved(ROADS, on=8), reopened(on=10),
        opinion(ROADS, on=20, opinion_id="opinion-again"),
    )  # fmt: skip

    assert findings_of(reused_answer, one, reuses=(reuse(one, one),))


@pytest.mark.parametrize(("outcome", "speaks"), [("uphold", False), ("revoke", True)])
def test_a_review_asks_anew_only_where_it_does_not_uphold(outcome, speaks):
    decided = happened(ReviewDecided, BUREAU, 15, request_id="request-1", outcome=outcome)
    one = case(
        *ON_ITS_WAY, opinion(ROADS, on=6), decided, opinion(ROADS, on=20, opinion_id="again")
    )

    assert bool(findings_of(reused_answer, one, reuses=(reuse(one, one),))) is speaks


def test_one_answer_to_two_petitions_that_both_lay_there_is_a_note():
    before, later = earlier(), case(*ON_ITS_WAY, opinion(ROADS, on=7))
    (finding,) = findings_of(reused_answer, before, later, reuses=(reuse(later, before),))
    assert finding.severity == "note"


def test_an_answer_that_answers_nothing_yet_is_not_compared():
    before = earlier()
    later = case(submitted(on=20), registered(on=21), replied(ROADS, on=25, kind="interim"))
    told = reuse(later, before, kind=Replied)
    assert findings_of(reused_answer, before, later, reuses=(told,)) == []


def test_one_answer_is_one_finding_by_the_gravest_of_its_reuses():
    before, later = earlier(), coming_again()
    reuses = (
        reuse(later, before, share=0.99, same_matter=False),
        reuse(later, before, share=0.8),
        reuse(later, before, share=0.9),
    )

    (finding,) = findings_of(reused_answer, before, later, reuses=reuses)

    assert (finding.severity, finding.args["share"]) == ("grave", 90)


def test_an_earlier_answer_that_was_struck_through_is_none():
    before, later = earlier(), coming_again()
    told = reuse(later, before)
    first = before.of(OpinionIssued)[0]
    struck = case(
        *ON_ITS_WAY, opinion(ROADS, on=6),
        happened(
            Corrected, BUREAU, 7, corrected=first.event_id, effect="void", reason="wrong_petition"
        ),
        petition_id=OTHER, first=100,
    )  # fmt: skip

    assert findings_of(reused_answer, struck, later, reuses=(told,)) == []


def test_what_the_petitioner_handed_in_asks_for_nothing_anew_by_itself():
    added = happened(MaterialAdded, LI, 10, party=LI.actor_id)
    one = case(*ON_ITS_WAY, opinion(ROADS, on=6), added, opinion(ROADS, on=20, opinion_id="again"))

    assert findings_of(reused_answer, one, reuses=(reuse(one, one),)) == []
