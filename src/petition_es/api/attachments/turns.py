"""Whose turn it is (排队): how many files one process takes in, and keeps, at the same time.

Who waits, waits on the event loop: the threads that answer pages are never all busy with files.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from weakref import WeakValueDictionary

import anyio

from petition_es.api.at_the_door import Busy
from petition_es.api.attachments.arriving import CLOSE

UPLOADS_AT_ONCE, UPLOADS_OF_ONE_ADDRESS = 16, 2
UPLOADS = anyio.Semaphore(UPLOADS_AT_ONCE)
UPLOADS_FROM: WeakValueDictionary[str, anyio.Semaphore] = WeakValueDictionary()
"""The turns of each address; they are forgotten when nobody there uploads or waits."""

THREADS = anyio.CapacityLimiter(UPLOADS_AT_ONCE)
"""An upload keeps a thread while it arrives: one of these, never one that answers pages."""

FORMS_KEPT_AT_ONCE = 2
KEEPING = anyio.Semaphore(FORMS_KEPT_AT_ONCE)
"""Forms whose files are being checked and kept, each in one of the threads that answer pages."""

UPLOAD_WAIT_SECONDS, KEEPING_WAIT_SECONDS = 5, 20
"""How long one more waits for its turn before it is asked to come again."""

FORM_BYTES = 200 * 1024 * 1024
"""The memory that all forms share while they arrive and until they are answered."""


@asynccontextmanager
async def a_turn_to_upload(address: str) -> AsyncIterator[None]:
    """Wait for a turn to take a file in, of all and of this address; refuse after some seconds."""
    of_address = UPLOADS_FROM.setdefault(address, anyio.Semaphore(UPLOADS_OF_ONE_ADDRESS))
    async with _turns(UPLOAD_WAIT_SECONDS, of_address, UPLOADS):
        yield


@asynccontextmanager
async def a_turn_to_keep() -> AsyncIterator[None]:
    """Wait for a turn to check and keep the files of a form that has arrived; refuse as above."""
    async with _turns(KEEPING_WAIT_SECONDS, KEEPING):
        yield


class Room:
    """Memory that several share, in bytes; one who is alone may have as much as needed."""

    def __init__(self, size: int) -> None:
        self._size, self.taken = size, 0

    @contextmanager
    def some(self) -> Iterator[Callable[[int], None]]:
        """Answer how to take bytes of it; they are given back at the end."""
        mine = 0

        def take(size: int) -> None:
            nonlocal mine
            if self.taken > mine and self.taken + size > self._size:
                raise Busy(headers=CLOSE)
            mine += size
            self.taken += size

        try:
            yield take
        finally:
            self.taken -= mine


FORMS = Room(FORM_BYTES)


@asynccontextmanager
async def _turns(seconds: float, *queues: anyio.Semaphore) -> AsyncIterator[None]:
    async with AsyncExitStack() as held:
        try:
            with anyio.fail_after(seconds):
                for queue in queues:
                    await held.enter_async_context(queue)
        except TimeoutError:
            raise Busy from None
        yield
