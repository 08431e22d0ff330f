"""The routes about the clocks of all petitions: what is late, what was told of it, how timely."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import (
    NotYetCounted,
    NotYetFolded,
    PeriodBackwards,
    PositionUnknown,
)
from petition_es.api.documenting import answer, problems
from petition_es.api.live.asking import moment_of
from petition_es.api.projections import describing_clocks as told
from petition_es.api.projections.admitting import (
    AT_ONCE,
    REFUSED,
    WAIT,
    Admitted,
    After,
    Limit,
    PageWord,
    Wait,
)
from petition_es.api.projections.clock_questions import HowTimely, WhatWasLate
from petition_es.api.projections.late import (
    Freshness,
    Part,
    counted,
    late_now,
    late_then,
    read_kept,
)
from petition_es.api.projections.reading import key_of, token_of
from petition_es.bootstrap import House
from petition_es.domain.regime.rules import ClockName
from petition_es.projections.clocks import Grouping
from petition_es.projections.keeper import (
    NOTICES,
    OVERDUE,
    Filter,
    ReadTable,
    notice_page,
)
from petition_es.projections.past import Moment
from petition_es.projections.running.pages import Page

router = APIRouter(tags=["projections"])

ID_PATTERN = r"^[^\x00]{1,100}$"

Unit = Annotated[str | None, Query(pattern=ID_PATTERN, examples=["haiyang-roads"])]
OfClock = Annotated[ClockName | None, Query(description="Of this clock only.")]
Division = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9A-Za-z-]{1,40}$",
        description="Where the problem lies: there or below, by the digits of its code.",
        examples=["370600"],
    ),
]
At = Annotated[
    str | None,
    Query(
        description="As of the end of this day, or of a moment, as `2016-08-31`; else now.",
        examples=["2016-08-31"],
    ),
]
Known = Annotated[
    str | None,
    Query(description="Only what was recorded by this day.", examples=["2016-08-31"]),
]

STATUSES = (401, 403, 404, 409, 422, 429, 500, 503)
UNKNOWN = PositionUnknown(position=1900)


@router.get(
    "/projections/overdue",
    operation_id="overdue",
    summary="What is late, the longest overdue first.",
    response_model=None,
    responses={
        200: answer("Rows, a limit each.", told.OVERDUE_SCHEMA, told.OVERDUE_EXAMPLE),
        **problems(
            *STATUSES,
            s403=REFUSED,
            s409=UNKNOWN,
            s503=NotYetFolded(projection="overdue", position=1845),
        ),
    },
)
async def overdue(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    _: Admitted,
    unit: Unit = None,
    clock: OfClock = None,
    division: Division = None,
    at: At = None,
    known_by: Known = None,
    limit: Limit = AT_ONCE,
    page: PageWord = None,
    after: After = None,
    wait: Wait = WAIT,
) -> dict[str, Any]:
    """Answer from what the clock keeper keeps; of a past day, counted from the whole log."""
    house: House = request.app.state.house
    only = Filter(unit=unit, clock=clock, division=division)
    start = None if page is None else key_of(OVERDUE.keys, page)
    asked = WhatWasLate(at=_moment(house, at), known_by=_moment(house, known_by))
    part, fresh = Part(only, start, limit), Freshness(after, wait)
    if asked.is_of_now:
        moment, found = await late_now(request, part, fresh)
    else:
        moment, found = await late_then(request, asked, part, fresh)
    response.headers["Cache-Control"] = "no-store"
    here = {"unit": unit, "clock": clock, "division": division, "at": at, "known_by": known_by}
    return {**_page(OVERDUE, found, limit, here), "at": moment}


@router.get(
    "/projections/notices",
    operation_id="notices",
    summary="What the clock keeper told, oldest first.",
    response_model=None,
    responses={
        200: answer("Notices.", told.NOTICES_SCHEMA, told.NOTICES_EXAMPLE),
        **problems(
            *STATUSES,
            s403=REFUSED,
            s409=UNKNOWN,
            s503=NotYetFolded(projection="notices", position=0),
        ),
    },
)
async def notices(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    _: Admitted,
    unit: Unit = None,
    clock: OfClock = None,
    kind: Annotated[Literal["due_soon", "missed"] | None, Query()] = None,
    since: Annotated[
        int, Query(ge=0, le=2**62, description="Those after the notice of this number.")
    ] = 0,
    limit: Limit = AT_ONCE,
    page: PageWord = None,
) -> dict[str, Any]:
    """Answer the notices, each once; the number of each only ever grows."""
    house: House = request.app.state.house
    only = Filter(unit=unit, clock=clock, kind=kind)
    start = (since,) if page is None else key_of(NOTICES.keys, page)
    part = Part(only, start, limit)
    found = await run_in_threadpool(read_kept, house, notice_page, house.clock(), part)
    if found is None:
        raise NotYetFolded(projection="notices", position=0)
    response.headers["Cache-Control"] = "no-store"
    return _page(NOTICES, found, limit, {"unit": unit, "clock": clock, "kind": kind})


@router.get(
    "/projections/timeliness",
    operation_id="timeliness",
    summary="How much of what was due in a period was done in time.",
    response_model=None,
    responses={
        200: answer("Rates.", told.TIMELINESS_SCHEMA, told.TIMELINESS_EXAMPLE),
        **problems(
            *STATUSES,
            s403=REFUSED,
            s409=UNKNOWN,
            s422=PeriodBackwards(first="2016-12-31", last="2016-01-01"),
            s503=NotYetCounted(projection="timeliness"),
        ),
    },
)
async def timeliness(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    _: Admitted,
    first: Annotated[date, Query(alias="from", examples=["2016-01-01"])],
    last: Annotated[date, Query(alias="to", examples=["2016-12-31"])],
    by: Annotated[Grouping, Query(description="Row by row of what.")] = "unit",
    at: At = None,
    known_by: Known = None,
    after: After = None,
    wait: Wait = WAIT,
) -> dict[str, Any]:
    """Answer the rates of a period, each with what it is made of.

    They are counted from the whole log, beside the server; what takes longer than `wait` is
    answered 503, and is there when the same is asked again. docs/clocks.md has the formulas.
    """
    if first > last:
        raise PeriodBackwards(first=first, last=last)
    house: House = request.app.state.house
    moments = {"at": _moment(house, at), "known_by": _moment(house, known_by)}
    asked = HowTimely(first=first, last=last, **moments)
    found = await counted(request, asked, Freshness(after, wait))
    response.headers["Cache-Control"] = "no-store"
    return {"projection": "timeliness", "bookmark": found.bookmark, **found.answer[by]}


def _moment(house: House, word: str | None) -> Moment | None:
    return moment_of(word, house.settings.office_zone)


def _page(table: ReadTable, found: Page, limit: int, here: dict[str, str | None]) -> dict[str, Any]:
    asked = {name: word for name, word in here.items() if word is not None}
    more = found.next_after
    words = {**asked, "limit": limit, "page": token_of(more) if more else ""}
    return {
        "projection": table.name,
        "bookmark": found.bookmark,
        "rows": list(found.rows),
        "next": f"/projections/{table.name}?{urlencode(words)}" if more else None,
    }
