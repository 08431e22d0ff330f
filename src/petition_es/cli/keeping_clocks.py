"""`petition-es clocks`: the clock keeper, and the notices that it gave."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.stopping import until_told
from petition_es.projections.keeper import ClockKeeper, Notice, notices

ABOUT = "Clocks: what is due on petitions, and notices of what passes."
KEEP_HELP = """Give a notice of every limit that is due within three days, or was missed.

Each once, whatever happens: a keeper that was stopped for weeks goes on where it was. A second one
waits. No petition is touched.

Example: petition-es clocks keep
"""
NOTICES_HELP = """List the notices that were given, oldest first.

Example: petition-es clocks notices --after 120 --json
"""


def add_commands(app: typer.Typer, door: Door) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=ABOUT)
    group.command("keep", help=KEEP_HELP)(_keep(door))
    group.command("notices", help=NOTICES_HELP)(_notices(door))
    app.add_typer(group, name="clocks")


def _keep(door: Door) -> Callable[..., None]:
    def keep(
        once: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--once", help="Give what is to be given now, and end.")
        ] = False,
    ) -> None:
        with opened(door) as house:
            keeper = ClockKeeper(house.store.address, house.law, house.clock)
            with keeper:
                if once:
                    door.tell(door.say("cli.clocks.given", notices=keeper.catch_up()))
                    return
                door.tell(door.say("cli.clocks.keeping"))
                keeper.run(until_told())

    return keep


def _notices(door: Door) -> Callable[..., None]:
    def show(
        after: Annotated[
            int, typer.Option(min=0, help="Those after the notice of this number.")
        ] = 0,
        limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 1000,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house, house.store.connection() as connection:
            for notice in notices(connection, after, limit):
                if as_json:
                    door.show_json(asdict(notice))
                else:
                    sys.stdout.write(_line(door, notice) + "\n")

    return show


def _line(door: Door, notice: Notice) -> str:
    return door.say(
        f"cli.clocks.{notice.kind}",
        number=notice.notice_id,
        clock=notice.clock,
        petition=notice.petition_id,
        unit=notice.unit_id or "-",
        last=str(notice.last_day),
    )
