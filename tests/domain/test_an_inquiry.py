"""An inquiry (核查): what auditors judge of a finding, and what they are refused."""

from uuid import uuid4

import pytest

from histories import entry, named
from people_and_days import BUREAU, LI, PETITION_ID
from petition_es.domain.entry import Actor
from petition_es.domain.inquiry import (
    Confirmed,
    Dismissed,
    Inquiry,
    Opened,
    Reopened,
    SeenFinding,
)
from petition_es.domain.refusals import (
    DismissedWithoutReason,
    InquiryAlreadyOpen,
    InquiryDecided,
    InquiryNotDecided,
    JudgedByAuditors,
)
from petition_es.domain.sealed import Sealed

AUDITOR = Actor(actor_id="auditor-1", role="auditor")
FINDING = SeenFinding(
    finding_id=named("finding"),
    petition_id=PETITION_ID,
    rule="reused_answer",
    rule_version=3,
    deciding=named("opinion"),
)
WHY = Sealed("已按新号办结。")
JUDGEMENTS = ("open", "confirm", "dismiss", "reopen")


@pytest.fixture
def inquiry():
    return Inquiry(FINDING.finding_id)


def judge(inquiry, *judgements, by=AUDITOR):
    for on, judgement in enumerate(judgements):
        getattr(inquiry, judgement)(entry(by, on=on), FINDING, WHY)
    return inquiry


@pytest.mark.parametrize(
    ("judgements", "state", "steps"),
    [
        ((), "not_opened", []),
        (("open",), "open", [Opened]),
        (("open", "confirm"), "confirmed", [Opened, Confirmed]),
        (("open", "dismiss"), "dismissed", [Opened, Dismissed]),
        (("confirm",), "confirmed", [Confirmed]),
        (("dismiss",), "dismissed", [Dismissed]),
        (("dismiss", "reopen"), "open", [Dismissed, Reopened]),
        (("confirm", "reopen", "dismiss"), "dismissed", [Confirmed, Reopened, Dismissed]),
    ],
)
def test_a_finding_is_looked_into_and_judged(inquiry, judgements, state, steps):
    judge(inquiry, *judgements)
    assert inquiry.state == state
    assert [type(step) for step in inquiry.steps] == steps


def test_a_judgement_says_which_rule_at_which_event_it_judged(inquiry):
    judge(inquiry, "confirm")
    (confirmed,) = inquiry.collect_events()
    assert confirmed.originator_id == FINDING.finding_id
    assert (confirmed.petition_id, confirmed.rule) == (PETITION_ID, "reused_answer")
    assert (confirmed.rule_version, confirmed.deciding) == (3, named("opinion"))
    assert confirmed.reason.reveal() == "已按新号办结。"


@pytest.mark.parametrize("by", [LI, BUREAU, Actor(actor_id="steward", role="steward")])
@pytest.mark.parametrize("judgement", JUDGEMENTS)
def test_nobody_but_an_auditor_judges(inquiry, judgement, by):
    with pytest.raises(JudgedByAuditors):
        judge(inquiry, judgement, by=by)
    assert inquiry.collect_events() == []


def test_an_inquiry_is_opened_once(inquiry):
    judge(inquiry, "open")
    with pytest.raises(InquiryAlreadyOpen):
        judge(inquiry, "open")


@pytest.mark.parametrize("decision", ["confirm", "dismiss"])
@pytest.mark.parametrize("again", ["open", "confirm", "dismiss"])
def test_what_was_decided_stays_decided_until_it_is_reopened(inquiry, decision, again):
    judge(inquiry, decision)
    with pytest.raises(InquiryDecided):
        judge(inquiry, again)
    judge(inquiry, "reopen", "dismiss")
    assert inquiry.state == "dismissed"


@pytest.mark.parametrize("judgements", [(), ("open",)])
def test_only_what_was_decided_is_reopened(inquiry, judgements):
    judge(inquiry, *judgements)
    with pytest.raises(InquiryNotDecided):
        judge(inquiry, "reopen")


@pytest.mark.parametrize("reason", [None, Sealed(""), Sealed(" \n")])
def test_whoever_dismisses_says_why(inquiry, reason):
    with pytest.raises(DismissedWithoutReason):
        inquiry.dismiss(entry(AUDITOR, on=1), FINDING, reason)
    assert inquiry.state == "not_opened"


def test_an_inquiry_is_replayed_from_its_steps(inquiry):
    events = judge(inquiry, "open", "confirm", "reopen").collect_events()
    again = Inquiry.replay(None, events)
    assert (again.id, again.state, again.steps) == (inquiry.id, "open", tuple(events))
    assert Inquiry(uuid4()).steps == ()
