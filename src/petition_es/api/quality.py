"""The routes about the rates of quality: for auditors, and what of them the public is told."""

from datetime import date
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from petition_es.api import describing_quality as told
from petition_es.api.at_the_door import AuditorsOnly, NoAudit, OutsideTheScope, PeriodBackwards
from petition_es.api.auditors import check_auditor
from petition_es.api.callers import Caller, WhoAsks
from petition_es.api.documenting import FOR_EVERYBODY, answer, problems
from petition_es.audits.quality.counting import EVERYTHING, Grouping, Only, Quality, quality
from petition_es.audits.quality.in_json import quality_as_json
from petition_es.audits.quality.period import Period
from petition_es.audits.quality.public import PublicGrouping
from petition_es.audits.running import tables
from petition_es.bootstrap import House

router = APIRouter(tags=["audits"])

PUBLIC_SECONDS = 300
"""An audit is made now and then; who reads the public figures need not ask for them each time."""

_COUNTING = Lock()
"""Counting reads all verdicts: one at a time, so that many readers do not hold up the database."""

Unit = Annotated[str | None, Query(pattern=r"^[^\x00]{1,100}$", description="Of this unit only.")]
Division = Annotated[
    str | None, Query(pattern=r"^[0-9A-Za-z-]{1,40}$", description="There or below.")
]
First = Annotated[date, Query(alias="from", ge=date(1900, 1, 1), examples=["2016-01-01"])]
Last = Annotated[date, Query(alias="to", examples=["2016-12-31"])]


def _auditing(caller: WhoAsks) -> Caller:
    """Let auditors in."""
    check_auditor(caller)
    if "read" not in caller.scopes:
        raise OutsideTheScope(scope="read")
    return caller


@router.get(
    "/quality",
    operation_id="quality",
    summary="The rates of a period, as the last audit tells them.",
    response_model=None,
    responses={
        200: answer("Rates.", told.QUALITY_SCHEMA, told.QUALITY_EXAMPLE),
        **problems(
            401, 403, 404, 422, 429, 500, 503,
            s403=AuditorsOnly(),
            s404=NoAudit(),
            s422=PeriodBackwards(first="2016-12-31", last="2016-01-01"),
        ),
    },
)  # fmt: skip
def rates(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    _: Annotated[Caller, Depends(_auditing)],
    first: First,
    last: Last,
    by: Annotated[Grouping, Query(description="Row by row of what.")] = "month",
    unit: Unit = None,
    division: Division = None,
) -> dict[str, Any]:
    """Answer the rates, each with what it is made of, against the year before.

    docs/audits.md has the definitions.
    """
    if first > last:
        raise PeriodBackwards(first=first, last=last)
    found = _counted(request, Period(first, last), by, Only(unit, division))
    response.headers["Cache-Control"] = "no-store"
    return quality_as_json(found)


@router.get(
    "/quality/public",
    operation_id="public_quality",
    summary="The rates of a calendar year, as everybody may see them.",
    response_model=None,
    responses={
        200: answer("Rates; null where they are hidden.", told.PUBLIC_SCHEMA, told.PUBLIC_EXAMPLE),
        **problems(404, 422, 429, 500, 503, s404=NoAudit()),
    },
    openapi_extra=FOR_EVERYBODY,
)
def public_rates(
    request: Request,
    response: Response,
    year: Annotated[int, Query(ge=1950, le=2100, examples=[2016])],
    by: Annotated[PublicGrouping, Query(description="Row by row of what.")] = "month",
) -> dict[str, Any]:
    """Answer the rates of all petitions, without rows of fewer than five of them."""
    found = _counted(request, Period.year(year), by, EVERYTHING)
    response.headers["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
    return quality_as_json(found, is_public=True)


def _counted(request: Request, period: Period, by: Grouping, only: Only) -> Quality:
    house: House = request.app.state.house
    with _COUNTING:
        last = tables.last(house.store.address)
        if last is None:
            raise NoAudit
        with tables.looking(house.store.address) as connection:
            return quality(connection, last, period, by, only)
