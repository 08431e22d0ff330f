"""Whatever was recorded, and however it was corrected: the rules answer, and can say why."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from happenings import opinion, resolved
from matters_told import ACCEPTED, KNOWN_OFFICES, OTHER, POLICIES, case, setting
from people_and_days import NAMES, ROADS, day
from petition_es.audits.case import Case, case_of, matter_of
from petition_es.audits.finding import Finding
from petition_es.audits.judging import judge
from petition_es.audits.rules import RULES
from petition_es.domain.petition import PetitionEvent
from petition_es.messages import LANGUAGES, say
from random_histories import histories

NOW = day(400)

OF_MATTERS = {"reused_answer", "complained_again", "repeat", "repeated_referral"}
"""Rules that look at the other petitions of the matter."""


def read(recorded: list[PetitionEvent], now: datetime = NOW) -> Case:
    entries = list(enumerate(recorded, 1))
    made = case_of(NAMES, entries, setting(offices=KNOWN_OFFICES, now=now))
    assert made is not None
    return made


def found(*cases: Case) -> list[Finding]:
    return judge(matter_of(cases), RULES, POLICIES)


@given(histories())
def test_every_finding_can_be_told_and_is_proven_by_what_stands(recorded):
    petition = read(recorded)

    for finding in found(petition):
        assert all(say(f"finding.{finding.rule}", each, **finding.args) for each in LANGUAGES)
        assert {proof.event_id for proof in finding.proofs} <= petition.places.keys()
        assert finding.proofs[0].petition_id == petition.petition_id


@given(histories())
def test_no_two_findings_are_the_same(recorded):
    names = [finding.finding_id for finding in found(read(recorded))]

    assert len(set(names)) == len(names)


@given(histories(), st.integers(0, 120))
def test_time_alone_adds_findings_and_takes_none(recorded, days):
    then = day(days)
    early, late = found(read(recorded, then)), found(read(recorded))

    lapsed = {"not_delivered", "not_carried_out", "never_invited"}
    assert early == [f for f in late if f.arose_at <= then or f.rule not in lapsed]


@given(histories())
def test_another_petition_of_the_matter_changes_no_finding_about_this_one(recorded):
    other = case(*ACCEPTED, opinion(ROADS), resolved(ROADS), petition_id=OTHER, first=1000)
    petition = read(recorded)

    alone = {f.finding_id: f.args for f in found(petition) if f.rule not in OF_MATTERS}
    both = found(petition, other)
    beside = {
        f.finding_id: f.args for f in both if f.petition_id == NAMES and f.rule not in OF_MATTERS
    }

    assert alone == beside
