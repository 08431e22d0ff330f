"""The rules of the audits, one file each."""

from petition_es.audits.rule import Rule
from petition_es.audits.rules.claims_unanswered import claims_unanswered
from petition_es.audits.rules.closed_by_forwarder import closed_by_forwarder
from petition_es.audits.rules.dissatisfied import dissatisfied
from petition_es.audits.rules.never_invited import never_invited
from petition_es.audits.rules.no_action import no_action
from petition_es.audits.rules.no_contact import no_contact
from petition_es.audits.rules.no_substance import no_substance
from petition_es.audits.rules.not_carried_out import not_carried_out
from petition_es.audits.rules.not_delivered import not_delivered
from petition_es.audits.rules.procedural_only import procedural_only

RULES: tuple[Rule, ...] = (
    no_action,  # F2
    no_contact,  # F3
    not_delivered,  # F4
    procedural_only,  # F5
    claims_unanswered,  # F6
    not_carried_out,  # F7
    closed_by_forwarder,  # F10
    dissatisfied,  # F12
    never_invited,  # F12
    no_substance,  # W1
)
"""All rules, in the order of their indicators."""
