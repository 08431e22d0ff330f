"""What the public is told of the rates: a calendar year, without rows that point at somebody.

A row is hidden in all rates of its cohort at once, for one rate can be computed from others. Only
whole calendar years are told, and never unit by unit: from the months of one answer and the year of
another, or from a unit and its division, a hidden row could be computed again.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from petition_es.audits.quality.counting import Rows, together
from petition_es.audits.quality.rates import COHORTS, RATES, Cohort, Counted, Outcomes
from petition_es.audits.quality.suppressing import K, hidden, is_small

PublicGrouping = Literal["division", "level", "category", "channel", "month"]

WHOLE = None
Hidden = frozenset[tuple[str, str | None]]
"""What is hidden: the day of a cohort, and the key of a row; None is the row of all together."""

NOTHING: Hidden = frozenset()


@dataclass(frozen=True)
class Atom:
    """Outcomes in one column that no rate tells apart, so that nobody can who reads the rates."""

    column: str
    outcomes: Outcomes

    def of(self, told: Counted) -> int:
        """How many petitions had one of these outcomes."""
        return sum(told.get((self.column, outcome), 0) for outcome in self.outcomes)


def hidden_of(rows: Rows, k: int = K) -> Hidden:
    """What of some rows must not be told, cohort by cohort."""
    gone: set[tuple[str, str | None]] = set()
    whole = together(rows)
    for cohort in COHORTS:
        atoms = ATOMS[cohort.day]
        cells = {key: [atom.of(told) for atom in atoms] for key, told in rows.items()}
        gone |= {(cohort.day, key) for key in hidden(cells, k)}
        if is_small([atom.of(whole) for atom in atoms], k):
            gone.add((cohort.day, WHOLE))
    return frozenset(gone)


def _atoms(cohort: Cohort) -> tuple[Atom, ...]:
    """What can be told apart in a cohort by comparing its rates with each other."""
    found: defaultdict[tuple[str, tuple[bool, ...]], set[str]] = defaultdict(set)
    for column, outcomes in cohort.columns.items():
        rates = [rate for rate in RATES if rate.column == column]
        for outcome in outcomes:
            signs = [(outcome in rate.counted, outcome in rate.holds) for rate in rates]
            found[column, tuple(sign for both in signs for sign in both)].add(outcome)
    return tuple(Atom(column, frozenset(each)) for (column, _), each in found.items())


ATOMS: Mapping[str, tuple[Atom, ...]] = {cohort.day: _atoms(cohort) for cohort in COHORTS}
