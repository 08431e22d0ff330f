"""`petition-es audit hot`: many persons, one matter, one line."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from petition_es.audits.hot.asking import DAYS_MAX, PERSONS_MAX, Answered, Hot, ask_for_hot
from petition_es.audits.hot.in_json import hot_as_json
from petition_es.audits.hot.wording import grew, many, when, where, why
from petition_es.audits.quality.period import EARLIEST, LATEST
from petition_es.bootstrap import House
from petition_es.cli.audit_tables import NOBODY
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.quality import unit_names

HOT_HELP = """List hot issues: matters of many persons within some days, as of the last `audit run`.

Petitions are one issue by the word of an office, by their words, or by lying near each other in
one category. Growth is against as many days before. Without --days and --persons the policy says
how many.

Example: petition-es audit hot --at 2016-06-30 --days 60 --persons 5 --division 3706
"""
COLUMNS = ("stands_for", "persons", "growth", "when", "where", "units", "why")


def add_hot(group: typer.Typer, door: Door) -> None:
    """Add the command to those about audits."""
    group.command("hot", help=HOT_HELP)(_hot(door))


def _hot(door: Door) -> Callable[..., None]:
    def show(  # the options of the command line
        at: Annotated[
            str | None, typer.Option(help="The last day; else that of the last petition.")
        ] = None,
        days: Annotated[int | None, typer.Option(min=1, max=DAYS_MAX, help="So many days.")] = None,
        persons: Annotated[
            int | None, typer.Option(min=1, max=PERSONS_MAX, help="At least so many persons.")
        ] = None,
        division: Annotated[str | None, typer.Option(help="There or below.")] = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        hot = Hot(at=_day(at), days=days, persons=persons, division=division)
        with opened(door) as house:
            settings = house.settings
            answered = ask_for_hot(
                house.store.address, hot, settings.office_zone, home=settings.home
            )
            if answered is None:
                raise typer.BadParameter(door.say("hot.none_yet"))
            if as_json:
                door.show_json(hot_as_json(answered))
            else:
                _show(door, house, answered)

    return show


def _show(door: Door, house: House, answered: Answered) -> None:
    window, language = answered.window, door.language
    facts = {"days": window.days, "at": str(window.last), "persons": answered.persons}
    door.tell(door.say("hot.asked", **facts, run=answered.run.at))
    if not answered.issues:
        door.tell(door.say("hot.none"))
        return
    house.units.know({unit for each in answered.issues for unit in each.units})
    name = unit_names(house, language)
    table = Table()
    for column in COLUMNS:
        table.add_column(door.say(f"hot.{column}"), overflow="fold")
    for each in answered.issues:
        table.add_row(
            each.number or NOBODY, many(each, language), grew(each, language), when(each),
            where(each, language), ", ".join(map(name, each.units)), why(each, language),
        )  # fmt: skip
    door.out.print(table)


def _day(word: str | None) -> date | None:
    try:
        day = date.fromisoformat(word) if word else None
    except ValueError as wrong:
        raise typer.BadParameter("--at: write it as 2016-08-04") from wrong
    if day is not None and not EARLIEST <= day <= LATEST:
        raise typer.BadParameter(f"--at: a day from {EARLIEST} to {LATEST}")
    return day
