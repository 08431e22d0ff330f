"""What an act left in the record, as it is answered; and what is said of an act beside it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from petition_es.api.bodies import STAMP, Strict
from petition_es.api.commands import etag
from petition_es.domain.event import Event
from petition_es.office.circumstances import Circumstances, Recorded


def circumstances(request: Request, body: Strict) -> Circumstances:
    """When an act happened, for whom, through which channel: what every body may say."""
    given = {name: getattr(body, name) for name in STAMP}
    return Circumstances(correlation_id=_request_id(request), **given)


def _request_id(request: Request) -> UUID | None:
    return getattr(request.state, "request_id", None)


def recorded_as_json(recorded: Recorded, response: Response) -> dict[str, Any]:
    """Write what an act left in the record; a secret told once is kept by nobody on the way."""
    response.headers["ETag"] = etag(recorded.version)
    response.headers["Cache-Control"] = "no-store"
    return {
        "petition": str(recorded.petition_id),
        "number": recorded.number,
        "version": recorded.version,
        "state": recorded.state,
        "position": recorded.position,
        "events": named(recorded.events),
        "query_code": recorded.query_code,
    }


def named(events: Iterable[Event]) -> list[dict[str, str]]:
    """Events by their ids and names."""
    return [{"id": str(event.event_id), "event": event.TOPIC} for event in events]
