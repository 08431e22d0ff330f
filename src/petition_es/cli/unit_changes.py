"""Commands that change a unit: `petition-es units rename | connect | merge | take-over …`."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Annotated, Any

import typer

from petition_es.bootstrap import House
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.unit import Unit, UnitName
from petition_es.office.circumstances import NOW, Circumstances
from petition_es.office.succession import Handed, Held

STEWARD = Actor(actor_id="steward", role="steward")
LEFT = 1

RENAME_HELP = """Give a unit another name; earlier steps keep showing the earlier one.

Example: petition-es units rename haiyang-roads --zh 海阳市交通局 --en "Haiyang Transport"
"""
CONNECT_HELP = """Put a unit on the net; what is sent to it from then on arrives at once.

Example: petition-es units connect haiyang-roads --at 2016-07-01
"""
DISCONNECT_HELP = """Take a unit off the net; what is sent to it from then on goes on paper.

Example: petition-es units disconnect haiyang-roads
"""
MERGE_HELP = """Merge a unit into another one, which goes on with its matters.

What it holds waits for `units take-over`.

Example: petition-es units merge haiyang-roads --into haiyang-transport
"""
CLOSE_HELP = """Close a unit that nobody goes on for.

What it holds waits for `units take-over … --to`.

Example: petition-es units close haiyang-roads
"""
TAKE_OVER_HELP = """Let the successor take over all that a merged or closed unit still holds.

Run it again as often as you like: what was taken over is left alone. With
--list nothing is done, and what waits is only shown.

Exit code 0: nothing waits any more. 1: something stood in the way, and is named.

Example: petition-es units take-over haiyang-roads --list
"""

Name = Annotated[str, typer.Argument(help="The unit's id.")]
At = Annotated[str | None, typer.Option(help="Since when, if not now, as 2016-07-01.")]


def add_commands(units: typer.Typer, door: Door) -> None:
    """Give the commands about units those that change one."""
    units.command("rename", help=RENAME_HELP)(_rename(door))
    units.command("connect", help=CONNECT_HELP)(_plain(door, Unit.connect))
    units.command("disconnect", help=DISCONNECT_HELP)(_plain(door, Unit.disconnect))
    units.command("merge", help=MERGE_HELP)(_merge(door))
    units.command("close", help=CLOSE_HELP)(_plain(door, Unit.close))
    units.command("take-over", help=TAKE_OVER_HELP)(_take_over(door))


def _rename(door: Door) -> Callable[..., None]:
    def rename(
        unit: Name,
        zh: Annotated[str, typer.Option(help="The name in Chinese.")],
        en: Annotated[str | None, typer.Option(help="The name in English.")] = None,
        at: At = None,
    ) -> None:
        name = UnitName(zh=zh, en=en)
        with opened(door) as house:
            entry = _entry(door, house, at)
            _show(door, house.units.change(unit, lambda known: known.rename(entry, name=name)))

    return rename


def _plain(door: Door, change: Callable[[Unit, Entry], None]) -> Callable[..., None]:
    def perform(unit: Name, at: At = None) -> None:
        with opened(door) as house:
            entry = _entry(door, house, at)
            changed = house.units.change(unit, lambda known: change(known, entry))
            _show(door, changed)
            if changed.is_closed:
                _show_waiting(door, house, changed)

    return perform


def _merge(door: Door) -> Callable[..., None]:
    def merge(
        unit: Name,
        into: Annotated[str, typer.Option(help="The unit that goes on with its matters.")],
        at: At = None,
    ) -> None:
        with opened(door) as house:
            merged = house.units.merge(_entry(door, house, at), unit, into=into)
            _show(door, merged)
            _show_waiting(door, house, merged)

    return merge


def _take_over(door: Door) -> Callable[..., None]:
    def take_over(
        unit: Name,
        to: Annotated[str | None, typer.Option(help="Who goes on for a closed unit.")] = None,
        only_list: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--list", help="Only show what waits.")
        ] = False,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            if only_list:
                handed = [Handed(held) for held in house.succession.waiting(unit)]
            else:
                clerk = STEWARD.actor_id
                handed = list(house.succession.take_over(unit, to=to, clerk=clerk))
        left = [each for each in handed if each.refusal is not None]
        if as_json:
            door.show_json({"waiting" if only_list else "taken_over": [*map(_as_json, handed)]})
        else:
            _show_handed(door, unit, handed, left, only_list=only_list)
        if left:
            raise typer.Exit(LEFT)

    return take_over


def _show_handed(
    door: Door, unit: str, handed: list[Handed], left: list[Handed], *, only_list: bool
) -> None:
    for each in handed if only_list else left:
        why = door.say(f"refusal.{each.refusal.rule}", **each.refusal.facts) if each.refusal else ""
        line = f"{_address(each.held)}  {why}".rstrip()
        door.out.print(line, markup=False)
    key = "cli.units.waiting" if only_list else "cli.units.taken_over"
    number = len(handed) - len(left)
    door.out.print(door.say(key, unit=unit, petitions=number), markup=False)


def _show_waiting(door: Door, house: House, unit: Unit) -> None:
    """Say what is left to be taken over of a unit that is no more."""
    waiting = sum(1 for _ in house.succession.waiting(unit.unit_id))
    if waiting:
        key = "cli.units.to_take_over" if unit.successor else "cli.units.to_hand_on"
        door.out.print(door.say(key, unit=unit.unit_id, petitions=waiting), markup=False)


def _show(door: Door, unit: Unit) -> None:
    said = door.say(
        "cli.units.changed", unit=unit.unit_id, name=unit.name.in_language(door.language)
    )
    door.out.print(said, markup=False)


def _entry(door: Door, house: House, at: str | None) -> Entry:
    """Whoever keeps this machine writes it down, for now or for the day that is named."""
    since = door.reader.day("--at", at)
    if since is None:
        return house.office.entry(STEWARD, NOW)
    if isinstance(since, datetime):
        return house.office.entry(STEWARD, Circumstances(at=since))
    moment = datetime.combine(since, time(), door.settings.office_zone)
    return house.office.entry(STEWARD, Circumstances(at=moment, at_precision="day"))


def _address(held: Held) -> str:
    return held.number or str(held.petition_id)


def _as_json(handed: Handed) -> dict[str, Any]:
    held = handed.held
    return {
        "petition": str(held.petition_id),
        "number": held.number,
        "referrals": list(held.referral_ids),
        "refused": handed.refusal.rule if handed.refusal else None,
    }
