"""Timeliness (及时率): how much of what was due in a period was done in time, office by office.

The formulas are those of the analytics of Guangdong, 2020 (reference, section 7, regime A), with
the limits of the law in force in the place of its fixed 15 and 30 days:

routing            on time / (on time + late + undone) of every time a matter was on a bureau's desk
bureau_acceptance  the same of petitions, from their registration at a bureau until the first bureau
                   accepted or routed them (信访部门及时受理率; 2005 art. 21)
unit_acceptance    the same of what reached the desk of a responsible unit (责任单位及时受理率; 2005
                   arts. 21-22); who returned it in time did its duty
answer             on time / (on time + late + undone + pending) of what a unit handles (按期答复率;
                   2005 art. 33); matters of the courts (涉法涉诉) are left out

All are of first pieces (初件), of limits whose last day lies in the period. What is not due yet is
left out of the first three cohorts and kept in the last. What ended before its limit (withdrawn,
merged, terminated) is in none. A rate of an empty cohort is undefined.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName
from petition_es.domain.regime.timing import Timing
from petition_es.projections.clocks.facts import TOPICS, Facts, facts_of
from petition_es.projections.clocks.histories import History
from petition_es.projections.clocks.offices import Offices
from petition_es.projections.clocks.rates import RATE_NAMES, Grouping, Rate, RateName, Row, rate_of
from petition_es.projections.clocks.scanning import Look, ask

RATED: tuple[ClockName, ...] = ("routing", "acceptance", "handling")


@dataclass
class Counts:
    """The cohorts of a period by rate and unit, as of a moment."""

    law: Law
    first: date
    last: date
    at: datetime
    rates: dict[tuple[RateName, str], Rate] = field(default_factory=dict)

    def take(self, history: History, offices: Offices) -> None:
        """Count one petition."""
        facts = facts_of(history, offices)
        if not facts.is_first:
            return
        timing = Timing(self.law, offices.desk)
        for event in history:
            timing.take(event)
        self.take_clocks(timing.clocks_named(RATED, self.at), facts, offices)

    def take_clocks(self, clocks: Iterable[Clock], facts: Facts, offices: Offices) -> None:
        """Count the clocks of one petition of which the limit lies in the period."""
        if not facts.is_first:
            return
        for clock in clocks:
            if self.first <= clock.due.last_day <= self.last:
                self._count(clock, facts, offices)

    def _count(self, clock: Clock, facts: Facts, offices: Offices) -> None:
        if clock.name == "routing":
            self._add("routing", clock, clock.stopped_at)
            if clock.started_by == facts.registered_by:
                self._add("bureau_acceptance", clock, _first_accepted(clock, facts))
        elif clock.name == "acceptance" and not offices.is_bureau(clock.unit_id):
            self._add("unit_acceptance", clock, clock.stopped_at)
        elif clock.name == "handling" and not facts.is_litigation:
            self._add("answer", clock, clock.stopped_at)

    def _add(self, name: RateName, clock: Clock, done_at: datetime | None) -> None:
        due = clock.due.moment
        if clock.is_ended and done_at == clock.stopped_at:
            if done_at is not None and done_at <= due:
                return
            done_at = None
        key = name, clock.unit_id or ""
        rate = self.rates.get(key)
        if rate is None:
            rate = self.rates[key] = rate_of(name)
        if done_at is not None:
            rate.on_time += done_at <= due
            rate.late += done_at > due
        elif self.at > due:
            rate.undone += 1
        else:
            rate.pending += 1

    def add(self, other: "Counts") -> None:
        """Put the count of other petitions to this one."""
        for (name, unit), rate in other.rates.items():
            self.rates.setdefault((name, unit), rate_of(name)).add(rate)


@dataclass(frozen=True)
class Timeliness:
    """The rates of a period, office by office, and put together in any way."""

    first: date
    last: date
    at: datetime
    by_unit: dict[tuple[RateName, str], Rate]
    offices: Offices

    def rows(self, by: Grouping = "unit") -> list[Row]:
        """The rates by unit, by the division that the unit is for, by its level or its kind."""
        found: dict[tuple[RateName, str], Rate] = {}
        for (name, unit), rate in self.by_unit.items():
            found.setdefault((name, self._group(unit, by)), rate_of(name)).add(rate)
        order = {name: place for place, name in enumerate(RATE_NAMES)}
        keys = sorted(found, key=lambda key: (order[key[0]], key[1]))
        return [Row(name, key, found[name, key]) for name, key in keys]

    def whole(self) -> dict[RateName, Rate]:
        """The rates of all offices together: ratios of sums, not means of ratios."""
        found: defaultdict[RateName, Rate] = defaultdict(Rate)
        found.update({name: rate_of(name) for name in RATE_NAMES})
        for (name, _), rate in self.by_unit.items():
            found[name].add(rate)
        return dict(found)

    def _group(self, unit: str, by: Grouping) -> str:
        if by == "unit":
            return unit
        if by == "division":
            return self.offices.divisions.get(unit, "")
        if by == "kind":
            return self.offices.kinds.get(unit, "")
        return self.offices.desk(unit).level or ""


@dataclass(frozen=True)
class _HowTimely:
    """The question: what was done in time of what was due in a period."""

    law: Law
    first: date
    last: date
    names: Collection[ClockName] = RATED
    topics: Collection[str] = TOPICS

    @property
    def laws(self) -> Sequence[Law]:
        return (self.law,)

    def begin(self, at: datetime) -> Counts:
        return Counts(self.law, self.first, self.last, at)


def timeliness(look: Look, first: date, last: date) -> Timeliness:
    """Tell how timely offices were with what was due from one day to another, both inclusive.

    Days are those of the limits, on the wall clocks of the offices; the formulas stand in the head
    of this file (reference, section 7).
    """
    counts, offices = ask(look, _HowTimely(look.law, first, last))
    return Timeliness(first, last, look.at, counts.rates, offices)


def _first_accepted(clock: Clock, facts: Facts) -> datetime | None:
    """When the first bureau accepted the petition, or else sent it on."""
    done = [
        at
        for at in (facts.bureau_accepted_at, clock.stopped_at)
        if at is not None and at >= clock.started_at
    ]
    return min(done, default=None)
