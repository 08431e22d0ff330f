"""How the routes of timelines describe themselves: every answer with an example from the road."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import orjson

from petition_es.api.at_the_door import Busy, DayNotReadable, NoActor, ViewNotYours
from petition_es.api.documenting import NUMBER, problems
from petition_es.api.live.schema import Timeline
from petition_es.demonstration.the_article import road
from petition_es.demonstration.units import DIVISIONS, unit_rows
from petition_es.domain.codes import Code
from petition_es.domain.petition import Petition, Register, Submit
from petition_es.domain.unit import UnitName
from petition_es.projections.timeline import UnitCard, timeline, to_json
from petition_es.regimes import shipped_law

NOW = datetime.fromisoformat("2016-10-13T10:00:00+08:00")
"""The road's petition was answered the day before, and the works are to come."""

STATUSES = (401, 403, 404, 422, 429, 500, 503)

_REFUSED: dict[str, Exception] = {
    "s401": NoActor(),
    "s403": ViewNotYours(yours="petitioner", wanted="officer"),
    "s422": DayNotReadable(given="last Tuesday"),
    "s503": Busy(),
}

ETAG = {
    "ETag": {
        "description": "The petition's version: what an act names in `If-Match`.",
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
        "example": '"11"',
    }
}


EVENT = {
    "type": "object",
    "description": "One event of the stream.",
    "required": ["event", "data"],
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$"},
        "event": {"enum": ["checkpoint", "head", "closed"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}


def of_timeline() -> dict[int | str, dict[str, Any]]:
    """Every answer of the timeline's route."""
    told = {"application/json": {"example": the_road()}}
    good = {
        "description": "The timeline, as fresh as the moment at which it was asked for.",
        "model": Timeline,
        "headers": ETAG,
        "content": told,
    }
    return {200: good, **problems(*STATUSES, **_REFUSED)}


def of_stream() -> dict[int | str, dict[str, Any]]:
    """Every answer of the stream's route."""
    head = orjson.dumps(the_road()["head"]).decode()
    told = {"schema": EVENT, "example": {"id": "11", "event": "head", "data": head}}
    good = {
        "description": "Events without end: `checkpoint` (one step, new or changed: key them by "
        "`id`), `head` (where the petition stands; with it everything is told up to the version in "
        "`id:`), and `closed` (what was told may not be kept: read the timeline anew).",
        "content": {"text/event-stream": told},
    }
    return {200: good, **problems(*STATUSES, **_REFUSED)}


@cache
def the_road() -> dict[str, Any]:
    """The damaged road of the demonstration, as everybody saw it on the day after the answer."""
    submitted, *steps = road().steps
    if not isinstance(submitted.act, Submit):
        raise TypeError(submitted.act.NAME)
    petition = Petition.submitted(road().petition_id, submitted.act, submitted.entry)
    for step in steps:
        if step.entry.at <= NOW:
            act = step.act
            numbered = replace(act, number=NUMBER) if isinstance(act, Register) else act
            petition.perform(numbered, step.entry)
    told = timeline(
        petition.recorded, audience="public", units=_cards().get, now=NOW, law=shipped_law()
    )
    return to_json(told)


@cache
def _cards() -> dict[str, UnitCard]:
    return {row["id"]: _card(row) for row in unit_rows()}


def _card(row: Mapping[str, Any]) -> UnitCard:
    return UnitCard(
        unit_id=row["id"],
        name=UnitName(zh=row["zh"], en=row["en"]),
        level=row["level"],
        kind=row["kind"],
        division=Code(*DIVISIONS, row["division"]) if "division" in row else None,
        phone=row.get("phone"),
    )
