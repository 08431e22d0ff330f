"""The shelf of tellings: each timeline is folded once for all who read it, and never told stale."""

import asyncio
from collections import OrderedDict
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from petition_es.api.live.freshness import Versions
from petition_es.api.live.telling import QUARTER_SECONDS, Standing, Told, tell, unit_cards
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.refusals import NoSuchPetition

ROOM_BYTES = 64 * 1024 * 1024

Place = tuple[UUID, Audience, int | None]
"""Whose timeline, for whom, and up to which version of the record (None: all of it)."""


class Shelf:
    """Tellings that were read lately, at most `room` bytes of them.

    It holds no words, so an erasure leaves it as it is. What is closed to an audience is kept like
    everything else: it may be opened by the next version.
    """

    def __init__(self, house: House, versions: Versions, room: int = ROOM_BYTES) -> None:
        self._house, self._versions, self._room = house, versions, room
        self._cards = unit_cards(house.units)
        self._kept: OrderedDict[Place, Told] = OrderedDict()
        self._size = 0
        self._folding: dict[Place, asyncio.Task[Told]] = {}

    async def present(self, petition_id: UUID, audience: Audience) -> Told:
        """What this audience is told now, with everything that was recorded before it asked.

        Refuses as NoSuchPetition what does not exist.
        """
        version = await self._versions.of(petition_id)
        if version is None:
            raise NoSuchPetition(petition=petition_id)
        return await self.since(petition_id, audience, version)

    async def opened(self, petition_id: UUID, audience: Audience) -> Told:
        """What this audience is told now; what is closed to it is refused like what never was."""
        told = await self.present(petition_id, audience)
        if not told.is_open:
            raise NoSuchPetition(petition=petition_id)
        return told

    async def since(self, petition_id: UUID, audience: Audience, version: int) -> Told:
        """What this audience is told at this version, or at a later one."""
        return await self._get((petition_id, audience, None), version)

    async def as_of(self, petition_id: UUID, audience: Audience, version: int) -> Told:
        """What this audience was told when the record ended with this version."""
        return await self._get((petition_id, audience, version), version)

    async def _get(self, place: Place, version: int) -> Told:
        needed = self._standing(version)
        told = self._kept.get(place)
        while told is None or not told.standing.covers(needed):
            told = await self._folded(place)
        if place in self._kept:
            self._kept.move_to_end(place)
        return told

    def _standing(self, version: int) -> Standing:
        quarter = int(self._house.clock().timestamp()) // QUARTER_SECONDS
        return Standing(version, quarter, self._house.units.generation)

    async def _folded(self, place: Place) -> Told:
        """Fold it, together with all who need it at this moment."""
        folding = self._folding.get(place)
        if folding is None:
            folding = asyncio.create_task(self._fold_once(place))
            self._folding[place] = folding
            folding.add_done_callback(_looked_at)
        return await asyncio.shield(folding)

    async def _fold_once(self, place: Place) -> Told:
        try:
            told = await run_in_threadpool(self._fold, place)
            self._keep(place, told)
            return told
        finally:  # Before anybody is told: who finds it too old must begin another one.
            del self._folding[place]

    def _fold(self, place: Place) -> Told:
        petition_id, audience, upto = place
        before = self._standing(0)  # Taken first: what moves meanwhile makes the telling old.
        loaded = self._house.store.load(petition_id, upto)
        events = [event for event in loaded if isinstance(event, PetitionEvent)]
        if not events:
            raise NoSuchPetition(petition=petition_id)
        standing = Standing(events[-1].originator_version, before.quarter, before.units)
        house = self._house
        return tell(
            events,
            audience,
            self._cards,
            house.clock(),
            standing,
            law=house.law,
            estimates=house.estimates,
        )

    def _keep(self, place: Place, told: Told) -> None:
        replaced = self._kept.pop(place, None)
        self._size += told.size - (replaced.size if replaced else 0)
        self._kept[place] = told
        while self._size > self._room and len(self._kept) > 1:
            self._size -= self._kept.popitem(last=False)[1].size


def _looked_at(folding: asyncio.Task[Told]) -> None:
    """Look at how it ended, even where all who waited for it have left."""
    if not folding.cancelled():
        folding.exception()
