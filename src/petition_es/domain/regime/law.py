"""The law: all regimes that are known, and which of them holds where and when."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from petition_es.domain.regime.calendar import Calendar
from petition_es.domain.regime.counting import Due, Unit, due_after, extended
from petition_es.domain.regime.pauses import Pause
from petition_es.domain.regime.rules import Case, Regime, Rule, Trigger

ONE_DAY = timedelta(days=1)
DUES_REMEMBERED = 100_000
"""Of how many limits that were counted a law remembers the last day."""


class Law:
    """Answers which regime holds for a step of a case: by the day it began, and by the place.

    A case keeps the regime in force when each of its steps began. It is immutable, and safe for any
    number of threads: what it remembers of its answers would come out the same again.
    """

    def __init__(
        self, regimes: Iterable[Regime] = (), calendars: Mapping[str, Calendar] | None = None
    ) -> None:
        self.regimes = tuple(regimes)
        self._calendars = dict(calendars or {})
        self.starting = frozenset(
            trigger for regime in self.regimes for rule in regime.rules for trigger in rule.starts
        )
        """What starts a clock anywhere, at any time."""
        self._fitting: dict[str | None, tuple[Regime, ...]] = {}
        self._turns = {id(regime): _turns_of(regime) for regime in self.regimes}
        self._started: dict[tuple[Any, ...], tuple[Rule, ...]] = {}
        self._due: dict[tuple[Any, ...], Due] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels to another process is what the law says, not what it remembers."""
        return Law, (self.regimes, self._calendars)

    def regime_on(self, day: date, division: str | None = None) -> Regime | None:
        """The regime that holds on a day in a division: the narrowest one; None where none does."""
        fitting = self._fitting.get(division)
        if fitting is None:
            fitting = self._fitting[division] = _narrowest_first(self.regimes, division)
        for regime in fitting:
            if regime.is_in_force(day):
                return regime
        return None

    def rules_for(
        self, regime: Regime, trigger: Trigger, day: date, case: Case
    ) -> tuple[Rule, ...]:
        """The rules of a regime of this law whose clocks a trigger starts on a day."""
        period = bisect_right(self._turns[id(regime)], day)
        asked = id(regime), period, trigger, case
        rules = self._started.get(asked)
        if rules is None:
            rules = self._started[asked] = tuple(regime.rules_for(trigger, day, case))
        return rules

    def everywhere(self, regime_id: str) -> "Law | None":
        """The law if this regime held everywhere and always; None if it is not known.

        Its rules are those of its last day, so that of two wordings of a rule the later one holds.
        """
        chosen = next((each for each in self.regimes if each.regime_id == regime_id), None)
        if chosen is None:
            return None
        last = chosen.in_force_to or max(chosen.in_force_from, *_turns_of(chosen), date.min)
        rules = tuple(
            replace(rule, in_force_from=None, in_force_to=None)
            for rule in chosen.rules
            if rule.is_in_force(last)
        )
        opened = replace(
            chosen, divisions=(), in_force_from=date.min, in_force_to=None, rules=rules
        )
        return Law([opened], self._calendars)

    def due(self, regime: Regime, rule: Rule, start: datetime, pauses: Sequence[Pause] = ()) -> Due:
        """When what starts at a moment (on the office's wall clock) is due under a rule."""
        if rule.limit is None:
            raise ValueError(f"The clock {rule.clock} has no limit: its day is set by somebody.")
        if pauses or regime.counting != "civil":
            calendar = self.calendar(regime)
            return due_after(start, rule.limit, rule.unit, regime.counting, calendar, pauses=pauses)
        return self._due_by_days(regime, rule.limit, rule.unit, start)

    def _due_by_days(self, regime: Regime, limit: int, unit: Unit, start: datetime) -> Due:
        """By the Civil Code nothing hangs on the hour of the start: a day is counted once."""
        zone: tzinfo | None = start.tzinfo
        asked = (regime.calendar, limit, unit, start.date(), zone)
        due = self._due.get(asked)
        if due is None:
            calendar = self.calendar(regime)
            due = due_after(start, limit, unit, "civil", calendar)
            if len(self._due) < DUES_REMEMBERED:
                self._due[asked] = due
        return due

    def extended(
        self, regime: Regime, rule: Rule, due: Due, days: int, pauses: Sequence[Pause] = ()
    ) -> Due:
        """When it is due with so many days more, of the kind in which the rule extends."""
        unit = rule.extension.unit if rule.extension else rule.unit
        if not pauses and regime.counting == "civil":
            longer = self._due_by_days(regime, days, unit, due.moment)
            return longer if not due.is_provisional else replace(longer, is_provisional=True)
        return extended(due, days, unit, regime.counting, self.calendar(regime), pauses=pauses)

    def calendar(self, regime: Regime) -> Calendar:
        """The calendar that a regime counts by."""
        return self._calendars[regime.calendar]


NO_LAW = Law()
"""No regime at all: nothing is timed, and no step that needs a ground of law can be taken."""


def _narrowest_first(regimes: Sequence[Regime], division: str | None) -> tuple[Regime, ...]:
    """The regimes that are for a division; of two that are so as narrowly, the first one first."""
    reaches = ((regime, regime.reach(division)) for regime in regimes)
    fitting = [(regime, reach) for regime, reach in reaches if reach is not None]
    return tuple(regime for regime, _ in sorted(fitting, key=lambda each: -each[1]))


def _turns_of(regime: Regime) -> list[date]:
    """The days on which other rules of a regime begin to hold than on the day before."""
    begins = (rule.in_force_from for rule in regime.rules if rule.in_force_from)
    ends = (rule.in_force_to for rule in regime.rules if rule.in_force_to)
    return sorted({*begins, *(day + ONE_DAY for day in ends if day < date.max)})
