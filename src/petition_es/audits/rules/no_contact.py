"""F3: an opinion was issued, and nobody had reached the petitioner before."""

from collections.abc import Iterator

from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Contacted, OpinionIssued


@rule("no_contact", indicator="F3", speaks_at=(OpinionIssued,))
def no_contact(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at the first opinion where no contact reached the petitioner (初次信访办理联系率).

    Whoever reached whom is no matter; an attempt that failed is no contact, but is told.
    """
    opinion = case.first(OpinionIssued)
    if opinion is None:
        return
    contacts = [each for each in case.of(Contacted) if each.at <= opinion.at]
    if any(each.outcome == "reached" for each in contacts):
        return
    yield Suspicion(
        deciding=opinion.event_id,
        at=opinion.at,
        unit_id=opinion.acting_unit,
        severity="note",
        evidence=tuple(each.event_id for each in contacts),
        args={"attempts": len(contacts)},
    )
