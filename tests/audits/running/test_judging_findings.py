"""What auditors judge of findings: attached to them whatever audit is made, and to nothing else."""

from datetime import timedelta

import pytest
from answered import answered, ids, listed

from fakes import StoppedClock
from histories import LI
from people_and_days import BUREAU, day
from petition_es.audits.inquiring import inquiries_of
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.shown import Wanted, count, of_the_last
from petition_es.audits.running.whole import audit
from petition_es.bootstrap import put_together
from petition_es.domain.entry import Actor
from petition_es.domain.refusals import (
    DismissedWithoutReason,
    InquiryDecided,
    JudgedByAuditors,
    NoSuchFinding,
)
from petition_es.settings import Settings
from petition_es.store.faults import WordsErased

AUDITOR = Actor(actor_id="auditor-1", role="auditor")
WHY = "已核实：养护队当天到过现场。"


@pytest.fixture
def clock():
    return StoppedClock(day(300))


@pytest.fixture
def house(store, tmp_path, clock):
    """A house in which three petitions were answered, and audited."""
    made = put_together(Settings(home=tmp_path), store, clock)
    for serial in (1, 2, 3):
        store.append(answered(serial, on=10 * serial)[1])
    audited(made)
    return made


def audited(house):
    asked, petitions = audit_of(house.store, house.law, day(300), home=house.settings.home)
    audit(asked, petitions)
    return house


def state(house, finding, known_by=None):
    return inquiries_of(house.store, [finding], known_by)[finding].state


def test_a_judgement_is_recorded_beside_the_petition_and_never_in_it(house):
    (finding, *_) = listed(house)
    before = house.store.load(finding.petition_id)
    inquiry, position = house.inquiries.judge(finding.finding_id, "dismiss", AUDITOR, WHY)
    assert house.store.load(finding.petition_id) == before
    assert position == house.store.last_position()
    (step,) = house.store.load(finding.finding_id)
    assert inquiry.state == state(house, finding.finding_id) == "dismissed"
    assert (step.petition_id, step.rule) == (finding.petition_id, "no_contact")
    assert (step.rule_version, step.deciding) == (
        finding.rule_version,
        finding.proofs[0].event_id,
    )


def test_an_audit_made_anew_finds_it_attached(house):
    first, second, _ = ids(listed(house))
    house.inquiries.judge(first, "confirm", AUDITOR)
    house.inquiries.judge(second, "open", AUDITOR)
    house.store.append(answered(4, on=50)[1])
    found = ids(listed(audited(house)))
    assert [state(house, each) for each in found] == [
        "not_opened", "confirmed", "open", "not_opened",
    ]  # fmt: skip


def test_findings_are_listed_by_how_far_auditors_are(house):
    first, second, third = ids(listed(house))
    house.inquiries.judge(first, "confirm", AUDITOR)
    house.inquiries.judge(second, "dismiss", AUDITOR, WHY)
    house.inquiries.judge(second, "reopen", AUDITOR)
    assert ids(listed(house, states=["confirmed"])) == [first]
    assert ids(listed(house, states=["open"])) == [second]
    assert ids(listed(house, states=["dismissed"])) == []
    assert ids(listed(house, states=["not_opened"])) == [third]
    assert ids(listed(house, states=["not_opened", "confirmed"])) == [first, third]
    assert ids(listed(house, states=["not_opened", "open", "confirmed"])) == [first, second, third]


def test_what_was_judged_later_was_not_known_before(house, clock):
    (finding, *_) = ids(listed(house))
    house.inquiries.judge(finding, "open", AUDITOR)
    opened = clock()
    clock.advance(days=5)
    house.inquiries.judge(finding, "confirm", AUDITOR)
    assert state(house, finding, opened) == "open"
    assert state(house, finding, opened - timedelta(days=1)) == "not_opened"
    assert ids(listed(house, states=["open"], known_by=opened)) == [finding]
    assert ids(listed(house, states=["open"])) == []


def test_the_pages_of_a_list_put_together_are_the_list(house):
    whole = listed(house)
    pages, after = [], None
    while page := listed(house, limit=1, after=after):
        pages += page
        after = (page[-1].arose_at, page[-1].finding_id)
    assert pages == whole


def test_erasing_the_petitioner_leaves_no_word_of_the_reason(house):
    (finding, *_) = ids(listed(house))
    house.inquiries.judge(finding, "dismiss", AUDITOR, WHY)
    house.store.erase(LI.actor_id, day(301))
    (step,) = inquiries_of(house.store, [finding])[finding].steps
    assert step.reason.is_erased
    assert state(house, finding) == "dismissed"
    with pytest.raises(WordsErased):
        house.inquiries.judge(finding, "reopen", AUDITOR, WHY)
    assert house.inquiries.judge(finding, "reopen", AUDITOR)[0].state == "open"


def test_what_no_audit_shows_is_not_judged(house):
    with pytest.raises(NoSuchFinding):
        house.inquiries.judge(house.store.scan()[0][1].event_id, "open", AUDITOR)


def test_the_refusals_of_the_domain_hold_here(house):
    (finding, *_) = ids(listed(house))
    with pytest.raises(JudgedByAuditors):
        house.inquiries.judge(finding, "confirm", BUREAU)
    with pytest.raises(DismissedWithoutReason):
        house.inquiries.judge(finding, "dismiss", AUDITOR, "  ")
    house.inquiries.judge(finding, "confirm", AUDITOR)
    with pytest.raises(InquiryDecided):
        house.inquiries.judge(finding, "dismiss", AUDITOR, WHY)


def test_nothing_is_counted_where_nothing_was_audited(store):
    assert of_the_last(store.address, lambda c, build: count(c, build, Wanted())) is None


def test_who_looks_while_the_next_audit_is_shown_is_told_of_that_one(house):
    """The tables of the one before are gone at that moment."""
    asked = []

    def look(connection, build):
        asked.append(build)
        if len(asked) == 1:
            audited(house)
        return count(connection, build, Wanted())

    assert of_the_last(house.store.address, look)
    assert len(asked) == 2
