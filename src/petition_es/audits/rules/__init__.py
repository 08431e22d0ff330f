"""The rules of the audits, one file each."""

from petition_es.audits.rule import Rule
from petition_es.audits.rules.batch_closing import batch_closing
from petition_es.audits.rules.claims_unanswered import claims_unanswered
from petition_es.audits.rules.closed_by_forwarder import closed_by_forwarder
from petition_es.audits.rules.complained_again import complained_again
from petition_es.audits.rules.dissatisfied import dissatisfied
from petition_es.audits.rules.evaluated_by_office import evaluated_by_office
from petition_es.audits.rules.irregular_extension import irregular_extension
from petition_es.audits.rules.never_invited import never_invited
from petition_es.audits.rules.no_action import no_action
from petition_es.audits.rules.no_contact import no_contact
from petition_es.audits.rules.no_substance import no_substance
from petition_es.audits.rules.not_carried_out import not_carried_out
from petition_es.audits.rules.not_delivered import not_delivered
from petition_es.audits.rules.ping_pong import ping_pong
from petition_es.audits.rules.procedural_only import procedural_only
from petition_es.audits.rules.repeat import repeat
from petition_es.audits.rules.repeated_referral import repeated_referral
from petition_es.audits.rules.report_on_old_opinion import report_on_old_opinion
from petition_es.audits.rules.reused_answer import reused_answer
from petition_es.audits.rules.simple_misused import simple_misused

RULES: tuple[Rule, ...] = (
    reused_answer,  # F1
    no_action,  # F2
    no_contact,  # F3
    not_delivered,  # F4
    procedural_only,  # F5
    claims_unanswered,  # F6
    not_carried_out,  # F7
    complained_again,  # F8
    ping_pong,  # F9
    closed_by_forwarder,  # F10
    batch_closing,  # F11
    dissatisfied,  # F12
    never_invited,  # F12
    report_on_old_opinion,  # F13
    irregular_extension,  # F14
    evaluated_by_office,  # F15
    simple_misused,  # F16
    repeat,  # R1
    repeated_referral,  # R2
    no_substance,  # W1
)
"""All rules, in the order of their indicators; repeats and words come last."""
