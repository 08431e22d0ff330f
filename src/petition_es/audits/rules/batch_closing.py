"""F11: closed on the last days of the limit, in one minute with many others, by one person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from petition_es.audits.case import Batch, Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import OpinionIssued, Resolved
from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.counting import days_to_go

NEIGHBOURS_MOST = 10
"""So many of a batch are named as evidence; a batch of hundreds proves nothing more."""


@rule("batch_closing", indicator="F11", speaks_at=(OpinionIssued, Resolved))
def batch_closing(case: Case, matter: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak where both hold: the batch has so many petitions, and the handling limit so few days.

    Either alone is honest: an office may work until the last day, and may enter its papers at once.
    What was late is no case of this rule, nor an entry whose second is not known.
    """
    batched = [each for each in case.of(OpinionIssued, Resolved) if each.event_id in matter.batches]
    for closed in batched:
        batch = matter.batches[closed.event_id]
        if batch.petitions < thresholds["petitions"] or closed.at_precision != "second":
            continue
        left = _days_left(case, closed)
        if left is not None and left <= thresholds["last_days"]:
            yield Suspicion(
                deciding=closed.event_id,
                at=closed.at,
                unit_id=closed.acting_unit,
                severity="concern",
                evidence=_neighbours(batch, closed),
                args={"petitions": batch.petitions, "days_left": left},
            )


def _days_left(case: Case, closed: Any) -> int | None:
    """The days that were left at the answer that it closes with, else at itself."""
    handling = [clock for clock in case.clocks if clock.name == "handling"]
    mine = [clock for clock in handling if clock.unit_id == closed.acting_unit]
    opinions = case.of(OpinionIssued) if closed.TOPIC == Resolved.TOPIC else []
    named = [each for each in opinions if each.opinion_id == closed.opinion_id]
    left = [_left(clock, each.local_at) for clock in mine for each in (*named, closed)]
    return min((days for days in left if days is not None), default=None)


def _left(clock: Clock, at: datetime) -> int | None:
    """None: the limit did not run then, or was over."""
    stopped = clock.stopped_at
    if at < clock.started_at or at > clock.due.moment or (stopped is not None and at > stopped):
        return None
    return days_to_go(clock.due, at)


def _neighbours(batch: Batch, closed: Any) -> tuple[Any, ...]:
    others = sorted(batch.resolutions, key=lambda each: each[2])
    return tuple(each[0] for each in others if each[0] != closed.event_id)[:NEIGHBOURS_MOST]
