"""What is due: the clocks of a petition, with the cards of the units on whose desks they are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from petition_es.domain.petition import PetitionEvent
from petition_es.domain.regime.clocks import Desks, Desktop, duties
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import Basis
from petition_es.domain.regime.timing import clocks_of
from petition_es.projections.timeline.head import ShownClock
from petition_es.projections.timeline.standing import Cards


def shown_clocks(
    standing: Iterable[PetitionEvent], law: Law, now: datetime, cards: Cards
) -> tuple[ShownClock, ...]:
    """The clocks of what stands of a petition, as they stood at a moment."""
    if not law.regimes:
        return ()
    return tuple(
        ShownClock(clock=clock, unit=cards(clock.unit_id) if clock.unit_id else None)
        for clock in clocks_of(standing, law, now, desks_of(cards))
    )


def desks_of(cards: Cards) -> Desks:
    """What is known of a unit's desk: a petition bureau routes, all other offices decide."""

    def desk(unit_id: str | None) -> Desktop:
        card = cards(unit_id) if unit_id else None
        if card is None or card.kind is None:
            return Desktop()
        return Desktop(
            level=card.level, desk="bureau" if card.kind == "petition_bureau" else "unit"
        )

    return desk


def running_duties(clocks: Iterable[ShownClock]) -> list[ShownClock]:
    """What somebody has to do now, the most urgent first."""
    shown = {id(each.clock): each for each in clocks}
    return [shown[id(clock)] for clock in duties(each.clock for each in shown.values())]


def clock_as_json(shown: ShownClock, now: datetime, unit: Any) -> dict[str, Any]:
    """Write a clock in plain values: days as dates, moments as ISO times with offset."""
    clock, rule = shown.clock, shown.clock.rule
    return {
        "clock": clock.name,
        "kind": rule.kind,
        "status": clock.status(now),
        "unit": unit,
        "subject": clock.subject,
        "started_at": clock.started_at.isoformat(),
        "started_by": str(clock.started_by),
        "limit": rule.limit,
        "limit_unit": rule.unit,
        "due": clock.due.moment.isoformat(),
        "last_day": clock.due.last_day.isoformat(),
        "first_last_day": clock.first_due.last_day.isoformat(),
        "latest_last_day": clock.latest_due.last_day.isoformat(),
        "days_left": clock.days_left(now) if clock.is_running else None,
        "provisional": clock.due.is_provisional,
        "paused": clock.is_paused,
        "extensions": [
            {
                "checkpoint": str(each.event_id),
                "days": each.days,
                "reason": each.reason,
                "approver_role": each.approver_role,
                "at": each.at.astimezone(clock.started_at.tzinfo).isoformat(),
            }
            for each in clock.extensions
        ],
        "stopped_at": clock.stopped_at and clock.stopped_at.isoformat(),
        "stopped_by": clock.stopped_by and str(clock.stopped_by),
        "regime": clock.regime.stamp,
        "basis": _basis(rule.basis),
        "certainty": rule.certainty,
    }


def _basis(basis: Basis) -> dict[str, Any]:
    instrument = basis.instrument
    return {
        "instrument": {"zh": instrument.zh, "en": instrument.en},
        "article": basis.article,
    }
