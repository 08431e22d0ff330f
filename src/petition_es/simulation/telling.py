"""A row told as the history of a petition, with the truth about it."""

from contextlib import suppress
from dataclasses import dataclass

from petition_es.domain.petition import Link
from petition_es.office.histories import History
from petition_es.simulation.arrivals import Arrival, Year, arrival, arrived
from petition_es.simulation.case import Case
from petition_es.simulation.tale import Tale, YearOver
from petition_es.simulation.truth import Truth
from petition_es.simulation.ways import live


@dataclass(frozen=True, slots=True)
class Told:
    """A petition's history, and what is true of it."""

    history: History
    truths: tuple[Truth, ...]


def tell(year: Year, row: int) -> Told:
    """Tell one row, as far as the year goes."""
    settled, random = arrival(year, row)
    tale = Tale(year, settled, random)
    earlier = None if settled.earlier is None else arrived(year, settled.earlier)
    case = Case(tale, earlier)
    with suppress(YearOver):
        live(case)
    if earlier is not None:
        _is_repeat(tale, earlier)
    history = History(settled.petition_id, tuple(tale.steps), tuple(case.strangers()))
    return Told(history, tuple(tale.truths))


def _is_repeat(tale: Tale, earlier: Arrival) -> None:
    """Note what it repeats, and whether the office noticed."""
    is_linked = any(isinstance(step.act, Link) for step in tale.steps)
    tale.is_true(
        "repeat",
        of=earlier.petition_id,
        of_number=earlier.number,
        turn=tale.arrival.turn,
        linked=is_linked,
    )
