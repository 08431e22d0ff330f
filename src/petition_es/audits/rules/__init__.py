"""The rules of the audits, one file each."""

from petition_es.audits.rule import Rule
from petition_es.audits.rules.batch_closing import batch_closing
from petition_es.audits.rules.complained_again import complained_again
from petition_es.audits.rules.evaluated_by_office import evaluated_by_office
from petition_es.audits.rules.irregular_extension import irregular_extension
from petition_es.audits.rules.no_contact import no_contact
from petition_es.audits.rules.ping_pong import ping_pong
from petition_es.audits.rules.repeat import repeat
from petition_es.audits.rules.repeated_referral import repeated_referral
from petition_es.audits.rules.report_on_old_opinion import report_on_old_opinion
from petition_es.audits.rules.reused_answer import reused_answer
from petition_es.audits.rules.simple_misused import simple_misused

RULES: tuple[Rule, ...] = (
    reused_answer,
    no_contact,
    complained_again,
    ping_pong,
    batch_closing,
    report_on_old_opinion,
    irregular_extension,
    evaluated_by_office,
    simple_misused,
    repeat,
    repeated_referral,
)
"""All rules, in the order of their indicators; what concerns repeats comes last."""
