"""What is alive beside the house while it serves: the shelf of timelines, the hub of watchers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from petition_es.api.callers import petition_id_of
from petition_es.api.live.freshness import Versions
from petition_es.api.live.shelf import Shelf
from petition_es.api.live.watching import WATCHERS_PER_ADDRESS, Hub
from petition_es.api.projections.counting import Counting
from petition_es.api.projections.waiting import Bookmarks
from petition_es.audits.running.asking import similar_at_hand
from petition_es.audits.similar.at_hand import SimilarAtHand
from petition_es.bootstrap import House
from petition_es.projections.keeper.tail import KeeperTail
from petition_es.projections.running.bookmark_tail import BookmarkTail
from petition_es.settings import Settings

ADDRESSES_MAX = 20_000
NUMBER_LENGTH_MAX = 31
"""No typing of a number is longer; an id is, and anybody can make up ids without end."""


class Addresses:
    """Which petition an address names; a number stays with its petition for ever."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._known: dict[str, UUID] = {}

    async def petition_id(self, address: str) -> UUID:
        """The id behind a number or an id; refused as unknown or mistyped, and asked anew then."""
        found = self._known.get(address)
        if found is None:
            found = await run_in_threadpool(petition_id_of, self._house, address)
            if len(address) <= NUMBER_LENGTH_MAX:
                self._remember(address, found)
        return found

    def _remember(self, address: str, petition_id: UUID) -> None:
        if len(self._known) >= ADDRESSES_MAX:  # The one that was learnt first goes first.
            del self._known[next(iter(self._known))]
        self._known[address] = petition_id


@dataclass(frozen=True)
class Live:
    """The parts that live in the server's loop."""

    addresses: Addresses
    shelf: Shelf
    hub: Hub
    bookmarks: Bookmarks
    kept: Bookmarks
    counting: Counting
    similar: SimilarAtHand


@asynccontextmanager
async def live(house: House) -> AsyncIterator[Live]:
    """Open the live parts of a house in this loop, and close them again.

    Before a server waits for its connections to end it calls `hub.end_watches()`.
    """
    versions = Versions(house.store.tail())
    bookmarks = Bookmarks(BookmarkTail(house.store.address))
    kept = Bookmarks(KeeperTail(house.store.address))
    counting = Counting(house)
    similar = similar_at_hand(house.store)
    hub = Hub(
        house.store.tail(),
        on_units=house.units.forget_all,
        per_address=per_address(house.settings),
    )
    await hub.open()
    try:
        addresses, shelf = Addresses(house), Shelf(house, versions)
        yield Live(addresses, shelf, hub, bookmarks, kept, counting, similar)
    finally:
        await hub.close()
        await versions.close()
        await bookmarks.close()
        await kept.close()
        await counting.close()
        await run_in_threadpool(similar.close)


def per_address(settings: Settings) -> int | None:
    """How many may watch from one address; a demonstration has all its watchers at one."""
    if settings.watchers_per_address is None and not settings.demonstration:
        return WATCHERS_PER_ADDRESS
    return settings.watchers_per_address
