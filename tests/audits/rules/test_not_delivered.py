import pytest

from histories import (
    BUREAU,
    ROADS,
    acted,
    delivered,
    happened,
    opinion,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    submitted,
)
from matters_told import (
    ACCEPTED,
    SECOND,
    at_unknown_time,
    case,
    findings_of,
    ids,
    over,
    proven_by,
    struck_through,
)
from petition_es.audits.rules import not_delivered
from petition_es.domain.petition import Delivered

ANSWERED = (*ACCEPTED, acted(ROADS), opinion(ROADS))
RESOLVED = (*ANSWERED, resolved(ROADS, on=8))
BY_REPLY = (submitted(), registered(), referred(ROADS), replied(ROADS))


def tried(on: float, result: str = "failed", document: str = "opinion-roads", kind="opinion"):
    return happened(
        Delivered, ROADS, on, f"tried-{on}", (document,),
        document_kind=kind, document=document, method="post", result=result,
    )  # fmt: skip


def test_an_opinion_that_was_never_delivered_is_a_finding():
    (finding,) = findings_of(not_delivered, case(*RESOLVED))

    assert (finding.unit_id, finding.severity) == ("roads", "concern")
    assert finding.arose_at == over(8 + 15)
    assert proven_by(finding) == ids("resolution-roads", "opinion-roads")
    assert finding.args == {"days": 15, "attempts": 0}


def test_nothing_is_said_until_the_fifteenth_day_is_over():
    assert findings_of(not_delivered, case(*RESOLVED, now=over(8 + 14))) == []
    assert findings_of(not_delivered, case(*RESOLVED, now=over(8 + 15) - SECOND)) == []
    assert findings_of(not_delivered, case(*RESOLVED, now=over(8 + 15)))


def test_an_opinion_that_was_delivered_in_the_end_clears_it():
    assert findings_of(not_delivered, case(*RESOLVED, delivered(ROADS, on=90))) == []


@pytest.mark.parametrize("result", ["signed", "refused"])
def test_who_was_reached_and_refused_to_sign_was_reached(result):
    assert findings_of(not_delivered, case(*RESOLVED, tried(9, result))) == []


def test_a_delivery_that_failed_and_was_not_tried_again_is_told():
    (finding,) = findings_of(not_delivered, case(*RESOLVED, tried(9)))

    assert finding.severity == "concern"
    assert finding.args == {"days": 15, "attempts": 1}
    assert proven_by(finding)[-1:] == ids("tried-9")


def test_a_delivery_that_failed_twice_is_a_note():
    (finding,) = findings_of(not_delivered, case(*RESOLVED, tried(9), tried(10)))

    assert finding.severity == "note"


def test_a_delivery_that_failed_and_then_succeeded_is_one():
    assert findings_of(not_delivered, case(*RESOLVED, tried(9), tried(10, "signed"))) == []


def test_another_document_that_was_delivered_is_not_the_answer():
    assert findings_of(not_delivered, case(*RESOLVED, tried(9, "signed", "else", "acceptance")))


def test_the_opinion_that_took_its_place_may_be_delivered_instead():
    newer = opinion(ROADS, on=9, opinion_id="newer", supersedes="opinion-roads")

    assert findings_of(not_delivered, case(*RESOLVED, newer, tried(10, "signed", "newer"))) == []


def test_a_delivery_that_was_struck_through_was_none():
    struck = struck_through("opinion-roads-delivered")

    assert findings_of(not_delivered, case(*ANSWERED, delivered(ROADS), resolved(ROADS), struck))


def test_a_resolution_that_was_taken_back_is_not_asked():
    assert findings_of(not_delivered, case(*RESOLVED, reopened(on=10))) == []


def test_a_resolution_at_a_time_that_nobody_knows_is_not_asked():
    assert findings_of(not_delivered, case(*ANSWERED, at_unknown_time(resolved(ROADS)))) == []


def test_a_resolution_whose_answer_the_record_does_not_hold_is_not_asked():
    bare = resolved(ROADS, opinion_id=None)

    assert findings_of(not_delivered, case(*ACCEPTED, bare)) == []


def test_one_answer_that_two_resolutions_rest_on_is_told_once():
    both = (resolved(ROADS, scope="unit"), resolved(BUREAU, on=9, opinion_id="opinion-roads"))

    assert len(findings_of(not_delivered, case(*ANSWERED, *both))) == 1


def test_a_reply_is_shown_under_its_number_and_needs_no_delivery():
    by_reply = resolved(ROADS, opinion_id=None, reply_id="reply-1")

    assert findings_of(not_delivered, case(*BY_REPLY, by_reply)) == []


def test_a_reply_whose_delivery_failed_did_not_arrive():
    by_reply = resolved(ROADS, opinion_id=None, reply_id="reply-1")
    failed = tried(7, document="reply-1", kind="reply")

    assert findings_of(not_delivered, case(*BY_REPLY, failed, by_reply))


def test_who_stayed_anonymous_has_no_address():
    nameless = (submitted(), registered(anonymity="anonymous"), *RESOLVED[2:])

    assert findings_of(not_delivered, case(*nameless)) == []
