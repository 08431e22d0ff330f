"""Audits of whole houses, for the tests of the doors that show what was found."""

from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.whole import Outcome, audit
from petition_es.bootstrap import House
from seen_petitions import keep_seen


def audit_all(house: House) -> Outcome:
    """Audit a house as it stands, as `petition-es audit run` does."""
    asked, petitions = audit_of(house.store, house.law, house.clock(), home=house.settings.home)
    outcome = audit(asked, petitions)
    keep_seen(house.store, house.law, house.clock(), house.settings.home)
    return outcome
