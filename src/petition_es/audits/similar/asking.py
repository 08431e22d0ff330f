"""Asking about a petition that is in the store: what of it others may be similar to."""

from petition_es.audits.case import Case
from petition_es.audits.links.persons import persons_of
from petition_es.audits.running.seen import category_of, point_of_case, writing_of
from petition_es.audits.similar.retrieving import Asked
from petition_es.audits.texts.prints import Printer


def asked_about(case: Case, printer: Printer) -> Asked:
    """What is asked about a petition; it is not similar to itself."""
    return Asked(
        writing=writing_of(case),
        at=case.began_at,
        persons=persons_of(case, printer.keyed),
        point=point_of_case(case),
        category=category_of(case),
        petition_id=case.petition_id,
    )
