"""Server-Sent Events (实时推送): one timeline, told on while it changes.

A watcher that holds version v is told whatever differs between what it was told at v and what it
is told now. So nothing is missing and nothing is doubled, wherever a connection breaks.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from functools import lru_cache
from typing import Any
from uuid import UUID

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from petition_es.api.live.shelf import Shelf
from petition_es.api.live.telling import Told
from petition_es.api.live.watching import Hub
from petition_es.domain.codes import Audience
from petition_es.store.faults import DatabaseUnreachable

HEARTBEAT_SECONDS = 15.0
LOOKS_AGAIN_SECONDS = 60.0
"""At least so often a stream looks whether its reader may still see what it tells."""

LONGEST_SECONDS = 30 * 60.0
"""After this long a stream ends, and whoever opens it again is asked for their rights again."""

OPENING = b"retry: 2000\n\n"
HEARTBEAT = b": still here\n\n"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

StillMay = Callable[[], Awaitable[bool]]


def frame(event: str, data: bytes, event_id: int | None = None) -> bytes:
    """Write one event; without an id, the reader keeps the last one that it got."""
    lines = b"".join(b"data: %b\n" % line for line in data.splitlines() or [b""])
    named = b"" if event_id is None else b"id: %d\n" % event_id
    return b"%bevent: %b\n%b\n" % (named, event.encode(), lines)


def head_of(told: Told) -> bytes:
    """The event that says where the petition stands; with its id everything is told."""
    return frame("head", told.head, told.standing.version)


def closed(told: Told) -> bytes:
    """The last event of a stream whose reader may not keep what it was told before."""
    return frame("closed", b"{}", told.standing.version)


def takes_back(before: Told, after: Told) -> bool:
    """Tell whether something was told that is not to be seen any more."""
    return not after.is_open or bool(before.steps.keys() - after.steps.keys())


@lru_cache(maxsize=64)
def news(before: Told | None, after: Told) -> bytes:
    """What to tell whoever was told `before`, to be told `after`; None was told nothing.

    First what changed of steps told before, without an id; then each new step under the version
    that it brought; then the head. So a reader who was cut off anywhere goes on from the last id.
    """
    known = before.steps if before else {}
    steps = sorted(after.steps.items(), key=lambda item: item[1].sequence)
    again = [step for step_id, step in steps if step_id in known and step != known[step_id]]
    fresh = [step for step_id, step in steps if step_id not in known]
    changed = [frame("checkpoint", step.json) for step in again]
    added = [frame("checkpoint", step.json, step.sequence) for step in fresh]
    return b"".join([*changed, *added, head_of(after)])


async def stream(
    shelf: Shelf,
    hub: Hub,
    petition_id: UUID,
    audience: Audience,
    *,
    after: int | None,
    still_may: StillMay,
    address: str = "",
    looks_again: float | None = None,
) -> AsyncGenerator[bytes]:
    """Tell the timeline on, from `after` (a version) or from now, until it is closed to the reader.

    `address` is the reader's; every `looks_again` seconds at least, `still_may` is asked. Refuses
    instead of the first frame: as Busy, or as NoSuchPetition where nothing is open.
    """
    # Watching comes first of all, so that nothing falls in between.
    with hub.watch(petition_id, address, looks_again) as watch:
        told = await shelf.opened(petition_id, audience)
        before = await _told_at(shelf, petition_id, audience, after, told)
        if before is not None and takes_back(before, told):
            yield closed(told)
            return
        yield OPENING + (head_of(told) if after is None else news(before, told))
        async for version in watch:
            before = told
            if version is not None:
                if version <= told.standing.version:
                    continue
                told = await shelf.since(petition_id, audience, version)
            if takes_back(before, told) or not await still_may():
                yield closed(told)
                return
            if version is not None:
                yield news(before, told)


async def _told_at(
    shelf: Shelf, petition_id: UUID, audience: Audience, version: int | None, told: Told
) -> Told | None:
    """What the reader was told before: at a version that there was, else nothing."""
    if version == told.standing.version:
        return told
    if version is None or not 0 < version < told.standing.version:
        return None
    return await shelf.as_of(petition_id, audience, version)


class EventStream(Response):
    """An answer that goes on: frames as they come, a heartbeat while none does.

    What the first frame refuses is answered as any other refusal. The stream ends with its frames,
    when the reader leaves, when the database goes away, or after `longest` seconds.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        frames: AsyncGenerator[bytes],
        *,
        heartbeat: float = HEARTBEAT_SECONDS,
        longest: float = LONGEST_SECONDS,
    ) -> None:
        self._frames, self._heartbeat, self._longest = frames, heartbeat, longest
        self._is_quiet = True
        self.status_code, self.background = 200, None
        self.init_headers(HEADERS)
        del self.headers["Content-Length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI's three
        """Send the frames until there are no more."""
        async with aclosing(self._frames):
            first = await anext(self._frames)
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            telling = asyncio.create_task(self._tell(first, send))
            beating = asyncio.create_task(self._beat(send))
            leaving = asyncio.create_task(_left(receive))
            try:
                await asyncio.wait(
                    [telling, beating, leaving],
                    timeout=self._longest,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                has_left = leaving.done()
            finally:
                await _ended(telling, beating, leaving)
        if not has_left:
            await _send(b"", send, more=False)
        if not telling.cancelled():
            telling.result()

    async def _tell(self, first: bytes, send: Send) -> None:
        """Tell what comes; without a database nothing does, and the reader comes again."""
        await _send(first, send)
        with suppress(DatabaseUnreachable):
            async for told in self._frames:
                self._is_quiet = False
                await _send(told, send)

    async def _beat(self, send: Send) -> None:
        """Say that the stream is alive, whenever nothing was told for a while."""
        while True:
            await asyncio.sleep(self._heartbeat)
            if self._is_quiet:
                await _send(HEARTBEAT, send)
            self._is_quiet = True


async def _send(told: bytes, send: Send, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": told, "more_body": more})


async def _left(receive: Receive) -> None:
    """Wait until the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _ended(*tasks: asyncio.Future[Any]) -> None:
    """End tasks, and wait until they have put everything back."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
