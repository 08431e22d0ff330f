"""Reading what is late: now, from what the clock keeper keeps; then, counted from the whole log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import NotYetFolded
from petition_es.api.projections.admitting import check_given, wait_for
from petition_es.api.projections.clock_questions import WhatWasLate
from petition_es.api.projections.counting import Counted, Question
from petition_es.bootstrap import House
from petition_es.projections.keeper import OVERDUE, Filter, late_page, told_missed
from petition_es.projections.kit.folding import Key
from petition_es.projections.running.pages import Page

Read = Callable[..., Page | None]


@dataclass(frozen=True)
class Part:
    """Which rows are asked for: of all that the filter holds, so many behind a key."""

    only: Filter
    start: Key | None
    limit: int


@dataclass(frozen=True)
class Freshness:
    """The position that the answer has to hold, and how many seconds to wait for it."""

    after: int | None
    wait: float


async def late_now(request: Request, part: Part, fresh: Freshness) -> tuple[datetime, Page]:
    """What is late at this moment; refused while the clocks were not kept as far."""
    if fresh.after is not None:
        kept = request.app.state.live.kept
        await wait_for(request, kept, OVERDUE.name, fresh.after, fresh.wait)
    house: House = request.app.state.house
    now = house.clock()
    found = await run_in_threadpool(read_kept, house, late_page, now, part)
    if found is None:
        raise NotYetFolded(projection=OVERDUE.name, position=fresh.after or 0)
    return now, found


def read_kept(house: House, read: Read, now: datetime, part: Part) -> Page | None:
    """Read a page of one of the keeper's tables."""
    with house.store.connection() as connection:
        return read(connection, now, part.only, after=part.start, limit=part.limit)


async def late_then(
    request: Request, asked: WhatWasLate, part: Part, fresh: Freshness
) -> tuple[datetime, Page]:
    """What was late on a past day, or as far as it was known on one."""
    found = await counted(request, asked, fresh)
    house: House = request.app.state.house
    return found.answer[0], await run_in_threadpool(_page_of, house, found, part)


def _page_of(house: House, counted: Counted, part: Part) -> Page:
    at, rows = counted.answer
    wanted: list[tuple[Any, ...]] = []
    for row in rows:
        is_behind = part.start is None or row[: len(part.start)] > part.start
        if is_behind and part.only.holds(OVERDUE.named(row)):
            wanted.append(row)
            if len(wanted) > part.limit:
                break
    with house.store.connection() as connection:
        noticed = told_missed(connection, wanted, at)
    told = [(*row, noticed.get(row[:4])) for row in wanted]
    return OVERDUE.page_of(told, counted.bookmark, part.limit)


async def counted(request: Request, asked: Question, fresh: Freshness) -> Counted:
    """An answer that is counted from the whole log; refused as long as it is not there."""
    if fresh.after is not None:
        await check_given(request, fresh.after)
    answer: Counted = await request.app.state.live.counting.answer(
        asked, after=fresh.after or 0, seconds=fresh.wait
    )
    return answer
