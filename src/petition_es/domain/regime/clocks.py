"""Clocks: what of a petition is timed, computed from its events and the law, and never stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from petition_es.domain.codes import UnitLevel
from petition_es.domain.regime.counting import Due, days_to_go, is_late
from petition_es.domain.regime.pauses import Pause
from petition_es.domain.regime.rules import ClockName, Desk, Regime, Rule

Status = Literal["running", "paused", "late", "met", "met_late", "closed", "ended"]
"""running    the limit has not passed
paused     handling rests, and so does the limit
late       a duty that is not done, after its last day
met        done in time
met_late   done after the last day
closed     a window that is over, whether it was used or not
ended      the petition ended before anything had to be done
"""


@dataclass(frozen=True, kw_only=True)
class Desktop:
    """What of a unit decides about its limits."""

    level: UnitLevel | None = None
    desk: Desk | None = None


Desks = Callable[[str | None], Desktop]
"""What is known of the unit of an id."""


@dataclass(frozen=True, kw_only=True)
class GrantedExtension:
    """An extension that was granted: by how much, why, and who approved it."""

    event_id: UUID
    days: int
    reason: str
    approver_role: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One limit of one petition: since when, until when, on whose desk, and by which law.

    `first_due` is the limit as it stands in the law; `due` has the extensions that were granted and
    the time that handling rested; `latest_due` also the extensions that may still be granted.
    """

    name: ClockName
    rule: Rule
    regime: Regime
    unit_id: str | None
    subject: str | None
    """The referral, opinion or request that it is about."""
    started_at: datetime
    started_by: UUID
    first_due: Due
    due: Due
    latest_due: Due
    extensions: tuple[GrantedExtension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    is_paused: bool = False
    stopped_at: datetime | None = None
    stopped_by: UUID | None = None
    is_ended: bool = False

    @property
    def is_running(self) -> bool:
        """Tell whether nothing has stopped it yet."""
        return self.stopped_at is None

    def status(self, now: datetime) -> Status:
        """How it stands at a moment: late only after the last day, extended is not late."""
        if self.is_ended:
            return "ended"
        if self.rule.kind == "window":
            is_over = self.stopped_at is not None or is_late(self.due, now)
            return "closed" if is_over else "running"
        if self.stopped_at is not None:
            return "met_late" if is_late(self.due, self.stopped_at) else "met"
        if self.is_paused:
            return "paused"
        return "late" if is_late(self.due, now) else "running"

    def days_left(self, now: datetime) -> int:
        """Whole days on the office's wall clock to the last day; negative: days after it."""
        return days_to_go(self.due, now)


def of_no_unit(_: str | None) -> Desktop:
    """Where nothing is known of any unit."""
    return Desktop()


def duties(clocks: Iterable[Clock]) -> list[Clock]:
    """What somebody has to do now, the most urgent first."""
    running = (each for each in clocks if each.is_running and each.rule.kind == "duty")
    return sorted(running, key=lambda clock: clock.due.moment)
