"""The rules of the audits, one file each."""

from petition_es.audits.rule import Rule
from petition_es.audits.rules.no_contact import no_contact

RULES: tuple[Rule, ...] = (no_contact,)
"""All rules, in the order of their indicators."""
