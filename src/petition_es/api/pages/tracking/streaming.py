"""The tracking page while it is open: what moves is sent as HTML each time the petition changes."""

from collections.abc import AsyncGenerator

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import AtTheDoor
from petition_es.api.callers import Caller, WhoAsks, caller_of, view_of
from petition_es.api.limits import sender
from petition_es.api.live.opening import Live
from petition_es.api.live.streaming import LOOKS_AGAIN_SECONDS, EventStream, frame
from petition_es.api.pages.language import Language
from petition_es.api.pages.tracking.addresses import canonical_number, is_open_to_all
from petition_es.api.pages.tracking.fragments import Fragment, Fragments, Whose
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience
from petition_es.domain.refusals import NoSuchPetition, Refusal
from petition_es.projections.timeline import NotPublished

router = APIRouter(include_in_schema=False)

OPENING = b"retry: 2000\n\n"
CLOSED = frame("closed", b"")


@router.get("/t/{number}/stream")
async def stream(
    request: Request,
    number: str,
    caller: WhoAsks,
    language: Language,
    after: str = "",
) -> Response:
    """Send the page's moving parts whenever they differ from those of the version `after`."""
    house: House = request.app.state.house
    live: Live = request.app.state.live
    canonical = canonical_number(number)
    petition_id = await live.addresses.petition_id(canonical)
    audience = await _audience(house, caller, canonical)
    actor = caller.actor if audience == "petitioner" else None
    whose = Whose(petition_id, canonical, audience, language, actor)
    told = told_on(request, whose, caller, request.headers.get("Last-Event-ID", after))
    return EventStream(told, heartbeat=house.settings.heartbeat_seconds)


async def told_on(
    request: Request, whose: Whose, caller: Caller, shown: str
) -> AsyncGenerator[bytes]:
    """Yield each new fragment, until the petition is closed to this reader.

    Refuses with the first frame, as NoSuchPetition, where nothing is open.
    """
    live: Live = request.app.state.live
    fragments = Fragments.of(request.app)
    address = sender(request.scope)
    # Watching comes first, so that nothing falls in between.
    with live.hub.watch(whose.petition_id, address, LOOKS_AGAIN_SECONDS) as watch:
        told = await live.shelf.present(whose.petition_id, whose.audience)
        if not told.is_open:
            raise NoSuchPetition(petition=whose.number)
        version = told.standing.version
        missed = shown != str(version)
        yield OPENING + (_frame(await fragments.get(whose, version)) if missed else b"")
        async for noticed in watch:
            if noticed is not None and noticed <= version:
                continue
            if not await _may_still(request, caller, whose):
                yield CLOSED
                return
            if noticed is None:
                continue
            try:
                fragment = await fragments.get(whose, noticed)
            except NotPublished:
                yield CLOSED
                return
            version = fragment.version
            yield _frame(fragment)


def _frame(fragment: Fragment) -> bytes:
    return frame("timeline", fragment.html, fragment.version)


async def _may_still(request: Request, caller: Caller, whose: Whose) -> bool:
    """Ask again who asks: a code may have been renewed, a session may have ended meanwhile."""
    if is_open_to_all(caller):
        return True  # Whether the public may see it, the fold itself decides.
    try:
        now = await caller_of(request)
        return await _audience(request.app.state.house, now, whose.number) == whose.audience
    except (Refusal, AtTheDoor):
        return False


async def _audience(house: House, caller: Caller, number: str) -> Audience:
    if is_open_to_all(caller):
        return "public"
    return (await run_in_threadpool(view_of, house, caller, number)).audience
