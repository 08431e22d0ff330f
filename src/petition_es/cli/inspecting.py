"""Commands that look: timeline, events, status, identities."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
import typer

from petition_es.bootstrap import House
from petition_es.cli.acts import addressed
from petition_es.cli.conditions import (
    condition_as_json,
    conditions,
    keeper,
    keeper_as_json,
    show_condition,
    show_keeper,
    show_similar_index,
    similar_index,
    similar_index_as_json,
)
from petition_es.cli.opening import Door, opened
from petition_es.cli.timeline_view import render_timeline
from petition_es.demonstration.identities import identities
from petition_es.domain.codes import Audience
from petition_es.domain.event import STAMP
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.refusals import NoSuchPetition
from petition_es.domain.sealed import Sealed
from petition_es.projections.timeline import NotPublished, UnitCard, standpoint, timeline, to_json
from petition_es.simulation.loading import is_simulated
from petition_es.store.floor import FloorHolder

Number = Annotated[str, typer.Argument(help="The petition's number, as printed or as typed.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]

TIMELINE_HELP = """Follow one petition like a parcel: where it is, who has it, every step.

Example: petition-es timeline XF2016-44181-59663-53 --as public --known-by 2016-08-04
"""
EVENTS_HELP = """List the entries of one petition's record, as they were written.

Words under seal are not shown; --open shows them to who may read the keys.

Example: petition-es events XF2016-44181-59663-53 --json
"""
STATUS_HELP = """Say what the store holds and where it is, how its projections and clocks are.

Example: petition-es status --json
"""
IDENTITIES_HELP = """List the named identities of the demonstration, for `--by NAME`.

Example: petition-es identities
"""


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands that look."""
    app.command("timeline", help=TIMELINE_HELP)(_timeline(door))
    app.command("events", help=EVENTS_HELP)(_events(door))
    app.command("status", help=STATUS_HELP)(_status(door))
    app.command("identities", help=IDENTITIES_HELP)(_identities(door))


def _timeline(door: Door) -> Callable[..., None]:
    def show(  # noqa: PLR0917  # the options of the command line
        number: Number,
        audience: Annotated[Audience, typer.Option("--as", help="Whose view.")] = "petitioner",
        code: Annotated[
            str | None, typer.Option(help="The query code: open as petitioner.")
        ] = None,
        happened_by: Annotated[
            str | None, typer.Option(help="Only what happened by this day.")
        ] = None,
        known_by: Annotated[
            str | None, typer.Option(help="Only what was known by this day.")
        ] = None,
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="The language.")] = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        door.language_wanted = lang or door.language_wanted
        with opened(door) as house:
            happened = door.reader.day("--happened-by", happened_by)
            known = door.reader.day("--known-by", known_by)
            story = timeline(
                _entries(house, _opened_petition(house, number, code, audience)),
                audience="petitioner" if code else audience,
                units=unit_cards(house),
                happened_by=happened,
                known_by=known,
                now=standpoint(house.clock(), happened, known),
                law=house.law,
                estimates=house.estimates,
            )
            if as_json:
                door.show_json(to_json(story))
            else:
                render_timeline(story, door.out, door.language)

    return show


def _events(door: Door) -> Callable[..., None]:
    def show(
        number: Number,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
        unsealed: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--open", help="Open the seals.")
        ] = False,
    ) -> None:
        with opened(door) as house:
            for event in _entries(house, addressed(house, number)):
                row = _row(event, unsealed=unsealed)
                if as_json:
                    door.show_json(row)
                else:
                    _print_row(door, row)

    return show


