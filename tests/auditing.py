"""Audits of whole houses, for the tests of the doors that show what was found."""

from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.whole import Outcome, audit
from petition_es.bootstrap import House


def audit_all(house: House) -> Outcome:
    """Audit a house as it stands, as `petition-es audit run` does."""
    asked, petitions = audit_of(house.store, house.law, house.clock(), home=house.settings.home)
    return audit(asked, petitions)
