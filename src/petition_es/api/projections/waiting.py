"""Waiting until a projection has folded what one just wrote; all who wait share one look."""

import asyncio
from contextlib import suppress

from petition_es.projections.running.bookmark_tail import BookmarkTail

LOOK_SECONDS = 0.004
"""How long to rest between two looks at the bookmarks, while anybody waits."""


class Bookmarks:
    """The bookmarks as they were seen last; they are looked at only while somebody waits."""

    def __init__(self, tail: BookmarkTail) -> None:
        self._tail = tail
        self._seen: dict[str, int] = {}
        self._look: asyncio.Task[None] | None = None

    async def reaches(self, projection: str, position: int, seconds: float) -> bool:
        """Tell whether a projection is folded up to a position, now or within so many seconds.

        Raises DatabaseUnreachable when nobody answers.
        """
        if self._seen.get(projection, -1) >= position:
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while await self._stands_at(projection) < position:  # noqa: ASYNC110  # another process moves it
                    await asyncio.sleep(LOOK_SECONDS)
        return self._seen.get(projection, -1) >= position

    async def is_given(self, position: int) -> bool:
        """Tell whether any event has a position as high as this."""
        return position <= await self._tail.last_position()

    async def close(self) -> None:
        """Close the connection."""
        if self._look is not None:
            await asyncio.wait([self._look])
        await self._tail.close()

    async def _stands_at(self, projection: str) -> int:
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._see())
        await asyncio.shield(self._look)
        return self._seen.get(projection, -1)

    async def _see(self) -> None:
        self._seen = await self._tail.bookmarks()
