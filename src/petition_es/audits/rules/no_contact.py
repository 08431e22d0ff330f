"""F3: an opinion was issued, and nobody had reached the petitioner before."""

from collections.abc import Iterator

from petition_es.audits.answers import ids_of, is_decision
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Contacted, OpinionIssued, Registered
from petition_es.domain.petition.order import clearly_before


@rule("no_contact", indicator="F3", speaks_at=(OpinionIssued,))
def no_contact(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at the first opinion where no contact reached the petitioner (初次信访办理联系率).

    Whoever reached whom is no matter; an attempt that failed is no contact, but is told. A contact
    that may have come before counts: one of the same day, or of a time that is not known. Who
    stayed anonymous cannot be reached.
    """
    opinion = next(filter(is_decision, case.of(OpinionIssued)), None)
    if opinion is None or any(e.anonymity == "anonymous" for e in case.of(Registered)):
        return
    contacts = [each for each in case.of(Contacted) if not clearly_before(opinion, each)]
    if any(each.outcome == "reached" for each in contacts):
        return
    yield Suspicion(
        deciding=opinion.event_id,
        at=opinion.at,
        unit_id=opinion.acting_unit,
        severity="note",
        evidence=ids_of(contacts),
        args={"attempts": len(contacts)},
    )
