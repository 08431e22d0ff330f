"""What lay on a desk: a table for people, plain values for programs."""

from typing import Any

from rich.table import Table

from petition_es.bootstrap import House
from petition_es.cli.opening import Door
from petition_es.projections.replay.desk import Desk, Item

COLUMNS = ("number", "kind", "from", "arrived", "received", "clock", "last_day", "days_left")
WHOLE = {"number", "arrived", "received", "last_day", "days_left"}


def as_json(found: Desk) -> dict[str, Any]:
    """The desk in plain values: days as dates, moments as ISO times with offset."""
    return {
        "unit": found.unit,
        "at": found.at.isoformat(),
        "items": [
            {
                "number": item.number,
                "referral_id": item.referral_id,
                "kind": item.kind,
                "part": item.part,
                "from_unit": item.from_unit,
                "arrived_at": item.arrived_at.isoformat(),
                "received_at": item.received_at and item.received_at.isoformat(),
                "due": [
                    {
                        "clock": each.clock,
                        "last_day": each.last_day.isoformat(),
                        "days_left": each.days_left,
                        "status": each.status,
                    }
                    for each in item.due
                ],
            }
            for item in found.items
        ],
    }


def show(door: Door, house: House, found: Desk) -> None:
    """Print what lay on the desk, the most urgent first."""
    said = {"unit": unit_name(door, house, found.unit), "day": f"{found.at:%Y-%m-%d}"}
    if not found.items:
        door.tell(door.say("cli.desk.empty", **said))
        return
    title = door.say("cli.desk.title", **said, items=len(found.items))
    door.out.print(title, style="bold", markup=False)
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for name in COLUMNS:
        table.add_column(door.say(f"cli.desk.{name}"), no_wrap=name in WHOLE)
    for item in found.items:
        _add(table, door, house, item)
    door.out.print(table)


def _add(table: Table, door: Door, house: House, item: Item) -> None:
    """One row for each limit; the petition is named in the first."""
    of_item = [
        item.number,
        door.say(f"cli.desk.kind.{item.kind or 'own'}"),
        unit_name(door, house, item.from_unit) if item.from_unit else "",
        f"{item.arrived_at:%Y-%m-%d}",
        _received(door, item),
    ]
    if not item.due:
        table.add_row(*of_item, door.say("cli.desk.none"), "", "")
    for each in item.due:
        of_clock = [door.say(f"clock.{each.clock}"), str(each.last_day), str(each.days_left)]
        table.add_row(*of_item, *of_clock, style="yellow" if each.status == "late" else None)
        of_item = [""] * len(of_item)


def unit_name(door: Door, house: House, unit_id: str) -> str:
    """The name of a unit; its id where nobody registered it."""
    unit = house.units.find(unit_id)
    return unit.name.in_language(door.language) if unit else unit_id


def _received(door: Door, item: Item) -> str:
    """When the unit signed for it; what it registered itself it need not sign for."""
    if item.received_at is not None:
        return f"{item.received_at:%Y-%m-%d}"
    return door.say("cli.desk.not_yet") if item.referral_id else ""
