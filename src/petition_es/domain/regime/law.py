"""The law: all regimes that are known, and which of them holds where and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from petition_es.domain.regime.calendar import Calendar
from petition_es.domain.regime.counting import Due, due_after, extended
from petition_es.domain.regime.pauses import Pause
from petition_es.domain.regime.rules import Regime, Rule


class Law:
    """Answers which regime holds for a step of a case: by the day it began, and by the place.

    A case keeps the regime in force when each of its steps began. It is immutable, and safe for any
    number of threads.
    """

    def __init__(
        self, regimes: Iterable[Regime] = (), calendars: Mapping[str, Calendar] | None = None
    ) -> None:
        self.regimes = tuple(regimes)
        self._calendars = dict(calendars or {})
        self._known: dict[tuple[date, str | None], Regime | None] = {}
        """What was looked up; a case asks again and again for the same few days and places."""

    def regime_on(self, day: date, division: str | None = None) -> Regime | None:
        """The regime that holds on a day in a division: the narrowest one; None where none does."""
        asked = day, division
        if asked not in self._known:
            self._known[asked] = self._narrowest(day, division)
        return self._known[asked]

    def _narrowest(self, day: date, division: str | None) -> Regime | None:
        found, length = None, -1
        for regime in self.regimes:
            reach = regime.reach(division)
            if reach is not None and reach > length and regime.is_in_force(day):
                found, length = regime, reach
        return found

    def due(self, regime: Regime, rule: Rule, start: datetime, pauses: Sequence[Pause] = ()) -> Due:
        """When what starts at a moment (on the office's wall clock) is due under a rule."""
        if rule.limit is None:
            raise ValueError(f"The clock {rule.clock} has no limit: its day is set by somebody.")
        calendar = self.calendar(regime)
        return due_after(start, rule.limit, rule.unit, regime.counting, calendar, pauses=pauses)

    def extended(
        self, regime: Regime, rule: Rule, due: Due, days: int, pauses: Sequence[Pause] = ()
    ) -> Due:
        """When it is due with so many days more, of the kind in which the rule extends."""
        unit = rule.extension.unit if rule.extension else rule.unit
        return extended(due, days, unit, regime.counting, self.calendar(regime), pauses=pauses)

    def calendar(self, regime: Regime) -> Calendar:
        """The calendar that a regime counts by."""
        return self._calendars[regime.calendar]


NO_LAW = Law()
"""No regime at all: nothing is timed, and no step that needs a ground of law can be taken."""
