"""The route of hot issues: many persons, one matter; for auditors, and never published."""

from datetime import date
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from petition_es.api.at_the_door import AuditorsOnly, Busy, NoAudit
from petition_es.api.callers import WhoAsks
from petition_es.api.documenting import answer, problems
from petition_es.api.findings.asking import CODE, EARLIEST, LATEST
from petition_es.api.findings.describing import HOT_EXAMPLE, HOT_SCHEMA
from petition_es.api.findings.reading import check_reader
from petition_es.audits.hot.asking import DAYS_MAX, PERSONS_MAX, Answered, Hot, ask_for_hot
from petition_es.audits.hot.in_json import hot_as_json
from petition_es.bootstrap import House

router = APIRouter(tags=["findings"])

WAIT_SECONDS = 5
_ASKING = Lock()
"""All petitions of two windows are read for it: one at a time."""


@router.get(
    "/findings/hot",
    operation_id="hot_issues",
    summary="Matters of many persons within some days, those of most first; for auditors.",
    response_model=None,
    responses={
        200: answer("Hot issues, each in one line.", HOT_SCHEMA, HOT_EXAMPLE),
        **problems(401, 403, 404, 422, 429, 500, 503, s403=AuditorsOnly(), s404=NoAudit()),
    },
)
def hot_issues(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    caller: WhoAsks,
    at: Annotated[
        date | None,
        Query(ge=EARLIEST, le=LATEST, description="The last day; else that of the last petition."),
    ] = None,
    days: Annotated[int | None, Query(ge=1, le=DAYS_MAX)] = None,
    persons: Annotated[int | None, Query(ge=1, le=PERSONS_MAX, description="At least.")] = None,
    division: Annotated[str, Query(max_length=100, pattern=CODE, description="There or below.")] = (
        ""
    ),
) -> dict[str, Any]:
    """List hot issues as the last audit tells them; they are no findings (docs/audits.md)."""
    check_reader(caller)
    hot = Hot(at=at, days=days, persons=persons, division=division or None)
    answered = read_hot(request.app.state.house, hot)
    if answered is None:
        raise NoAudit
    response.headers["Cache-Control"] = "no-store"
    return hot_as_json(answered)


def read_hot(house: House, hot: Hot) -> Answered | None:
    """The hot issues that are asked for; refused where others ask and do not come to an end."""
    settings = house.settings
    if not _ASKING.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return ask_for_hot(house.store.address, hot, settings.office_zone, home=settings.home)
    finally:
        _ASKING.release()
