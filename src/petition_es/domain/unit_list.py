"""A list of units (单位名录): what it says of each, and whether a tree can be made of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from petition_es.domain.codes import Code, UnitKind, UnitLevel
from petition_es.domain.refusals import (
    NotYetEstablished,
    Refusal,
    SuperiorOfItself,
    SuperiorsInACircle,
    TwiceTheSameUnit,
    UnitIsClosed,
)
from petition_es.domain.unit import Unit, UnitName


@dataclass(frozen=True, kw_only=True)
class UnitPlace:
    """One row of a list: a unit, its place in the tree, and since which day it is on the net.

    `line` is where the row stands in the list, `connected_since` the beginning of a day on the
    office's wall clock; None: it is not on the net.
    """

    line: int
    unit_id: str
    name: UnitName
    level: UnitLevel
    kind: UnitKind
    division: Code | None = None
    superior: str | None = None
    connected_since: datetime | None = None


Broken = tuple[UnitPlace, Refusal]
"""A row of which no tree can be made, and why."""


def faults(places: Sequence[UnitPlace], find: Callable[[str], Unit | None]) -> Iterator[Broken]:
    """Name every row that would break the tree; `find` knows the units that are there already."""
    listed: dict[str, UnitPlace] = {}
    for place in places:
        first = listed.setdefault(place.unit_id, place)
        if first is not place:
            yield place, TwiceTheSameUnit(unit=place.unit_id, line=first.line)
    for place in places:
        if (why := _fault_of_superior(place, listed, find)) is not None:
            yield place, why
    yield from _circles(listed)


def in_order(places: Sequence[UnitPlace]) -> Iterator[UnitPlace]:
    """The rows of a sound list, each behind its superior."""
    under: dict[str | None, list[UnitPlace]] = {}
    listed = {place.unit_id for place in places}
    for place in places:
        under.setdefault(place.superior if place.superior in listed else None, []).append(place)
    waiting = under.pop(None, [])
    while waiting:
        yield from waiting
        waiting = [each for place in waiting for each in under.pop(place.unit_id, ())]


def _fault_of_superior(
    place: UnitPlace, listed: dict[str, UnitPlace], find: Callable[[str], Unit | None]
) -> Refusal | None:
    superior = place.superior
    if superior == place.unit_id:
        return SuperiorOfItself(unit=place.unit_id)
    if superior is None or superior in listed:
        return None
    unit = find(superior)
    if unit is None:
        return NotYetEstablished(unit=superior)
    return UnitIsClosed(unit=superior) if unit.is_closed else None


def _circles(listed: dict[str, UnitPlace]) -> Iterator[Broken]:
    """Go up from every unit until the way ends, or meets itself; each circle is named once."""
    ended: set[str] = set()
    for unit_id in listed:
        way: dict[str, None] = {}
        above: str | None = unit_id
        while above in listed and above not in ended and above not in way:
            way[above] = None
            above = listed[above].superior
        if above in way:
            circle = list(way)[list(way).index(above) :]
            if len(circle) > 1:  # One of a single unit is named as its own superior.
                shown = " > ".join((*circle, circle[0]))
                yield listed[circle[0]], SuperiorsInACircle(units=shown)
        ended.update(way)
