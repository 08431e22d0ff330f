from histories import ROADS, opinion, registered, submitted
from matters_told import (
    ACCEPTED,
    at_unknown_time,
    case,
    contacted,
    event_of,
    findings_of,
    known_by_day,
    struck_through,
)
from petition_es.audits.rules import no_contact
from petition_es.domain.petition import OpinionIssued


def test_an_opinion_without_any_contact_is_a_finding():
    silent = case(*ACCEPTED, opinion(ROADS, on=6))

    (finding,) = findings_of(no_contact, silent)

    assert finding.rule == "no_contact"
    assert finding.unit_id == "roads"
    assert finding.proofs[0].event_id == event_of(silent, OpinionIssued).event_id
    assert finding.args == {"attempts": 0}


def test_somebody_who_was_reached_at_the_moment_of_the_opinion_was_contacted():
    assert findings_of(no_contact, case(*ACCEPTED, contacted(6), opinion(ROADS, on=6))) == []


def test_contact_after_the_opinion_comes_too_late():
    assert findings_of(no_contact, case(*ACCEPTED, opinion(ROADS, on=6), contacted(6.5)))


def test_contact_on_the_day_of_the_opinion_counts_where_only_the_day_is_known():
    same_day = known_by_day(contacted(6.2))

    assert findings_of(no_contact, case(*ACCEPTED, opinion(ROADS, on=6), same_day)) == []


def test_contact_at_a_time_that_nobody_knows_may_have_come_before():
    sometime = at_unknown_time(contacted(9))

    assert findings_of(no_contact, case(*ACCEPTED, opinion(ROADS, on=6), sometime)) == []


def test_an_attempt_that_reached_nobody_is_told_but_is_no_contact():
    tried = case(*ACCEPTED, contacted(5, "not_reached"), opinion(ROADS, on=6))

    (finding,) = findings_of(no_contact, tried)

    assert finding.args == {"attempts": 1}
    assert len(finding.proofs) == 2


def test_a_contact_that_was_struck_through_was_none():
    assert findings_of(
        no_contact,
        case(*ACCEPTED, contacted(5), opinion(ROADS, on=6), struck_through("contact-5")),
    )


def test_the_opinion_of_a_higher_organ_needs_no_contact_of_its_own():
    reviewed = case(*ACCEPTED, opinion(ROADS, on=6, round="review"))

    assert findings_of(no_contact, reviewed) == []


def test_who_stayed_anonymous_cannot_be_reached():
    _, _, *way = ACCEPTED
    nameless = (submitted(), registered(anonymity="anonymous"), *way)

    assert findings_of(no_contact, case(*nameless, opinion(ROADS, on=6))) == []


def test_a_petition_without_an_opinion_is_not_asked():
    assert findings_of(no_contact, case(*ACCEPTED)) == []
