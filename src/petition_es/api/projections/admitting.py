"""Who is let in to what is told of all petitions, and what every such route asks alike."""

from typing import Annotated

from fastapi import Depends, Query, Request

from petition_es.api.at_the_door import (
    NoActor,
    NotYetFolded,
    OutsideTheScope,
    PositionUnknown,
)
from petition_es.api.callers import Caller, WhoAsks
from petition_es.api.projections.waiting import Bookmarks
from petition_es.domain.refusals import RoleMayNot

AT_ONCE, AT_ONCE_MAX = 100, 1000
"""Rows on a page."""

WAIT, WAIT_MAX = 2.0, 10.0
"""Seconds."""

ROLES = frozenset({"officer", "auditor"})


def _admitted(caller: WhoAsks) -> Caller:
    """Let officers and auditors in: what is told here is told of all petitions."""
    if caller.actor is None:
        raise NoActor
    if caller.actor.role not in ROLES:
        raise RoleMayNot(role=caller.actor.role, act="projections")
    if "read" not in caller.scopes:
        raise OutsideTheScope(scope="read")
    return caller


Admitted = Annotated[Caller, Depends(_admitted)]
REFUSED = RoleMayNot(role="petitioner", act="projections")

Limit = Annotated[int, Query(ge=1, le=AT_ONCE_MAX)]
PageWord = Annotated[
    str | None, Query(max_length=2000, description="As `next` of the page before has it.")
]
After = Annotated[
    int | None,
    Query(
        ge=0,
        le=2**62,
        description="A position that an act was answered with: the rows hold it, or the "
        "answer is 503 and says when to ask again.",
    ),
]
Wait = Annotated[
    float, Query(ge=0, le=WAIT_MAX, description="How many seconds to wait for it at most.")
]


async def wait_for(
    request: Request, bookmarks: Bookmarks, name: str, position: int, seconds: float
) -> None:
    """Wait until a projection holds a position; refuse where it does not in time."""
    await check_given(request, position)
    if not await bookmarks.reaches(name, position, seconds):
        raise NotYetFolded(projection=name, position=position)


async def check_given(request: Request, position: int) -> None:
    """Refuse to wait for a position that no event has."""
    if not await request.app.state.live.bookmarks.is_given(position):
        raise PositionUnknown(position=position)
