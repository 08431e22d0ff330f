from histories import (
    LI,
    ROADS,
    WATER,
    acted,
    claims_recorded,
    happened,
    opinion,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    submitted,
)
from matters_told import ACCEPTED, case, findings_of, ids, proven_by, struck_through
from petition_es.audits.rules import claims_unanswered
from petition_es.domain.petition import ClaimsRecorded, Withdrawn

ASKED = (*ACCEPTED, claims_recorded("bridge", "road"), acted(ROADS))
HALF = (*ASKED, opinion(ROADS, answers={"bridge": "support"}))


def withdrawn(*claim_ids, on=5):
    return happened(
        Withdrawn, LI, on, "withdrawn",
        party=LI.actor_id, scope="claims", claim_ids=claim_ids,
    )  # fmt: skip


def test_a_claim_without_an_answer_is_a_finding_when_resolved():
    (finding,) = findings_of(claims_unanswered, case(*HALF, resolved(ROADS)))

    assert (finding.unit_id, finding.severity) == ("roads", "concern")
    assert proven_by(finding) == ids("resolution-roads", "claims", "opinion-roads")
    assert finding.args == {"claims": 2, "unanswered": 1}


def test_nothing_is_said_before_the_resolution():
    assert findings_of(claims_unanswered, case(*HALF)) == []


def test_a_part_that_was_resolved_is_not_the_whole():
    assert findings_of(claims_unanswered, case(*HALF, resolved(ROADS, scope="unit"))) == []


def test_every_claim_answered_is_none_left_whatever_the_stance():
    full = opinion(ROADS, answers={"bridge": "support", "road": "not_support"})

    assert findings_of(claims_unanswered, case(*ASKED, full, resolved(ROADS))) == []


def test_two_units_may_answer_a_claim_each():
    other = opinion(WATER, on=7, answers={"road": "explain"})

    assert findings_of(claims_unanswered, case(*HALF, other, resolved(ROADS))) == []


def test_an_answer_that_was_superseded_answers_no_more():
    full = opinion(ROADS, answers={"bridge": "support", "road": "support"})
    newer = opinion(
        ROADS, on=7, opinion_id="newer", supersedes="opinion-roads", answers={"bridge": "support"}
    )

    assert findings_of(claims_unanswered, case(*ASKED, full, newer, resolved(ROADS)))


def test_an_answer_that_was_given_in_the_end_clears_it():
    later = opinion(ROADS, on=20, opinion_id="later", answers={"road": "explain"})

    assert findings_of(claims_unanswered, case(*HALF, resolved(ROADS), later)) == []


def test_a_claim_that_was_withdrawn_needs_no_answer():
    assert findings_of(claims_unanswered, case(*HALF, withdrawn("road"), resolved(ROADS))) == []
    after = withdrawn("road", on=20)
    assert findings_of(claims_unanswered, case(*HALF, resolved(ROADS), after)) == []


def test_a_withdrawal_that_was_struck_through_leaves_the_claim_standing():
    struck = (withdrawn("road"), resolved(ROADS), struck_through("withdrawn"))

    assert findings_of(claims_unanswered, case(*HALF, *struck))


def test_a_claim_that_was_said_anew_takes_the_place_of_all_before():
    claims = claims_recorded("bridge").content["claims"]
    amended = happened(ClaimsRecorded, ROADS, 5, "amended", claims=claims, amends=True)

    assert findings_of(claims_unanswered, case(*HALF, amended, resolved(ROADS))) == []


def test_a_claim_that_came_after_the_resolution_is_not_its_concern():
    later = claims_recorded("lamp", on=12)
    full = opinion(ROADS, answers={"bridge": "support", "road": "support"})
    asked = (*ACCEPTED, claims_recorded("bridge", "road"), full, resolved(ROADS))

    assert findings_of(claims_unanswered, case(*asked, _called(later, "later-claims"))) == []


def test_an_opinion_that_names_no_claim_answers_them_all():
    assert findings_of(claims_unanswered, case(*ASKED, opinion(ROADS), resolved(ROADS))) == []


def test_where_there_is_only_a_reply_nothing_is_said():
    by_reply = (submitted(), registered(), claims_recorded("bridge"), referred(ROADS))
    closed = resolved(ROADS, opinion_id=None, reply_id="reply-1")

    assert findings_of(claims_unanswered, case(*by_reply, replied(ROADS), closed)) == []


def test_a_resolution_that_was_taken_back_is_not_asked():
    assert findings_of(claims_unanswered, case(*HALF, resolved(ROADS), reopened(on=10))) == []


def _called(happening, label):
    return happened(
        happening.event_class, happening.actor, happening.on, label, **happening.content
    )
