"""Commands that fill and empty the store: demo, import, erase."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from petition_es.bootstrap import House
from petition_es.cli.inspecting import Json, unit_cards
from petition_es.cli.opening import Door, opened
from petition_es.cli.timeline_view import render_timeline
from petition_es.demonstration.loading import load_demonstration
from petition_es.demonstration.telling import DEMONSTRATION_CODE
from petition_es.demonstration.the_article import bridge, road
from petition_es.domain.entry import Actor
from petition_es.office.histories import History
from petition_es.projections.timeline import timeline

DEMO_HELP = """Load a small demonstration, once, and tell its two stories.

Example: petition-es demo
"""
ERASE_HELP = """Erase a petitioner for ever: the keys are destroyed, every entry stays in its place.

Example: petition-es erase p-road --yes
"""

STEWARD = Actor(actor_id="steward", role="steward")


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands that change the store as a whole."""
    app.command("demo", help=DEMO_HELP)(_demo(door))
    app.command("erase", help=ERASE_HELP)(_erase(door))


def _demo(door: Door) -> Callable[..., None]:
    def tell() -> None:
        with opened(door) as house:
            written = load_demonstration(house.store, house.units, house.histories)
            key = "cli.demo.loaded" if written else "cli.demo.already"
            door.tell(door.say(key, petitions=written))
            numbers = [_tell_story(door, house, story) for story in (bridge(), road())]
            door.out.print(
                door.say(
                    "cli.demo.next",
                    program=program(),
                    bridge=numbers[0],
                    road=numbers[1],
                    code=DEMONSTRATION_CODE,
                ),
                markup=False,
            )

    return tell


def program() -> str:
    """How this program is called from here: by its path, where it lies below this folder."""
    path = Path(sys.argv[0]).absolute()
    return str(path.relative_to(Path.cwd())) if Path.cwd() in path.parents else "petition-es"


def _tell_story(door: Door, house: House, story: History) -> str:
    petition = house.office.petition(story.petition_id)
    told = timeline(
        petition.recorded, audience="public", units=unit_cards(house), now=house.clock()
    )
    render_timeline(told, door.out, door.language)
    return petition.file.number or ""


def _erase(door: Door) -> Callable[..., None]:
    def erase(
        petitioner: Annotated[str, typer.Argument(help="The petitioner's pseudonym.")],
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        if not yes:
            typer.confirm(door.say("cli.erase.ask", petitioner=petitioner), abort=True)
        with opened(door) as house:
            answer = house.erasure.erase(house.office.entry(STEWARD), petitioner)
            if as_json:
                door.show_json({"petitioner": petitioner, "petitions": answer})
            else:
                door.out.print(door.say("cli.erase.done", petitioner=petitioner, petitions=answer))

    return erase
