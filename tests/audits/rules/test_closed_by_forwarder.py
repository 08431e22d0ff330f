import pytest

from histories import (
    BUREAU,
    COUNTY,
    ROADS,
    WATER,
    accepted,
    acted,
    happened,
    opinion,
    received,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    returned,
    submitted,
)
from matters_told import by_unknown_unit, case, findings_of, ids, proven_by, struck_through
from petition_es.audits.rules import closed_by_forwarder
from petition_es.domain.petition import ReturnRefused

SENT = (submitted(), registered(), referred(ROADS, on=1), received(ROADS))
OWN_REPLY = replied(BUREAU, on=5)


def closed(by=BUREAU, on=8, reply_id="reply-1"):
    return resolved(by, on=on, opinion_id=None, reply_id=reply_id)


def found(*happenings):
    return findings_of(closed_by_forwarder, case(*happenings))


def test_a_resolution_by_who_only_sent_the_matter_on_is_a_finding():
    (finding,) = found(*SENT, OWN_REPLY, closed())

    assert (finding.unit_id, finding.severity) == ("bureau", "concern")
    assert proven_by(finding) == ids("resolution-bureau", "to-roads", "reply-1")
    assert finding.args == {"referrals": 1}


def test_a_resolution_on_a_reply_that_only_says_so_is_a_finding():
    told = replied(ROADS, kind="forwarding")

    (finding,) = found(submitted(), registered(), told, closed(ROADS))

    assert finding.args == {"referrals": 0}


@pytest.mark.parametrize("kind", ["final", "unknown"])
def test_who_closes_what_the_receiver_answered_has_waited_for_it(kind):
    assert found(*SENT, replied(ROADS, kind=kind), closed()) == []


def test_the_receiver_may_have_sent_it_on_to_who_answered():
    further = (referred(WATER, ROADS, on=3), replied(WATER), closed())

    assert found(*SENT, *further) == []


def test_an_interim_reply_of_the_receiver_is_no_answer():
    interim = replied(ROADS, reply_id="interim", kind="interim")

    assert found(*SENT, interim, OWN_REPLY, closed())


def test_an_answer_that_came_in_the_end_clears_it():
    later = replied(ROADS, on=20, reply_id="later")

    assert found(*SENT, OWN_REPLY, closed(), later) == []


def test_an_answer_from_before_the_sending_is_not_the_receivers():
    early = (submitted(), registered(), replied(COUNTY, on=1, reply_id="early"))

    assert found(*early, referred(ROADS, on=2), OWN_REPLY, closed())


def test_an_answer_that_was_struck_through_was_none():
    struck = (replied(ROADS), closed(), struck_through("reply-1"))

    assert found(*SENT, *struck)


@pytest.mark.parametrize(
    "work",
    [acted(BUREAU), opinion(BUREAU), accepted(BUREAU, on=1.5)],
    ids=["action", "opinion", "acceptance"],
)
def test_who_handled_the_matter_itself_may_close_it(work):
    assert found(*SENT, work, OWN_REPLY, closed()) == []


def test_a_procedural_acceptance_is_no_handling():
    assert found(*SENT, accepted(BUREAU, kind="procedural"), OWN_REPLY, closed())


def test_a_copy_is_for_reading_and_sends_nothing_on():
    copied = (submitted(), registered(), referred(ROADS, part="copy"))

    assert found(*copied, OWN_REPLY, closed()) == []


def test_what_came_back_was_not_sent_on_unless_the_return_was_refused():
    back = (*SENT, returned(ROADS))
    refused = happened(ReturnRefused, BUREAU, 4, "refused", (), referral_id="to-roads")

    assert found(*back, OWN_REPLY, closed()) == []
    assert found(*back, refused, OWN_REPLY, closed())


def test_who_sends_on_after_the_resolution_closed_it_before():
    direct = (submitted(), registered(), OWN_REPLY, closed(), referred(ROADS, on=9))

    assert found(*direct) == []


def test_the_answer_of_a_round_that_was_undone_is_not_the_receivers_any_more():
    first = (*SENT, replied(ROADS), closed(), reopened(on=10, resolution_id="resolution-bureau"))
    again = resolved(BUREAU, on=12, resolution_id="again", opinion_id=None, reply_id="reply-1")

    (finding,) = found(*first, again)

    assert proven_by(finding)[0] == ids("again")[0]


def test_of_a_resolution_by_nobody_known_nothing_is_said():
    assert found(*SENT, OWN_REPLY, by_unknown_unit(closed())) == []
