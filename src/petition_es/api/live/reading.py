"""One who reads a timeline at the door: whose view it is, and what is closed to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import cast

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from petition_es.api.at_the_door import AtTheDoor, NoActor, ViewNotYours
from petition_es.api.callers import NOBODY, Caller, View, caller_of, petition_id_of, view_of
from petition_es.api.commands import etag
from petition_es.api.limits import sender
from petition_es.api.live.opening import Live
from petition_es.api.live.streaming import LOOKS_AGAIN_SECONDS, EventStream, stream
from petition_es.api.live.telling import tell_past, unit_cards
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience
from petition_es.domain.refusals import NoSuchPetition, Refusal
from petition_es.projections.timeline import Moment, NotPublished, may_see

JSON = "application/json"
VARY = "Authorization, Query-Code"


class Reader:
    """One who reads a petition's timeline; what is closed to them does not exist for them."""

    def __init__(
        self,
        request: Request,
        petition: str,
        caller: Caller = NOBODY,
        wanted: Audience | None = None,
    ) -> None:
        self._house: House = request.app.state.house
        self._live: Live = request.app.state.live
        self._request = request
        self._address, self._caller, self._wanted = petition, caller, wanted

    async def present(self) -> Response:
        """Answer the timeline as it is now."""
        audience = await self._audience()
        with self._alike():
            petition_id = await self._live.addresses.petition_id(self._address)
            told = await self._live.shelf.opened(petition_id, audience)
        return self._answer(told.at(self._house.clock()), told.standing.version)

    async def past(self, happened_by: Moment | None, known_by: Moment | None) -> Response:
        """Answer it as it was, or as it was known; that is folded for each who asks."""
        audience = await self._audience()
        with self._alike():
            body, version = await run_in_threadpool(self._past, audience, happened_by, known_by)
        return self._answer(body, version)

    async def stream(self, after: int | None) -> EventStream:
        """Answer it as it goes on, first of all what came after a version."""
        audience = await self._audience()
        with self._alike():
            petition_id = await self._live.addresses.petition_id(self._address)
            await self._live.shelf.opened(petition_id, audience)
        return EventStream(
            stream(
                self._live.shelf,
                self._live.hub,
                petition_id,
                audience,
                after=after,
                still_may=partial(self._still_may, audience),
                address=sender(self._request.scope),
                looks_again=LOOKS_AGAIN_SECONDS,
            ),
            heartbeat=self._house.settings.heartbeat_seconds,
        )

    @contextmanager
    def _alike(self) -> Iterator[None]:
        """Refuse what is closed and what never was in the same words, with the same facts."""
        try:
            yield
        except (NoSuchPetition, NotPublished):
            raise NoSuchPetition(petition=self._address) from None

    async def _audience(self) -> Audience:
        """Whose view it is; nobody in particular needs no look at the petition to be told that."""
        if self._caller.actor is not None:
            with self._alike():
                return await self._own_audience()
        if self._wanted not in (None, "public"):
            raise NoActor
        return "public"

    async def _own_audience(self) -> Audience:
        """The view of one who said who they are; a wider one is refused if there is any at all."""
        try:
            return (await run_in_threadpool(self._view)).audience
        except ViewNotYours as refused:
            yours = cast("Audience", refused.facts["yours"])
            petition_id = await self._live.addresses.petition_id(self._address)
            await self._live.shelf.opened(petition_id, yours)
            raise

    def _view(self) -> View:
        return view_of(self._house, self._caller, self._address, self._wanted)

    async def _still_may(self, audience: Audience) -> bool:
        """Ask anew who asks: a code may have been renewed, a token revoked, a right taken back."""
        if self._caller.actor is None:
            return True  # Whether the public may see it, the fold itself decides.
        try:
            self._caller = await caller_of(self._request)
            return may_see((await run_in_threadpool(self._view)).audience, audience)
        except (Refusal, AtTheDoor):
            return False

    def _past(
        self, audience: Audience, happened_by: Moment | None, known_by: Moment | None
    ) -> tuple[bytes, int]:
        house = self._house
        recorded = house.office.petition(petition_id_of(house, self._address)).recorded
        body = tell_past(
            recorded,
            audience,
            unit_cards(house.units),
            house.clock(),
            happened_by=happened_by,
            known_by=known_by,
            law=house.law,
            estimates=house.estimates,
        )
        return body, recorded[-1].originator_version

    def _answer(self, body: bytes, version: int) -> Response:
        is_for_all = self._caller.actor is None
        headers = {
            "ETag": etag(version),
            "Cache-Control": "no-cache" if is_for_all else "no-store",
            "Vary": VARY,
        }
        return Response(body, headers=headers, media_type=JSON)
