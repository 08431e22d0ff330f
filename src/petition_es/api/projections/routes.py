"""The routes of projections: which there are, and their rows, as fresh as one's own last act."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import (
    NoActor,
    NotFound,
    NotYetFolded,
    OutsideTheScope,
    PositionUnknown,
)
from petition_es.api.callers import Caller, WhoAsks
from petition_es.api.documenting import answer, problems
from petition_es.api.projections.describing import (
    LIST_EXAMPLE,
    LIST_SCHEMA,
    ROWS_EXAMPLE,
    ROWS_SCHEMA,
)
from petition_es.api.projections.reading import (
    SHIPPED,
    as_json,
    key_of,
    listed,
    read_page,
    token_of,
)
from petition_es.bootstrap import House
from petition_es.domain.refusals import RoleMayNot

router = APIRouter(tags=["projections"])

AT_ONCE, AT_ONCE_MAX = 100, 1000
WAIT, WAIT_MAX = 2.0, 10.0
"""Seconds."""

ROLES = frozenset({"officer", "auditor"})
NAME_LENGTH_MAX = 100


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


@router.get(
    "/projections",
    operation_id="projections",
    summary="The projections that can be read, and how far each is folded.",
    response_model=None,
    responses={
        200: answer("All of them.", LIST_SCHEMA, LIST_EXAMPLE),
        **problems(401, 403, 429, 500, 503, s403=REFUSED),
    },
)
def projections(request: Request, response: Response, _: Admitted) -> dict[str, Any]:
    """List the projections, their columns, and how each of them is."""
    response.headers["Cache-Control"] = "no-store"
    return {"projections": listed(request.app.state.house)}


@router.get(
    "/projections/{name}",
    operation_id="projection",
    summary="The rows of a projection.",
    response_model=None,
    responses={
        200: answer("Rows, in the order of their key.", ROWS_SCHEMA, ROWS_EXAMPLE),
        **problems(
            401,
            403,
            404,
            409,
            422,
            429,
            500,
            503,
            s403=REFUSED,
            s404=NotFound(),
            s409=PositionUnknown(position=1900),
            s503=NotYetFolded(projection="petition_list", position=1845),
        ),
    },
)
async def projection(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    _: Admitted,
    name: Annotated[str, Path(max_length=NAME_LENGTH_MAX, examples=["petition_list"])],
    limit: Annotated[int, Query(ge=1, le=AT_ONCE_MAX)] = AT_ONCE,
    page: Annotated[
        str | None, Query(max_length=2000, description="As `next` of the page before has it.")
    ] = None,
    after: Annotated[
        int | None,
        Query(
            ge=0,
            le=2**62,
            description="A position that an act was answered with: the rows hold it, or the "
            "answer is 503 and says when to ask again.",
        ),
    ] = None,
    wait: Annotated[
        float, Query(ge=0, le=WAIT_MAX, description="How many seconds to wait for it at most.")
    ] = WAIT,
) -> dict[str, Any]:
    """Answer the rows, in pages; with `after`, not before they hold what was recorded there."""
    definition = SHIPPED.get(name)
    if definition is None:
        raise NotFound
    start = None if page is None else key_of(definition, page)
    if after is not None:
        await _wait_for(request, name, after, wait)
    house: House = request.app.state.house
    found = await run_in_threadpool(read_page, house, definition, start, limit)
    if found is None:
        raise NotYetFolded(projection=name, position=after or 0)
    response.headers["Cache-Control"] = "no-store"
    more = found.next_after
    return {
        "projection": name,
        "bookmark": found.bookmark,
        "rows": [as_json(row) for row in found.rows],
        "next": f"/projections/{name}?limit={limit}&page={token_of(more)}" if more else None,
    }


async def _wait_for(request: Request, name: str, position: int, seconds: float) -> None:
    bookmarks = request.app.state.live.bookmarks
    if not await bookmarks.is_given(position):
        raise PositionUnknown(position=position)
    if not await bookmarks.reaches(name, position, seconds):
        raise NotYetFolded(projection=name, position=position)
