"""`petition-es estimates`: what like petitions took, published for the pages day by day."""

from collections.abc import Callable
from dataclasses import asdict

import typer

from petition_es.bootstrap import House
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.stopping import until_told
from petition_es.projections.estimates import Publisher, editions

ABOUT = "Estimates: by when petitions may expect their answer, from how long like ones took."
PUBLISH_HELP = """Publish today's edition, out of the projection answer_times.

What was published stays as it was, so that what a page showed on a day can be told for ever. There
is one edition a day.

Example: petition-es estimates publish
"""
KEEP_HELP = """Publish the edition of each day, until Ctrl-C.

Example: petition-es estimates keep
"""
LIST_HELP = """List the editions that were published, oldest first.

Example: petition-es estimates list --json
"""


def add_commands(app: typer.Typer, door: Door) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=ABOUT)
    group.command("publish", help=PUBLISH_HELP)(_publish(door))
    group.command("keep", help=KEEP_HELP)(_keep(door))
    group.command("list", help=LIST_HELP)(_list(door))
    app.add_typer(group, name="estimates")


def _publish(door: Door) -> Callable[..., None]:
    def publish() -> None:
        with opened(door) as house:
            edition = _publisher(house).publish()
        if edition is None:
            door.tell(door.say("cli.estimates.is_published"))
            return
        facts = {"edition": edition.edition, "groups": edition.groups}
        door.tell(door.say("cli.estimates.published", **facts))

    return publish


def _keep(door: Door) -> Callable[..., None]:
    def keep() -> None:
        with opened(door) as house:
            door.tell(door.say("cli.estimates.keeping"))
            _publisher(house).run(until_told())

    return keep


def _list(door: Door) -> Callable[..., None]:
    def show(as_json: Json = False) -> None:  # noqa: FBT002  # a flag of the command line
        with opened(door) as house, house.store.connection() as connection:
            found = editions(connection)
            zone = house.settings.office_zone
        for each in found:
            if as_json:
                door.show_json(asdict(each))
                continue
            facts = {"edition": each.edition, "groups": each.groups, "bookmark": each.bookmark}
            at = each.published_at.astimezone(zone)
            door.out.print(door.say("cli.estimates.edition", at=at, **facts), markup=False)

    return show


def _publisher(house: House) -> Publisher:
    return Publisher(house.store.connection, house.clock)
