"""Commands about the tree of units: `petition-es units …`."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from petition_es.bootstrap import House
from petition_es.cli import unit_changes, unit_loading
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.domain.refusals import NoSuchUnit
from petition_es.domain.unit import Unit
from petition_es.importing.source_file import UnusableFile
from petition_es.simulation.nation import COLUMNS, nation

UNITS_HELP = """The tree of units: load a list, look who stands where, keep what becomes of them.

Example: petition-es units show haiyang-bureau
"""
SHOW_HELP = """Show one unit: where it stands, since when it is on the net, who goes on for it.

Example: petition-es units show haiyang-roads
"""
LIST_HELP = """List the units that stand, each behind its superior.

Example: petition-es units list --below shandong-bureau
"""
DIVISIONS_HELP = """Write a list of the nation's units for `units load`, from its real divisions.

A petition bureau and departments for each division, a government for each
township, and the ministries; ids say nothing. Names are in Chinese.

Example: petition-es units divisions nation.csv --connected-since 2015-01-01
"""


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands about units."""
    units = typer.Typer(no_args_is_help=True, help=UNITS_HELP)
    unit_loading.add_command(units, door)
    unit_changes.add_commands(units, door)
    units.command("show", help=SHOW_HELP)(_show(door))
    units.command("list", help=LIST_HELP)(_list(door))
    units.command("divisions", help=DIVISIONS_HELP)(_divisions(door))
    app.add_typer(units, name="units")


def _show(door: Door) -> Callable[..., None]:
    def show(
        unit: Annotated[str, typer.Argument(help="The unit's id.")],
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            found = _found(house, unit)
            above = [each for name in house.units.superiors(unit) if (each := _find(house, name))]
            if as_json:
                door.show_json(_as_json(found) | {"superiors": [each.unit_id for each in above]})
                return
            door.out.print(_line(door, found), style="bold", markup=False)
            _show_life(door, house, found)
            for each in above:
                said = door.say("cli.units.above", unit=_line(door, each))
                door.out.print(f"  {said}", markup=False)

    return show


def _show_life(door: Door, house: House, unit: Unit) -> None:
    """What became of a unit: on the net or off it, merged, closed."""
    since = unit.connected_since
    key = "cli.units.offline" if since is None else "cli.units.connected"
    door.out.print(f"  {door.say(key, since=since)}", markup=False)
    if unit.successor is not None:
        successor = house.units.successor(unit.unit_id)
        said = door.say("cli.units.merged", successor=_line(door, successor))
        door.out.print(f"  {said}", markup=False)
    elif unit.is_closed:
        door.out.print(f"  {door.say('cli.units.closed')}", markup=False)


def _list(door: Door) -> Callable[..., None]:
    def show(
        below: Annotated[str | None, typer.Option(help="Only what stands below this one.")] = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            if below is None:
                units = [unit for unit in house.units.everything() if not unit.is_closed]
            else:
                units = list(house.units.below(_found(house, below).unit_id))
            for unit in units:
                if as_json:
                    door.show_json(_as_json(unit))
                else:
                    door.out.print(_line(door, unit), markup=False)

    return show


def _divisions(door: Door) -> Callable[..., None]:
    def write(
        file: Annotated[Path, typer.Argument(help="The list to write.")],
        connected_since: Annotated[
            str, typer.Option(help="Since which day all are on the net; without it none is.")
        ] = "",
    ) -> None:
        if connected_since:
            door.reader.day("--connected-since", connected_since)
        try:
            with file.open("w", encoding="utf-8", newline="") as stream:
                rows = csv.writer(stream, lineterminator="\n")
                rows.writerow(COLUMNS)
                written = [rows.writerow(row) for row in nation(connected_since)]
        except OSError as why:
            raise UnusableFile(f"{file}: cannot be written ({why.strerror}).") from why
        said = door.say("cli.units.written", units=len(written), file=file)
        door.out.print(said, markup=False)

    return write


def _found(house: House, unit_id: str) -> Unit:
    unit = _find(house, unit_id)
    if unit is None:
        raise NoSuchUnit(unit=unit_id)
    return unit


def _find(house: House, unit_id: str) -> Unit | None:
    return house.units.find(unit_id)


def _line(door: Door, unit: Unit) -> str:
    """A unit on one line: id, name, level and kind."""
    name = unit.name.in_language(door.language)
    facts = {"unit": unit.unit_id, "name": name, "level": unit.level, "kind": unit.kind}
    return door.say("cli.units.unit", **facts)


def _as_json(unit: Unit) -> dict[str, Any]:
    since = unit.connected_since
    return {
        "unit_id": unit.unit_id,
        "name_zh": unit.name.zh,
        "name_en": unit.name.en,
        "level": unit.level,
        "kind": unit.kind,
        "division": str(unit.division) if unit.division else None,
        "superior": unit.superior,
        "connected_since": since.isoformat() if since else None,
        "is_closed": unit.is_closed,
        "successor": unit.successor,
    }
