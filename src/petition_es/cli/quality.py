"""`petition-es audit quality`: the rates of the last audit, with what each is made of."""

from collections.abc import Callable
from typing import Annotated, get_args

import typer
from rich.table import Table

from petition_es.audits.quality.counting import Grouping, Only, Quality, quality
from petition_es.audits.quality.in_json import quality_as_json
from petition_es.audits.quality.period import EARLIEST, LATEST, Period
from petition_es.audits.quality.public import NOTHING, Hidden, PublicGrouping, hidden_of
from petition_es.audits.quality.rates import RATES, Rate, Share
from petition_es.audits.quality.wording import NOBODY, key_in_words, share_in_words
from petition_es.audits.running import tables
from petition_es.bootstrap import House
from petition_es.cli.clocks import First, Last, period_of
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened

QUALITY_HELP = """Tell the rates of a period, as of the last `audit run`, against the year before.

Each rate is shown with its numerator and denominator; a rate of nothing is undefined. With --public
only what may be published: whole calendar years, without rows of fewer than five petitions.

Example: petition-es audit quality --from 2016-01-01 --to 2016-12-31 --by month
"""


def add_quality(group: typer.Typer, door: Door) -> None:
    """Add the command to those about audits."""
    group.command("quality", help=QUALITY_HELP)(_quality(door))


def _quality(door: Door) -> Callable[..., None]:
    def show(  # noqa: PLR0917  # the options of the command line
        first: First,
        last: Last,
        by: Annotated[Grouping, typer.Option(help="Row by row of what.")] = "month",
        unit: Annotated[str | None, typer.Option(help="Of this unit only.")] = None,
        division: Annotated[str | None, typer.Option(help="There or below.")] = None,
        is_public: Annotated[bool, typer.Option("--public", help="For publication.")] = False,  # noqa: FBT002  # a flag
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        period = period_asked(door, first, last)
        only = Only(unit, division)
        if is_public:
            _check_public(door, period, by, only)
        with opened(door) as house:
            found = asked(house, door, period, by, only)
            if as_json:
                door.show_json(quality_as_json(found, is_public=is_public))
            else:
                _show(door, house, found, is_public=is_public)

    return show


def period_asked(door: Door, first: str, last: str) -> Period:
    """The period that the options name; refused where it ends before it begins."""
    period = Period(*period_of(door, first, last))
    if not period.is_told:
        raise typer.BadParameter(door.say("cli.quality.years", first=EARLIEST, last=LATEST))
    return period


def asked(house: House, door: Door, period: Period, by: Grouping, only: Only) -> Quality:
    """The rates of a period as the last audit tells them; refused where there is none."""
    last = tables.last(house.store.address)
    if last is None:
        raise typer.BadParameter(door.say("cli.audit.none_yet"))
    with tables.looking(house.store.address) as connection:
        return quality(connection, last, period, by, only)


def _check_public(door: Door, period: Period, by: Grouping, only: Only) -> None:
    """Refuse what would let a reader compute what is hidden."""
    if by not in get_args(PublicGrouping) or only != Only():
        ways = ", ".join(get_args(PublicGrouping))
        raise typer.BadParameter(door.say("cli.quality.not_public", ways=ways))
    if period != Period.year(period.first.year):
        raise typer.BadParameter(door.say("cli.quality.whole_year", year=period.first.year))


def _show(door: Door, house: House, found: Quality, *, is_public: bool) -> None:
    gone = hidden_of(found.now), hidden_of(found.before)
    if not is_public:
        gone = NOTHING, NOTHING
    table = Table(box=None)
    for column in ("rate", found.by, "now", "year_before"):
        table.add_column(door.say(f"cli.quality.{column}"))
    house.units.know([key for key in found.keys if key and found.by == "unit"])
    for rate in RATES:
        for key in found.keys:
            if any(share.denominator for share in found.compared(rate, key)):
                group = key_in_words(found.by, key, door.language, unit_names(house, door.language))
                table.add_row(*_cells(door, found, rate, key, gone, group))
        together = door.say("cli.quality.all")
        table.add_row(*_cells(door, found, rate, None, gone, together), style="bold")
    door.out.print(table)
    if is_public:
        door.tell(door.say("cli.quality.hidden_because"))


def _cells(  # noqa: PLR0917  # one line of a table
    door: Door,
    found: Quality,
    rate: Rate,
    key: str | None,
    gone: tuple[Hidden, Hidden],
    group: str,
) -> tuple[str, ...]:
    shares = [
        _cell(door, share, is_hidden=(rate.cohort.day, key) in hides)
        for share, hides in zip(found.compared(rate, key), gone, strict=True)
    ]
    return door.say(f"rate.{rate.name}"), group or NOBODY, *shares


def _cell(door: Door, share: Share, *, is_hidden: bool) -> str:
    return door.say("cli.quality.hidden") if is_hidden else share_in_words(share, door.language)


def unit_names(house: House, language: str) -> Callable[[str], str]:
    """What units are called in a language; one that nobody registered by its id."""

    def name(unit_id: str) -> str:
        unit = house.units.find(unit_id)
        return unit.name.in_language(language) if unit else unit_id

    return name
