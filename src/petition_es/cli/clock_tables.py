"""What the commands about clocks show: tables for people, plain values for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from petition_es.bootstrap import House
from petition_es.cli.opening import Door
from petition_es.projections.clocks import Grouping, Overdue, Rate, Row, Timeliness, WhatIf
from petition_es.projections.clocks.in_json import rate_as_json

SHOWN = 50
"""So many petitions are listed for people; programs get them all."""

NOBODY = "-"
UNBROKEN = {"number", "last_day", "share"}


def overdue_as_json(found: Overdue) -> dict[str, Any]:
    """What is overdue, in plain values; a unit is null where a clock is on nobody's desk."""
    desks = found.desks.items()
    return {
        "at": found.at.isoformat(),
        "desks": [
            {"unit": unit or None, "clock": clock, **_desk(asdict(d))} for (unit, clock), d in desks
        ],
        "late": [
            {
                "number": each.number,
                "unit": each.unit or None,
                "clock": each.clock,
                "last_day": each.last_day.isoformat(),
                "days_late": each.days_late,
            }
            for each in found.late
        ],
    }


def _desk(counted: dict[str, int]) -> dict[str, int]:
    names = {"running": "running", "soon": "due_soon", "late": "late", "longest": "longest_days"}
    return {told: counted[name] for name, told in names.items()}


def show_overdue(door: Door, house: House, found: Overdue) -> None:
    """Print the desks, and under them the petitions that are late, the longest first."""
    if not found.desks:
        door.tell(door.say("cli.clocks.nothing_due"))
        return
    desks = _table(door, "unit", "clock", "running", "soon", "late", "longest")
    for (unit, clock), desk in found.desks.items():
        counts = desk.running, desk.soon, desk.late, desk.longest
        desks.add_row(*_whose(door, house, unit, clock), *map(str, counts))
    door.out.print(desks)
    late = _table(door, "number", "unit", "clock", "last_day", "days_late")
    for each in found.late[:SHOWN]:
        whose = _whose(door, house, each.unit, each.clock)
        late.add_row(each.number, *whose, str(each.last_day), str(each.days_late))
    _print_list(door, late, found.late)


def show_timeliness(door: Door, house: House, found: Timeliness, by: Grouping) -> None:
    """Print the rates, row by row, and those of all together at the end."""
    table = _table(
        door, "rate", by, "numerator", "denominator", "share", "late", "undone", "pending"
    )
    whole = [Row(name, "", rate) for name, rate in found.whole().items()]
    for row in found.rows(by):
        table.add_row(*_cells(door, row, _group(door, house, by, row.key)))
    for row in whole:
        table.add_row(*_cells(door, row, door.say("cli.clocks.all")), style="bold")
    door.out.print(table)


def _cells(door: Door, row: Row, group: str) -> tuple[str, ...]:
    rate = row.counted
    counts = rate.late, rate.undone, rate.pending
    share = _share(door, rate)
    name = door.say(f"cli.clocks.rate.{row.rate}")
    return name, group, str(rate.numerator), str(rate.denominator), share, *map(str, counts)


def _share(door: Door, rate: Rate) -> str:
    value = rate.value
    return door.say("cli.clocks.undefined") if value is None else f"{value:.2%}"


def _group(door: Door, house: House, by: Grouping, key: str) -> str:
    if by == "unit":
        return _unit(house, key, door)
    if by == "level" and key:
        return door.say(f"unit_level.{key}")
    if by == "kind" and key:
        return door.say(f"unit_kind.{key}")
    return key or NOBODY


def what_if_as_json(found: WhatIf, regime: str) -> dict[str, Any]:
    """What would differ, in plain values."""
    rates = {
        side: {name: rate_as_json(rate) for name, rate in said.whole().items()}
        for side, said in (("now", found.now), ("then", found.then))
    }
    return {
        "regime": regime,
        "from": found.now.first.isoformat(),
        "to": found.now.last.isoformat(),
        "at": found.now.at.isoformat(),
        "clocks": {name: asdict(sides) for name, sides in found.sides.items()},
        "rates": rates,
        "flips": [
            {
                "direction": each.direction,
                "number": each.number,
                "unit": each.unit or None,
                "clock": each.clock,
                "last_day": each.last_day.isoformat(),
            }
            for each in found.flips
        ],
    }


def show_what_if(door: Door, house: House, found: WhatIf) -> None:
    """Print what would differ clock by clock, the rates by both laws, and whom it concerns."""
    table = _table(door, "clock", "late_now", "late_then", "would_be_late", "would_not_be_late")
    for name, sides in found.sides.items():
        table.add_row(door.say(f"clock.{name}"), *map(str, asdict(sides).values()))
    door.out.print(table)
    rates = _table(door, "rate", "share_now", "share_then")
    then = found.then.whole()
    for which, rate in found.now.whole().items():
        shown = (_fraction(door, rate), _fraction(door, then[which]))
        rates.add_row(door.say(f"cli.clocks.rate.{which}"), *shown)
    door.out.print(rates)
    flips = _table(door, "number", "unit", "clock", "last_day", "would")
    for each in found.flips[:SHOWN]:
        would = door.say(f"cli.clocks.{each.direction}")
        whose = _whose(door, house, each.unit, each.clock)
        flips.add_row(each.number, *whose, str(each.last_day), would)
    _print_list(door, flips, found.flips)


def _fraction(door: Door, rate: Rate) -> str:
    return f"{_share(door, rate)} ({rate.numerator}/{rate.denominator})"


def _print_list(door: Door, table: Table, whole: Sequence[object]) -> None:
    if whole:
        door.out.print(table)
    if len(whole) > SHOWN:
        door.tell(door.say("cli.clocks.more", more=len(whole) - SHOWN))


def _table(door: Door, *keys: str) -> Table:
    table = Table(box=None)
    for key in keys:
        # A number, a day or a share that is broken in two is looked for in vain.
        table.add_column(door.say(f"cli.clocks.{key}"), no_wrap=key in UNBROKEN)
    return table


def _whose(door: Door, house: House, unit_id: str, clock: str) -> tuple[str, str]:
    return _unit(house, unit_id, door), door.say(f"clock.{clock}")


def _unit(house: House, unit_id: str, door: Door) -> str:
    """The name of a unit; its id where nobody registered it."""
    unit = house.units.find(unit_id) if unit_id else None
    return unit.name.in_language(door.language) if unit else unit_id or NOBODY