def _status(door: Door) -> Callable[..., None]:
    def show(as_json: Json = False) -> None:  # noqa: FBT002  # a flag of the command line
        with opened(door) as house:
            counts, projections, kept = house.store.counts(), conditions(house), keeper(house)
            similar = similar_index(house)
            answer = {
                "database": "embedded" if house.is_embedded else "configured",
                "home": str(house.settings.home),
                "events": sum(counts.values()),
                "petitions": counts.get("Petition.Submitted", 0),
                "petitioners": counts.get("Petitioner.Created", 0),
                "erased": counts.get("Petitioner.Erased", 0),
                "units": counts.get("Unit.Established", 0),
                "simulated": is_simulated(house.store),
                "floor": [asdict(holder) for holder in house.store.floor_holders()],
                "projections": [condition_as_json(each) for each in projections],
                "keeper": keeper_as_json(kept),
                "similar": similar_index_as_json(similar),
                "by_event": counts,
            }
            if as_json:
                door.show_json(answer)
                return
            for name in (
                "database",
                "home",
                "petitions",
                "petitioners",
                "erased",
                "units",
                "events",
            ):
                door.out.print(f"{door.say(f'cli.status.{name}'):<24} {answer[name]}", markup=False)
            if answer["simulated"]:
                said = door.say("cli.status.simulated_yes")
                door.out.print(f"{door.say('cli.status.simulated'):<24} {said}", markup=False)
            _show_floor(door, house.store.floor_holders())
            if projections:
                door.out.print(door.say("cli.status.projections"), markup=False)
            for condition in projections:
                show_condition(door, condition)
            show_keeper(door, kept)
            show_similar_index(door, similar)

    return show


def _show_floor(door: Door, holders: Sequence[FloorHolder]) -> None:
    """Who keeps readers from seeing what others write, and since when."""
    for holder in holders:
        said = door.say(
            "cli.status.floor_holder",
            pid=holder.pid,
            application=holder.application_name,
            seconds=round(holder.age_seconds or 0, 1),
            position=holder.position,
        )
        door.out.print(f"{door.say('cli.status.floor'):<24} {said}", markup=False)


def _identities(door: Door) -> Callable[..., None]:
    def show() -> None:
        for name, actor in identities().items():
            door.out.print(
                f"{name:<24} {actor.role:<12} {actor.unit_id or actor.actor_id}", markup=False
            )

    return show


def unit_cards(house: House) -> Callable[[str], UnitCard | None]:
    """The card of a unit by its id; None for one that nobody registered."""

    def card(unit_id: str) -> UnitCard | None:
        unit = house.units.find(unit_id)
        return UnitCard.of(unit) if unit else None

    return card


def _opened_petition(house: House, number: str, code: str | None, audience: Audience) -> UUID:
    """With a code as the petitioner opens it; without one as whoever works at this machine.

    The public is told the same of a number that nobody has and of a petition that is not published.
    """
    if code:
        return house.desk.open(number, code).petition_id
    try:
        return addressed(house, number)
    except NoSuchPetition:
        if audience == "public":
            raise NotPublished(audience=audience) from None
        raise


def _entries(house: House, petition_id: UUID) -> Sequence[PetitionEvent]:
    return house.office.petition(petition_id).recorded


def _row(event: PetitionEvent, *, unsealed: bool) -> dict[str, Any]:
    def shown(value: Any) -> Any:
        if isinstance(value, Sealed):
            return (value.reveal() if unsealed else "(sealed)") or "(erased)"
        return str(value)

    content = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in STAMP}
    written: dict[str, Any] = orjson.loads(orjson.dumps(content, default=shown))
    return {
        "sequence": event.originator_version,
        "id": str(event.event_id),
        "event": event.TOPIC,
        "at": event.local_at.isoformat(),
        "at_precision": event.at_precision,
        "recorded_at": event.timestamp.isoformat(),
        "unit": event.unit_id,
        "actor": event.actor,
        "role": event.role,
        "on_behalf_of": event.on_behalf_of,
        "rests_on": [str(basis) for basis in event.rests_on],
        "source": orjson.loads(orjson.dumps(event.source)),
        **{name: value for name, value in written.items() if value not in (None, [], {})},
    }


def _print_row(door: Door, row: dict[str, Any]) -> None:
    named = (
        "sequence",
        "id",
        "event",
        "at",
        "at_precision",
        "recorded_at",
        "unit",
        "actor",
        "role",
    )
    hidden = {*named, "on_behalf_of", "rests_on", "source"}
    said = "  ".join(f"{k}={_briefly(v)}" for k, v in row.items() if k not in hidden)
    door.out.print(
        f"{row['sequence']:>3}  {row['at'][:16]}  {row['event'].partition('.')[2]}", style="bold"
    )
    door.out.print(f"     {row['id']}  {row['unit'] or row['actor']}", style="dim", markup=False)
    if said:
        door.out.print(f"     {said}", markup=False)


def _briefly(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
