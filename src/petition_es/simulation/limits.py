"""Until when an office has to do something (期限), by the regime of the place and the day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from petition_es.domain.codes import LegalPath, Procedure, UnitLevel
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import Case, ClockName, Desk, Regime, Rule, Trigger
from petition_es.regimes import shipped_law
from petition_es.simulation.calendar import HOUR, local, seconds
from petition_es.simulation.divisions import Division
from petition_es.simulation.offices import Office


@dataclass
class Where:
    """What of a petition its limits hang on: where it lies, at which level it came in, its way."""

    county: Division
    registered_at: UnitLevel | None = None
    path: LegalPath | None = None


class Limit:
    """One limit on one desk: since when it runs, and its last second, `by`."""

    def __init__(
        self, clock: ClockName, office: Office, where: "Where", began: int, by: int | None
    ) -> None:
        """Begin it; `by` is given where somebody set the day."""
        self.clock, self.office, self.began = clock, office, began
        self._where = where
        self.is_to_be_missed = False
        self._division = where.county.as_code.value
        self._rule: Rule | None = None
        self.by = by or began
        self.is_given = by is not None

    def runs_under(self, trigger: Trigger, procedure: Procedure | None) -> bool:
        """Count it from its trigger, in a procedure; tell whether the law knows such a limit."""
        if self.is_given:
            return True
        regime, start = self._regime(), local(self.began)
        if regime is None:
            return False
        case = self._case(procedure, desk_of(self.office))
        for rule in law().rules_for(regime, trigger, start.date(), case):
            if rule.clock == self.clock and rule.kind == "duty" and rule.limit is not None:
                self._count(regime, rule, start)
                return True
        return False

    @contextmanager
    def taken_up_in(self, procedure: Procedure) -> Iterator[None]:
        """Count it anew for what is taken up in this procedure; if it is not, as it was before."""
        before = self.by
        regime, rule = self._regime(), self._rule_in(procedure)
        if regime is not None and rule is not None:
            self._count(regime, rule, local(self.began))
        try:
            yield
        except BaseException:
            self.by = before
            raise

    def has_time_in(self, procedure: Procedure, now: int) -> bool:
        """Tell whether it would not be over yet in another procedure."""
        regime, rule = self._regime(), self._rule_in(procedure)
        if regime is None or rule is None:
            return False
        return seconds(law().due(regime, rule, local(self.began)).moment) > now + HOUR

    def _rule_in(self, procedure: Procedure) -> Rule | None:
        regime = self._regime()
        case = self._case(procedure, "unit")
        return regime.rule(self.clock, local(self.began).date(), case) if regime else None

    def _case(self, procedure: Procedure | None, desk: Desk) -> Case:
        where = self._where
        return Case(procedure, self.office.level, desk, where.registered_at, where.path)

    def extension(self, *, is_assigned: bool) -> tuple[int, str] | None:
        """By how many days it may be extended at most, and who approves; None: it may not."""
        allowed = self._rule.extension if self._rule else None
        approvers = allowed.approvers_of(is_assigned=is_assigned) if allowed else ()
        return (allowed.days, approvers[0]) if allowed and approvers else None

    def extend(self, days: int) -> None:
        """Extend it by so many days."""
        regime, rule = self._regime(), self._rule
        if regime is not None and rule is not None:
            due = law().due(regime, rule, local(self.began))
            self.by = seconds(law().extended(regime, rule, due, days).moment)

    def _regime(self) -> Regime | None:
        return law().regime_on(local(self.began).date(), self._division)

    def _count(self, regime: Regime, rule: Rule, start: datetime) -> None:
        self._rule = rule
        self.by = seconds(law().due(regime, rule, start).moment)

    @property
    def due(self) -> datetime:
        """The last second, on the clock on the wall."""
        return local(self.by)


@cache
def law() -> Law:
    """The law that is shipped: the simulated nation lives under it."""
    return shipped_law()


def desk_of(office: Office) -> Desk:
    """Whether a limit runs on the desk of a petition bureau or of a unit that decides."""
    return "bureau" if office.kind == "petition_bureau" else "unit"
