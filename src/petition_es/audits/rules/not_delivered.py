"""F4: resolved, and the answer that it rests on never reached the petitioner."""

from collections.abc import Iterator
from uuid import UUID

from petition_es.audits.answers import (
    Answer,
    behind,
    deliveries,
    has_arrived,
    ids_of,
    with_successors,
)
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.lapse import lapsed_at
from petition_es.audits.reopening import standing_resolutions
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Delivered, OpinionIssued, Registered, Resolved


@rule("not_delivered", indicator="F4", speaks_at=(Resolved,))
def not_delivered(case: Case, _: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak some days after a resolution whose answer was not delivered (2005 a32, 送达不规范).

    An opinion has to be delivered. A reply is shown under the petition's number: of it only a
    delivery that was tried and failed is told. Who stayed anonymous has no address.
    """
    if any(e.anonymity == "anonymous" for e in case.of(Registered)):
        return
    told: set[UUID] = set()
    for resolution in standing_resolutions(case):
        answer, at = behind(case, resolution), lapsed_at(resolution, thresholds["days"])
        if answer is None or at is None or at > case.setting.now or answer.event_id in told:
            continue
        told.add(answer.event_id)
        tried = _tried(case, answer)
        is_owed = isinstance(answer, OpinionIssued) or bool(tried)
        if is_owed and not any(map(has_arrived, tried)):
            yield Suspicion(
                deciding=resolution.event_id,
                at=at,
                unit_id=answer.acting_unit,
                severity=_severity(tried),
                evidence=(answer.event_id, *ids_of(tried)),
                args={"days": thresholds["days"], "attempts": len(tried)},
            )


def _severity(tried: list[Delivered]) -> Severity:
    """Who tried twice knows of it, and has the public notice left."""
    return "note" if len(tried) > 1 else "concern"


def _tried(case: Case, answer: Answer) -> list[Delivered]:
    """What was tried to deliver of an answer, or of what took its place."""
    if isinstance(answer, OpinionIssued):
        return deliveries(case, "opinion", with_successors(case, answer))
    return deliveries(case, "reply", (answer.reply_id,))
