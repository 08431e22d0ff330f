"""Who watches which petition: one follower of the log for each process wakes them all."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self
from uuid import UUID

import structlog

from petition_es.api.at_the_door import Busy
from petition_es.domain.unit import UnitEvent
from petition_es.store.following import Noticed, Tail

WATCHERS_MAX = 2000
WATCHERS_PER_ADDRESS = 100
WATCHED_SECONDS, UNWATCHED_SECONDS = 0.05, 1.0
"""How long the follower rests between two looks at the log."""

BROKEN_SECONDS_MAX = 5.0
"""The longest rest while the database is away; it begins short and doubles."""

UNITS = f"{UnitEvent.STREAM}."

log = structlog.get_logger(__name__)


class Watch:
    """One watcher of one petition: an iterator over its versions, of which it may miss old ones.

    A slow watcher finds the newest version, never a queue. It ends when the hub closes. Whenever
    nothing came for `quiet` seconds, it says None.
    """

    def __init__(self, quiet: float | None = None) -> None:
        self._quiet = quiet
        self._newest: int | None = None
        self._is_over = False
        self._stirred = asyncio.Event()

    def tell(self, version: int) -> None:
        """Wake the watcher: the petition has this version now."""
        self._newest = version
        self._stirred.set()

    def end(self) -> None:
        """Let the watcher go."""
        self._is_over = True
        self._stirred.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> int | None:
        try:
            async with asyncio.timeout(self._quiet):
                await self._stirred.wait()
        except TimeoutError:
            return None
        if self._is_over or self._newest is None:
            raise StopAsyncIteration
        self._stirred.clear()
        return self._newest


class Hub:
    """Follows the log, one question at a time, and wakes the watchers of what changed.

    `nudge` is for whoever recorded something in this process: it is noticed at once. `on_units` is
    called, in the loop, when a unit changed. Positions are taken to appear in their order.
    """

    def __init__(
        self,
        tail: Tail,
        *,
        on_units: Callable[[], None],
        watchers_max: int = WATCHERS_MAX,
        per_address: int | None = WATCHERS_PER_ADDRESS,
    ) -> None:
        self._tail, self._on_units = tail, on_units
        self._watchers_max, self._per_address = watchers_max, per_address
        self._addresses: Counter[str] = Counter()
        self._watches: dict[UUID, set[Watch]] = {}
        self._count = 0
        self._position = 0
        self._nudged = asyncio.Event()
        self._is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._following: asyncio.Task[None] | None = None

    @property
    def watchers(self) -> int:
        """How many watch just now."""
        return self._count

    async def open(self) -> None:
        """Begin to follow: what is recorded from now on is noticed."""
        self._loop = asyncio.get_running_loop()
        self._position = await self._tail.last_position()
        self._on_units()  # What was read of units before may be older than this position.
        self._following = asyncio.create_task(self._follow())

    def end_watches(self) -> None:
        """Let every watcher go and admit no more, so that a server can stop."""
        self._is_closed = True
        for watch in self._all():
            watch.end()

    async def close(self) -> None:
        """Let everybody go and follow no more."""
        self.end_watches()
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait([self._following])
        await self._tail.close()

    def nudge(self) -> None:
        """Say, from any thread, that something was just recorded."""
        if self._loop is not None and not self._is_closed:
            self._loop.call_soon_threadsafe(self._nudged.set)

    @contextmanager
    def watch(
        self, petition_id: UUID, address: str = "", quiet: float | None = None
    ) -> Iterator[Watch]:
        """Watch a petition from now on; refuses as Busy when too many watch already.

        `address` is that of the client, who may not take the place of all others; `quiet` is in
        seconds.
        """
        if self._is_full(address):
            raise Busy
        watch = Watch(quiet)
        self._watches.setdefault(petition_id, set()).add(watch)
        self._count += 1
        self._addresses[address] += 1
        self._nudged.set()  # The follower may be resting as if nobody watched.
        try:
            yield watch
        finally:
            self._forget(petition_id, watch, address)

    async def changes(self, petition_id: UUID, after_version: int) -> AsyncIterator[int]:
        """The versions of a petition after one that was shown, each as soon as it is noticed."""
        with self.watch(petition_id) as watch:
            async for version in watch:
                if version is not None and version > after_version:
                    yield version

    def _is_full(self, address: str) -> bool:
        if self._is_closed or self._count >= self._watchers_max:
            return True
        return self._per_address is not None and self._addresses[address] >= self._per_address

    def _forget(self, petition_id: UUID, watch: Watch, address: str) -> None:
        watches = self._watches[petition_id]
        watches.discard(watch)
        self._count -= 1
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]
        if not watches:
            del self._watches[petition_id]

    def _all(self) -> list[Watch]:
        return [watch for watches in self._watches.values() for watch in watches]

    # ---- Following ----

    async def _follow(self) -> None:
        broken = 0.0
        while not self._is_closed:
            self._nudged.clear()  # Before looking: what is recorded meanwhile nudges again.
            try:
                noticed = await self._tail.after(self._position)
            except Exception:  # A follower that dies would leave all its watchers waiting.
                broken = min(2 * broken or WATCHED_SECONDS, BROKEN_SECONDS_MAX)
                log.warning("following.interrupted", again_in=broken, exc_info=True)
                await asyncio.sleep(broken)
                continue
            broken = 0.0
            self._tell(noticed)
            if not noticed:
                await self._rest()

    def _tell(self, noticed: Sequence[Noticed]) -> None:
        for each in noticed:
            self._position = each.position
            for watch in self._watches.get(each.stream_id, ()):
                watch.tell(each.version)
        if any(each.topic.startswith(UNITS) for each in noticed):
            self._on_units()

    async def _rest(self) -> None:
        """Wait for a nudge, at most as long as the watchers may wait."""
        seconds = WATCHED_SECONDS if self._watches else UNWATCHED_SECONDS
        try:
            async with asyncio.timeout(seconds):
                await self._nudged.wait()
        except TimeoutError:
            pass
