"""The five-level tree of units (五级): who stands above whom, and who goes on for whom.

A unit has one superior for ever. One that went into another one is answered for by its successor,
so whoever stands above the successor stands above it too (2005 a25).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from petition_es.domain.codes import UnitLevel
from petition_es.domain.unit import Unit

LEVELS: tuple[UnitLevel, ...] = get_args(UnitLevel)
"""From the nation down."""

Find = Callable[[str], Unit | None]
"""Knows the unit of an id; None where nobody registered one."""


def depth(level: UnitLevel) -> int:
    """How many levels stand above this one."""
    return LEVELS.index(level)


def superiors(unit_id: str, find: Find) -> Iterator[str]:
    """Whoever stands above a unit, nearest first; for one that was merged, its successor first."""
    seen, unit = {unit_id}, find(unit_id)
    while unit is not None:
        above = unit.successor or unit.superior
        if above is None or above in seen:
            return
        yield above
        seen.add(above)
        unit = find(above)


def common_superior(unit_ids: Iterable[str], find: Find) -> str | None:
    """The nearest unit above all of these (共同的上一级); None: a joint conference (2022 a24).

    One of several that stands above all the others is not above itself.
    """
    ways = [list(superiors(unit_id, find)) for unit_id in unit_ids]
    if not ways:
        return None
    return next((each for each in ways[0] if all(each in way for way in ways)), None)


def successor(unit: Unit, find: Find) -> Unit:
    """The unit that goes on with a unit's matters now, however many mergers later."""
    seen = {unit.id}
    while unit.successor is not None:
        following = find(unit.successor)
        if following is None or following.id in seen:
            return unit
        seen.add(following.id)
        unit = following
    return unit


def below(unit_id: str, units: Iterable[Unit]) -> Iterator[Unit]:
    """The units of a subtree that stand, without its head, each behind its superior.

    What stood below a unit that was merged stands below its successor.
    """
    under: dict[str, list[Unit]] = {}
    for unit in units:
        if above := unit.successor or unit.superior:
            under.setdefault(above, []).append(unit)
    waiting = [unit_id]
    while waiting:
        found = under.pop(waiting.pop(), [])
        yield from (unit for unit in found if not unit.is_closed)
        waiting += [unit.unit_id for unit in reversed(found)]
