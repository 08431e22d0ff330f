"""Commands about the clocks of all petitions: what is overdue, how timely, under another law."""

import os
from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from petition_es.bootstrap import House
from petition_es.cli import clock_tables as tables
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.domain.regime.law import Law
from petition_es.projections.clocks import (
    Grouping,
    Look,
    Overdue,
    look_of,
    overdue,
    timeliness,
    what_if,
)
from petition_es.projections.clocks.in_json import timeliness_as_json
from petition_es.projections.keeper import overdue_now

OVERDUE_HELP = """List what is overdue, desk by desk, and the petitions that are late.

Late is only what is not done after its last day, extensions and rests counted in. Where the clocks
are kept (`serve`, `clocks keep`), the answer for now is read at once; else the log is read.

Example: petition-es overdue --at 2016-08-31 --unit haiyang-roads
"""
TIMELINESS_HELP = """Tell how much of what was due in a period was done in time.

First pieces only; a rate of nothing is undefined. docs/clocks.md has the formulas.

Example: petition-es timeliness --from 2016-01-01 --to 2016-12-31 --by level
"""
WHAT_IF_HELP = """Time the same histories as if another regime had held everywhere.

It says who would have been late that was not, and the other way round. Nothing is written.

Example: petition-es what-if --regime cn-2022 --from 2016-01-01 --to 2016-12-31
"""
MANY_EVENTS = 300_000
"""From so many on it is worth while to start processes."""

At = Annotated[str | None, typer.Option("--at", help="As of the end of this day; else now.")]
Known = Annotated[str | None, typer.Option(help="Only what was recorded by this day.")]
First = Annotated[str, typer.Option("--from", help="The first day of the period.")]
Last = Annotated[str, typer.Option("--to", help="The last day of the period.")]
Processes = Annotated[
    int | None, typer.Option(min=1, max=64, help="How many processes read the log.")
]


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands about clocks."""
    app.command("overdue", help=OVERDUE_HELP)(_overdue(door))
    app.command("timeliness", help=TIMELINESS_HELP)(_timeliness(door))
    app.command("what-if", help=WHAT_IF_HELP)(_what_if(door))


def _overdue(door: Door) -> Callable[..., None]:
    def show(
        at: At = None,
        known_by: Known = None,
        unit: Annotated[str | None, typer.Option(help="Of this unit only.")] = None,
        processes: Processes = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            look = _look(door, house, at, known_by, processes)
            is_now = at is None and known_by is None and processes is None
            found = (_kept(house, look) if is_now else None) or overdue(look)
            if unit is not None:
                found = found.of_unit(unit)
            if as_json:
                door.show_json(tables.overdue_as_json(found))
            else:
                tables.show_overdue(door, house, found)

    return show


def _timeliness(door: Door) -> Callable[..., None]:
    def show(  # noqa: PLR0917  # the options of the command line
        first: First,
        last: Last,
        by: Annotated[Grouping, typer.Option(help="Row by row of what.")] = "unit",
        at: At = None,
        known_by: Known = None,
        processes: Processes = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        days = period_of(door, first, last)
        with opened(door) as house:
            found = timeliness(_look(door, house, at, known_by, processes), *days)
            if as_json:
                door.show_json(timeliness_as_json(found, by))
            else:
                tables.show_timeliness(door, house, found, by)

    return show


def _what_if(door: Door) -> Callable[..., None]:
    def show(  # noqa: PLR0917  # the options of the command line
        regime: Annotated[str, typer.Option(help="The regime, as `regimes list` names it.")],
        first: First,
        last: Last,
        at: At = None,
        known_by: Known = None,
        processes: Processes = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        days = period_of(door, first, last)
        with opened(door) as house:
            other = _everywhere(door, house.law, regime)
            found = what_if(_look(door, house, at, known_by, processes), other, *days)
            if as_json:
                door.show_json(tables.what_if_as_json(found, regime))
            else:
                tables.show_what_if(door, house, found)

    return show


def _kept(house: House, look: Look) -> Overdue | None:
    """What the clock keeper knows of this moment, at once; None where it is not up to date."""
    with house.store.reader() as reader, house.store.connection() as connection:
        return overdue_now(connection, house.law, look.at, reader.head())


def _look(
    door: Door, house: House, at: str | None, known_by: str | None, processes: int | None
) -> Look:
    """Stand where the reader asked to: at the end of a day, which may also be still to come."""
    return look_of(
        address=house.store.address,
        law=house.law,
        now=house.clock(),
        at=door.reader.day("--at", at),
        known_by=door.reader.day("--known-by", known_by),
        processes=processes or processes_worth_it(house),
    )


def processes_worth_it(house: House) -> int:
    """So many processes read a log of this length fastest."""
    is_worth_it = house.store.last_position() >= MANY_EVENTS
    return os.cpu_count() or 1 if is_worth_it else 1


def period_of(door: Door, first: str, last: str) -> tuple[date, date]:
    """The first and the last day of a period; refused where it ends before it begins."""
    days = _day("--from", first), _day("--to", last)
    if days[0] > days[1]:
        raise typer.BadParameter(door.say("cli.clocks.backwards", first=first, last=last))
    return days


def _day(option: str, word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as wrong:
        raise typer.BadParameter(f"{option}: write it as 2016-08-04") from wrong


def _everywhere(door: Door, law: Law, regime_id: str) -> Law:
    other = law.everywhere(regime_id)
    if other is None:
        known = ", ".join(each.regime_id for each in law.regimes)
        raise typer.BadParameter(door.say("cli.regimes.unknown", regime=regime_id, known=known))
    return other
