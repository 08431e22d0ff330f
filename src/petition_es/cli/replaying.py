"""The command that replays: a case step by step, a case as one file, a desk on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer

from petition_es.api.replays.opening import case_of, replay_of
from petition_es.bootstrap import House
from petition_es.cli import desk_view
from petition_es.cli.acts import addressed
from petition_es.cli.clocks import Processes, processes_worth_it
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.replay_view import ReplayView, show
from petition_es.cli.timeline_view.words import Words
from petition_es.domain.petition import Petition
from petition_es.domain.refusals import NoSuchUnit
from petition_es.projections.clocks import Look
from petition_es.projections.replay import Opening, Order, Replay, replay_as_json, step_as_json
from petition_es.projections.replay.bundle import bundle
from petition_es.projections.replay.desk import desk

HELP = """Replay a case step by step: each entry, what it changed, the clocks, what the page showed.

Without --step it lists all steps. With --unit and --day it tells what lay on that desk that day.

Example: petition-es replay XF2016-44181-59663-53 --step 4

Example: petition-es replay --unit haiyang-roads --day 2016-08-31
"""
BROKEN = 3
"""The exit code where a file is not in order, as of every command."""

KEYS = {"n": 1, " ": 1, "\x1b[C": 1, "p": -1, "\x1b[D": -1}
"""What steps forward and back: letters, the space bar, the arrow keys."""


@dataclass(frozen=True)
class _Asked:
    """What of a case is asked for, as it stands on the command line."""

    order: Order
    happened_by: str | None
    known_by: str | None
    at: str | None
    step: int | None
    unsealed: bool
    keys: bool
    as_json: bool


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its command that replays."""
    app.command("replay", help=HELP)(_replay(door))


def _replay(door: Door) -> Callable[..., None]:
    def replay(  # noqa: PLR0917  # the options of the command line
        number: Annotated[
            str | None, typer.Argument(help="The petition's number, or its id.")
        ] = None,
        step: Annotated[int | None, typer.Option(help="Show this step whole.")] = None,
        at: Annotated[
            str | None, typer.Option(help="Show the step of this entry (id) or position.")
        ] = None,
        order: Annotated[Order, typer.Option(help="In which order.")] = "recorded",
        happened_by: Annotated[
            str | None, typer.Option(help="Only what happened by this day.")
        ] = None,
        known_by: Annotated[
            str | None, typer.Option(help="Only what was known by this day.")
        ] = None,
        unsealed: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--open", help="Open the seals.")
        ] = False,
        keys: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--keys", help="Step with the keys n, p, f, l; q ends it.")
        ] = False,
        packed: Annotated[
            Path | None, typer.Option("--bundle", help="Write the whole case to this zip file.")
        ] = None,
        unit: Annotated[str | None, typer.Option(help="What lay on this unit's desk.")] = None,
        day: Annotated[str | None, typer.Option(help="At the end of this day.")] = None,
        processes: Processes = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        if (number is None) == (unit is None or day is None):
            raise typer.BadParameter(door.say("cli.replay.which"))
        asked = _Asked(order, happened_by, known_by, at, step, unsealed, keys, as_json)
        with opened(door) as house:
            if number is None:
                _show_desk(door, house, _look(door, house, day, known_by, processes), unit, asked)
                return
            petition = house.office.petition(addressed(house, number))
            if packed is not None:
                _write_bundle(door, house, petition, packed)
            else:
                _show_case(door, house, petition, asked)

    return replay


def _show_case(door: Door, house: House, petition: Petition, asked: _Asked) -> None:
    told = replay_of(
        house,
        petition,
        order=asked.order,
        happened_by=door.reader.day("--happened-by", asked.happened_by),
        known_by=door.reader.day("--known-by", asked.known_by),
    )
    chosen = told.find(asked.at) if asked.at is not None else asked.step
    opening = Opening("auditor" if asked.unsealed else None)
    if asked.as_json:
        _show_json(door, told, chosen, opening)
        return
    words = Words.fitting(door.language, door.out.encoding)
    view = ReplayView(told, petition.file.number or str(petition.id), words, opening)
    if asked.keys:
        _step_by_keys(door, told, view, chosen or 1)
    else:
        show(door.out, view.all_steps() if chosen is None else view.step(told.step(chosen)))


def _show_json(door: Door, told: Replay, chosen: int | None, opening: Opening) -> None:
    whole = replay_as_json(told)
    step = None if chosen is None else step_as_json(told, told.step(chosen), opening)
    door.show_json(whole | {"step": step})


def _step_by_keys(door: Door, told: Replay, view: ReplayView, first: int) -> None:
    """Show one step after the other, as keys are pressed."""
    if not door.out.is_terminal:
        raise typer.BadParameter(door.say("cli.replay.no_terminal"))
    number, ends = first, {"f": 1, "\x1b[H": 1, "l": len(told), "\x1b[F": len(told)}
    while True:
        door.out.clear()
        show(door.out, view.step(told.step(number)))
        door.out.print(door.say("cli.replay.keys"), style="dim", markup=False)
        pressed = typer.getchar()
        if pressed in {"q", "\x1b", "\x03", "\x04"}:
            return
        wanted = ends.get(pressed, number + KEYS.get(pressed, 0))
        number = min(max(wanted, 1), len(told))


def _write_bundle(door: Door, house: House, petition: Petition, path: Path) -> None:
    """Write a case as one file; whoever works at this machine sees it as an auditor does."""
    case = case_of(house, petition, "auditor")
    content = bundle(case)
    try:
        path.write_bytes(content)
    except OSError as wrong:
        trouble = door.say(
            "cli.replay.bundle_not_written", path=path, reason=wrong.strerror or wrong
        )
        door.err.print(trouble, style="bold red", markup=False)
        raise typer.Exit(BROKEN) from wrong
    first, last = min(case.positions), max(case.positions)
    said = {"path": path, "entries": len(case.recorded), "first": first, "last": last}
    door.out.print(door.say("cli.replay.bundled", **said), markup=False)


def _look(
    door: Door, house: House, day: str | None, known_by: str | None, processes: int | None
) -> Look:
    """Stand at the end of a day."""
    asked = door.reader.day("--day", day) or house.clock()
    if not isinstance(asked, datetime):
        asked = datetime.combine(asked, time.max, house.settings.office_zone)
    return Look(
        address=house.store.address,
        law=house.law,
        at=asked,
        known_by=door.reader.day("--known-by", known_by),
        processes=processes or processes_worth_it(house),
    )


def _show_desk(door: Door, house: House, look: Look, unit: str | None, asked: _Asked) -> None:
    if unit is None or house.units.find(unit) is None:
        raise NoSuchUnit(unit=unit or "")
    found = desk(look, unit)
    if asked.as_json:
        door.show_json(desk_view.as_json(found))
    else:
        desk_view.show(door, house, found)
