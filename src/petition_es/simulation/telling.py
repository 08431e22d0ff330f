"""A row told as the history of a petition, with the truth about it."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from petition_es.office.histories import History
from petition_es.simulation.arrivals import Arrival, Year, arrival, leader_row
from petition_es.simulation.case import Before, Case
from petition_es.simulation.kinship import tell_truth
from petition_es.simulation.tale import Tale, YearOver
from petition_es.simulation.truth import Truth
from petition_es.simulation.ways import live


@dataclass(frozen=True, slots=True)
class Told:
    """A petition's history, what is true of it, and how much of it was irregular.

    `made` counts by name what went wrong, and with `of:` before the name how often it might have.
    """

    history: History
    truths: tuple[Truth, ...]
    made: Counter[str]
    as_earlier: Before


@lru_cache(maxsize=512)
def tell(year: Year, row: int) -> Told:
    """Tell one row, as far as the year goes."""
    settled, random = arrival(year, row)
    tale = Tale(year, settled, random)
    case = Case(tale, _before(year, settled))
    with suppress(YearOver):
        live(case)
    case.pace.ends(year.ends)
    tell_truth(case, year)
    history = History(settled.petition_id, tuple(tale.steps), tuple(case.strangers()))
    as_earlier = Before(settled, case.route.decider, case.opinion)
    return Told(history, tuple(tale.truths), tale.made, as_earlier)


def _before(year: Year, settled: Arrival) -> Before | None:
    """What came before and matters to it: what it repeats, or what first lay on the same desk."""
    row, gathering = settled.earlier, settled.gathering
    if gathering is not None and gathering.kind != "crowd":
        row = leader_row(settled, gathering)
    return None if row is None or row == settled.row else tell(year, row).as_earlier
