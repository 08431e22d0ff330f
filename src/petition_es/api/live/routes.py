"""Two ways to follow a petition: its timeline as it is now or was then, and as it goes on."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from petition_es.api.callers import WhoAsks
from petition_es.api.documenting import FOR_EVERYBODY, NUMBER
from petition_es.api.live.asking import moment_of
from petition_es.api.live.describing import of_stream, of_timeline
from petition_es.api.live.reading import Reader
from petition_es.api.live.streaming import EventStream
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience

ADDRESS_LENGTH_MAX = 100
CREDENTIALS = frozenset({b"authorization", b"query-code"})


class PlainQuestion(APIRoute):
    """A route whose plainest question, what everybody sees now, is answered without any ado.

    FastAPI takes longer to look for parameters that are not there than the answer itself takes.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer plain questions at once, all others as FastAPI does."""
        with_ado = super().get_route_handler()

        async def answer(request: Request) -> Response:
            petition = request.path_params["petition"]
            if _is_plain(request) and len(petition) <= ADDRESS_LENGTH_MAX:
                return await Reader(request, petition).present()
            return await with_ado(request)

        return answer


def _is_plain(request: Request) -> bool:
    """Tell whether nobody in particular asks, and nothing in particular."""
    says_who = any(name in CREDENTIALS for name, _ in request.scope["headers"])
    return not (request.scope["query_string"] or says_who)


router = APIRouter(tags=["timelines"])

Address = Annotated[
    str,
    Path(
        description="The petition's number, in any typing, or its id.",
        examples=[NUMBER],
        max_length=ADDRESS_LENGTH_MAX,
    ),
]
Wanted = Annotated[
    Audience | None,
    Query(description="Whose view; without it the widest that you may have.", examples=["public"]),
]
Day = Annotated[
    str | None,
    Query(
        description="A day as `2016-10-12`, or a moment as `2016-10-12T16:05+08:00` (escape the "
        "`+`); without an offset it is on the office's clock.",
        examples=["2016-10-12"],
    ),
]
Told = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=2**31, include_in_schema=False)]
LAST_EVENT_ID = {
    "name": "Last-Event-ID",
    "in": "header",
    "required": False,
    "description": "The last `id:` that a broken stream told, as every reader of streams sends it.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 2**31},
    "example": 7,
}
After = Annotated[
    int | None,
    Query(
        ge=0,
        le=2**31,
        description="Tell first what is newer than this version (the ETag of the timeline); "
        "`Last-Event-ID` goes before it.",
        examples=[7],
    ),
]


async def timeline(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    petition: Address,
    caller: WhoAsks,
    audience: Wanted = None,
    happened_by: Day = None,
    known_by: Day = None,
) -> Response:
    """Answer where a petition stands and every step, as one audience sees it.

    Whatever was recorded before the question is in the answer. `happened_by` and `known_by` show a
    past day: what had happened by then, and what was known then.
    """
    house: House = request.app.state.house
    zone = house.settings.office_zone
    happened, known = moment_of(happened_by, zone), moment_of(known_by, zone)
    reader = Reader(request, petition, caller, audience)
    if happened is None and known is None:
        return await reader.present()
    return await reader.past(happened, known)


@router.get(
    "/petitions/{petition}/stream",
    operation_id="stream",
    summary="Follow a petition live (Server-Sent Events)",
    responses=of_stream(),
    response_class=EventStream,
    status_code=200,
    response_model=None,
    openapi_extra={**FOR_EVERYBODY, "parameters": [LAST_EVENT_ID]},
)
async def follow(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    petition: Address,
    caller: WhoAsks,
    audience: Wanted = None,
    after: After = None,
    last_event_id: Told = None,
) -> EventStream:
    """Answer each new or changed step as it is recorded, and where the petition stands then."""
    reader = Reader(request, petition, caller, audience)
    return await reader.stream(after if last_event_id is None else last_event_id)


router.add_api_route(
    "/petitions/{petition}/timeline",
    timeline,
    methods=["GET"],
    operation_id="timeline",
    summary="Follow a petition",
    responses=of_timeline(),
    response_class=Response,
    response_model=None,
    openapi_extra=FOR_EVERYBODY,
    route_class_override=PlainQuestion,
)
