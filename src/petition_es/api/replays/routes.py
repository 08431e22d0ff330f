"""The replay of a case as JSON, for auditors' programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from petition_es.api.acts import PetitionPath
from petition_es.api.at_the_door import AuditorsOnly
from petition_es.api.auditors import check_auditor
from petition_es.api.callers import WhoAsks, view_of
from petition_es.api.commands import etag
from petition_es.api.documenting import REQUEST, answer, problems
from petition_es.api.examples import EVENT
from petition_es.api.live.asking import moment_of
from petition_es.api.replays.opening import replay_of
from petition_es.bootstrap import House
from petition_es.projections.replay import Opening, Order, replay_as_json, step_as_json
from petition_es.projections.replay.as_json import SCHEMA

router = APIRouter(tags=["records"])

READING = (401, 403, 404, 422, 429, 500, 503)
NULLABLE = {"type": ["string", "null"]}

STEP: dict[str, Any] = {
    "number": 1,
    "position": 121,
    "entry": EVENT,
    "event": "Petition.Submitted",
    "message_key": "step.Submitted",
    "at": "2016-08-03T20:14:00+08:00",
    "at_precision": "second",
    "moment": "2016-08-03T20:14:00+08:00",
    "state": "submitted",
    "late_entry": False,
    "struck": False,
    "struck_at": None,
}
STEP_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": list(STEP),
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in STEP},
        "number": {"type": "integer"},
        "position": {"type": ["integer", "null"]},
        "state": NULLABLE,
        "late_entry": {"type": "boolean"},
        "struck": {"type": "boolean"},
        "struck_at": {"type": ["integer", "null"]},
    },
}
REPLAY_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["schema", "petition", "order", "happened_by", "known_by", "steps", "step"],
    "additionalProperties": False,
    "properties": {
        "schema": {"type": "string"},
        "petition": {"type": "string"},
        "order": {"enum": ["recorded", "happened"]},
        "happened_by": NULLABLE,
        "known_by": NULLABLE,
        "steps": {"type": "array", "items": STEP_SCHEMA},
        "step": {
            "type": ["object", "null"],
            "description": "The step that was asked for, whole; docs/replay.md has its fields.",
        },
    },
}
EXAMPLE = {
    "schema": SCHEMA,
    "petition": REQUEST,
    "order": "recorded",
    "happened_by": None,
    "known_by": None,
    "steps": [STEP],
    "step": None,
}

Day = Annotated[str | None, Query(description="A day or a moment, inclusive.", max_length=40)]


@router.get(
    "/petitions/{petition}/replay",
    operation_id="replay",
    summary="Replay a case, step by step; for auditors.",
    response_model=None,
    responses={
        200: answer("All steps, and one of them whole.", REPLAY_SCHEMA, EXAMPLE),
        **problems(*READING, s403=AuditorsOnly()),
    },
)
def replay(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    petition: PetitionPath,
    caller: WhoAsks,
    step: Annotated[int | None, Query(ge=1, le=2**31, description="This step, whole.")] = None,
    at: Annotated[
        str | None, Query(max_length=100, description="The step of this position or entry, whole.")
    ] = None,
    order: Annotated[Order, Query(description="By the log, or as it happened.")] = "recorded",
    happened_by: Day = None,
    known_by: Day = None,
) -> dict[str, Any]:
    """List the steps of a case, and tell one of them with all that could be known at that time."""
    check_auditor(caller)
    house: House = request.app.state.house
    zone = house.settings.office_zone
    view = view_of(house, caller, petition, "auditor")
    told = replay_of(
        house,
        view.petition,
        order=order,
        happened_by=moment_of(happened_by, zone),
        known_by=moment_of(known_by, zone),
    )
    chosen = told.find(at) if at is not None else step
    response.headers["ETag"] = etag(view.petition.version)
    response.headers["Cache-Control"] = "no-store"
    opened = chosen and step_as_json(told, told.step(chosen), Opening("auditor"))
    return replay_as_json(told) | {"step": opened or None}
