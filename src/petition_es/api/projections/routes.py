"""The routes of projections: which there are, and their rows, as fresh as one's own last act."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import NotFound, NotYetFolded, PositionUnknown
from petition_es.api.documenting import answer, problems
from petition_es.api.projections import of_clocks
from petition_es.api.projections.admitting import (
    AT_ONCE,
    REFUSED,
    WAIT,
    Admitted,
    After,
    Limit,
    PageWord,
    Wait,
    wait_for,
)
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

router = APIRouter(tags=["projections"])
router.include_router(of_clocks.router)  # Before the names of projections.

NAME_LENGTH_MAX = 100


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
    name: Annotated[
        str,
        Path(
            max_length=NAME_LENGTH_MAX,
            examples=["petition_list"],
            json_schema_extra={"enum": list(SHIPPED)},
        ),
    ],
    limit: Limit = AT_ONCE,
    page: PageWord = None,
    after: After = None,
    wait: Wait = WAIT,
) -> dict[str, Any]:
    """Answer the rows, in pages; with `after`, not before they hold what was recorded there."""
    definition = SHIPPED.get(name)
    if definition is None:
        raise NotFound
    start = None if page is None else key_of(definition.keys, page)
    if after is not None:
        await wait_for(request, request.app.state.live.bookmarks, name, after, wait)
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
