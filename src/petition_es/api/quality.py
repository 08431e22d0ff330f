"""The routes about the rates of quality: for auditors, and what of them the public is told."""

from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from petition_es.api import describing_quality as told
from petition_es.api.at_the_door import (
    AuditorsOnly,
    Busy,
    NoAudit,
    OutsideTheScope,
    PeriodBackwards,
)
from petition_es.api.auditors import check_auditor
from petition_es.api.callers import Caller, WhoAsks
from petition_es.api.documenting import FOR_EVERYBODY, answer, problems
from petition_es.audits.quality.counting import EVERYTHING, Grouping, Only, Quality, quality
from petition_es.audits.quality.in_json import quality_as_json
from petition_es.audits.quality.period import EARLIEST, LATEST, Period
from petition_es.audits.quality.public import PublicGrouping
from petition_es.audits.running import tables
from petition_es.audits.running.tables import Build
from petition_es.bootstrap import House

router = APIRouter(tags=["audits"])

PUBLIC_SECONDS = 300
"""An audit is made now and then; who reads the public figures need not ask for them each time."""

KEPT = 64
"""So many public answers are kept."""

WAIT_SECONDS = 5
_COUNTING = Lock()
"""Counting reads all verdicts: one at a time, so that many readers do not hold up the database."""

Unit = Annotated[str | None, Query(pattern=r"^[^\x00]{1,100}$", description="Of this unit only.")]
Division = Annotated[
    str | None, Query(pattern=r"^[0-9A-Za-z-]{1,40}$", description="There or below.")
]
First = Annotated[date, Query(alias="from", ge=EARLIEST, examples=["2016-01-01"])]
Last = Annotated[date, Query(alias="to", le=LATEST, examples=["2016-12-31"])]


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
    build = _last(request.app.state.house)
    found = _counted(build, Period(first, last), by, Only(unit, division))
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
    house: House = request.app.state.house
    build = _last(house)
    address = tuple(sorted(house.store.address.items()))
    answered = _public(address, build.number, year, by)
    response.headers["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
    return answered


@lru_cache(maxsize=KEPT)
def _public(
    address: tuple[tuple[str, Any], ...], build: int, year: int, by: PublicGrouping
) -> dict[str, Any]:
    """What an audit tells never changes, so that it is counted once for all who ask."""
    found = _counted(Build(dict(address), build), Period.year(year), by, EVERYTHING)
    return quality_as_json(found, is_public=True)


def _last(house: House) -> Build:
    last = tables.last(house.store.address)
    if last is None:
        raise NoAudit
    return last


def _counted(build: Build, period: Period, by: Grouping, only: Only) -> Quality:
    """Count, or refuse where others are counting and do not come to an end."""
    if not _COUNTING.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        with tables.looking(build.address) as connection:
            return quality(connection, build, period, by, only)
    finally:
        _COUNTING.release()
