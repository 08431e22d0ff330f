"""The record behind the timeline: its entries as a reader may see them, and who petitions."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from petition_es.api.acts import PetitionPath
from petition_es.api.callers import View, WhoAsks, view_of
from petition_es.api.commands import etag
from petition_es.api.documenting import EXAMPLES, FOR_EVERYBODY, answer, problems
from petition_es.api.examples import EVENT
from petition_es.api.live import unit_cards
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience, Party
from petition_es.domain.refusals import RoleMayNot
from petition_es.projections.timeline import timeline, to_json

router = APIRouter(tags=["records"])

AT_ONCE, AT_ONCE_MAX = 100, 500
READING = (401, 403, 404, 422, 429, 500, 503)

SHOWN = (
    "sequence", "id", "at", "at_precision", "recorded_at", "role", "actor", "documents",
    "voided", "corrects", "corrected_by", "instead_of",
)  # fmt: skip
"""What an entry has in common with its checkpoint."""

ENTRY: dict[str, Any] = {
    "sequence": 11,
    "id": EVENT,
    "event": "Petition.OpinionIssued",
    "at": "2016-10-12T16:05:00+08:00",
    "at_precision": "second",
    "recorded_at": "2016-10-12T16:05:00+08:00",
    "role": "officer",
    "actor": None,
    "unit_id": "haiyang-roads",
    "to_unit_id": None,
    "content": {"round": "handling", "claims": 1, "basis": ["cn-2005:32"]},
    "documents": [],
    "voided": False,
    "corrects": None,
    "corrected_by": None,
    "instead_of": None,
}
TEXT = {"type": "string"}
NULLABLE = {"type": ["string", "null"]}
ENTRY_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": list(ENTRY),
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("id", "event", "at", "at_precision", "role"), TEXT),
        **dict.fromkeys(("recorded_at", "actor", "unit_id", "to_unit_id"), NULLABLE),
        **dict.fromkeys(("corrects", "corrected_by", "instead_of"), NULLABLE),
        "sequence": {"type": "integer"},
        "content": {"type": "object"},
        "documents": {"type": "array", "items": {"type": "object"}},
        "voided": {"type": "boolean"},
    },
}
EVENTS_SCHEMA = {
    "type": "object",
    "required": ["audience", "events", "next"],
    "additionalProperties": False,
    "properties": {
        "audience": {"enum": ["public", "petitioner", "officer", "auditor"]},
        "events": {"type": "array", "items": ENTRY_SCHEMA},
        "next": {**NULLABLE, "description": "Where the entries after these are."},
    },
}
EVENTS_EXAMPLE = {"audience": "public", "events": [ENTRY], "next": None}

PARTY_SCHEMA = {
    "type": "object",
    "required": ["petitioner_id", "role", "represents", "withheld", "name", "phone"],
    "additionalProperties": False,
    "properties": {
        "petitioner_id": {"type": "string"},
        "role": {"type": "string"},
        "represents": NULLABLE,
        "withheld": {"type": "boolean", "description": "The petitioner asked to stay unnamed."},
        "name": NULLABLE,
        "phone": NULLABLE,
    },
}
PARTIES_SCHEMA = {
    "type": "object",
    "required": ["parties"],
    "additionalProperties": False,
    "properties": {"parties": {"type": "array", "items": PARTY_SCHEMA}},
}
PARTIES_EXAMPLE = {
    "parties": [
        {
            "petitioner_id": "p-road",
            "role": "principal",
            "represents": None,
            "withheld": False,
            "name": "于海生",
            "phone": "13900001002",
        }
    ]
}

Asked = Annotated[Audience | None, Query(description="Whose view; else the widest you may have.")]


@router.get(
    "/petitions/{petition}/events",
    operation_id="events",
    summary="The entries of the record, as they were written.",
    response_model=None,
    responses={
        200: answer("Entries, oldest first.", EVENTS_SCHEMA, EVENTS_EXAMPLE),
        **problems(*READING),
    },
    openapi_extra=FOR_EVERYBODY,
)
def events(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    petition: PetitionPath,
    caller: WhoAsks,
    audience: Asked = None,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="Entries after this one.")] = 0,
    limit: Annotated[int, Query(ge=1, le=AT_ONCE_MAX)] = AT_ONCE,
) -> dict[str, Any]:
    """List the entries that the reader may see, each with the content that the reader may see."""
    house: House = request.app.state.house
    view = view_of(house, caller, petition, audience)
    entries = [entry for entry in _entries(house, view) if entry["sequence"] > after]
    page = entries[:limit]
    more = f"/petitions/{petition}/events?audience={view.audience}&limit={limit}&after="
    _head(response, view)
    return {
        "audience": view.audience,
        "events": page,
        "next": f"{more}{page[-1]['sequence']}" if len(entries) > limit else None,
    }


@router.get(
    "/petitions/{petition}/parties",
    operation_id="parties",
    summary="Who petitions, for those who have to reach them.",
    response_model=None,
    responses={
        200: answer("The parties of the petition.", PARTIES_SCHEMA, PARTIES_EXAMPLE),
        **problems(*READING, s403=EXAMPLES[403]),
    },
)
def parties(
    request: Request, response: Response, petition: PetitionPath, caller: WhoAsks
) -> dict[str, Any]:
    """Name the petitioners to officers who work on the petition.

    Where the petitioner asked to stay unnamed (隐名), only the bureau that registered it is told.
    """
    house: House = request.app.state.house
    view = view_of(house, caller, petition, "officer")
    if caller.actor is None or caller.actor.role not in {"officer", "auditor"}:
        raise RoleMayNot(role=caller.actor.role if caller.actor else "", act="parties")
    named = house.policy.may_see_names(caller.actor, view.petition.file)
    _head(response, view)
    found = view.petition.file.parties.values()
    return {"parties": [_party(house, party, named=named) for party in found]}


def _entries(house: House, view: View) -> list[dict[str, Any]]:
    """The checkpoints of the reader's timeline, written as entries in the order of the record."""
    story = timeline(
        view.petition.recorded,
        audience=view.audience,
        units=unit_cards(house.units),
        now=house.clock(),
    )
    steps = sorted(to_json(story)["checkpoints"], key=lambda step: int(step["sequence"]))
    return [
        {
            **{name: step[name] for name in SHOWN},
            "event": step["raw_type"],
            "unit_id": step["unit"] and step["unit"]["unit_id"],
            "to_unit_id": step["to_unit"] and step["to_unit"]["unit_id"],
            "content": step["arguments"],
        }
        for step in steps
    ]


def _party(house: House, party: Party, *, named: bool) -> dict[str, Any]:
    person = house.persons.find(party.petitioner_id) if named else None
    identity = person.identity if person else None
    return {
        "petitioner_id": party.petitioner_id,
        "role": party.role,
        "represents": party.represents,
        "withheld": not named,
        "name": identity.name.reveal() if identity and identity.name else None,
        "phone": identity.phone.reveal() if identity and identity.phone else None,
    }


def _head(response: Response, view: View) -> None:
    response.headers["ETag"] = etag(view.petition.version)
    response.headers["Cache-Control"] = "no-cache" if view.audience == "public" else "no-store"
