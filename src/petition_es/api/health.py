"""Whether the door is there, and whether the office behind it can work."""

from fastapi import APIRouter, Request, Response

from petition_es.api.at_the_door import Busy
from petition_es.api.documenting import answer, problems

router = APIRouter(tags=["health"])

SCHEMA = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"type": "string"}},
    "additionalProperties": False,
}
FINE = b'{"status":"ok"}'


@router.get(
    "/healthz",
    operation_id="healthz",
    summary="The door is there.",
    response_model=None,
    responses={200: answer("It is.", SCHEMA, {"status": "ok"}), **problems(500)},
)
async def healthz() -> Response:
    """Answer without asking anybody."""
    return Response(FINE, media_type="application/json")


@router.get(
    "/readyz",
    operation_id="readyz",
    summary="The office can work: its database answers.",
    response_model=None,
    responses={
        200: answer("It can.", SCHEMA, {"status": "ok"}),
        **problems(500, 503, s503=Busy()),
    },
)
def readyz(request: Request) -> Response:
    """Ask the database; refused as 503 while it does not answer."""
    request.app.state.house.store.last_position()
    return Response(FINE, media_type="application/json")
