from histories import ROADS, accepted, happened, opinion, received, referred, registered, submitted
from matters_told import case, event_of, findings_of
from petition_es.audits.rules import no_contact
from petition_es.domain.petition import Contacted, OpinionIssued

ON_ITS_WAY = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS))


def contacted(on: float, outcome: str = "reached"):
    return happened(Contacted, ROADS, on, f"contact-{on}", method="phone", outcome=outcome)


def test_an_opinion_without_any_contact_is_a_finding():
    silent = case(*ON_ITS_WAY, opinion(ROADS, on=6))

    (finding,) = findings_of(no_contact, silent)

    assert finding.rule == "no_contact"
    assert finding.unit_id == "roads"
    assert finding.proofs[0].event_id == event_of(silent, OpinionIssued).event_id
    assert finding.args == {"attempts": 0}


def test_somebody_who_was_reached_at_the_moment_of_the_opinion_was_contacted():
    assert findings_of(no_contact, case(*ON_ITS_WAY, contacted(6), opinion(ROADS, on=6))) == []


def test_contact_after_the_opinion_comes_too_late():
    assert findings_of(no_contact, case(*ON_ITS_WAY, opinion(ROADS, on=6), contacted(6.5)))


def test_an_attempt_that_reached_nobody_is_told_but_is_no_contact():
    tried = case(*ON_ITS_WAY, contacted(5, "not_reached"), opinion(ROADS, on=6))

    (finding,) = findings_of(no_contact, tried)

    assert finding.args == {"attempts": 1}
    assert len(finding.proofs) == 2


def test_a_petition_without_an_opinion_is_not_asked():
    assert findings_of(no_contact, case(*ON_ITS_WAY)) == []
