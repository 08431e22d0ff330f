"""How a file's bytes arrive: from the socket piece by piece, or out of a form, and never too many.

Nothing of an upload is on disk before it is sealed.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import BinaryIO

import anyio
from anyio import from_thread
from starlette.requests import ClientDisconnect

from petition_es.api.at_the_door import Busy, NotReadable, TooLarge

PIECE_BYTES = 64 * 1024
AT_ONCE = 4
"""Uploads that one process takes in at the same time; each keeps a thread busy."""

WAIT_SECONDS = 5
"""How long one more waits for its turn before it is asked to come again."""

TURNS = anyio.Semaphore(AT_ONCE)


@asynccontextmanager
async def a_turn() -> AsyncIterator[None]:
    """Wait for a turn to take a file in; after a few seconds without one, refuse."""
    try:
        with anyio.fail_after(WAIT_SECONDS):
            await TURNS.acquire()
    except TimeoutError:
        raise Busy from None
    try:
        yield
    finally:
        TURNS.release()


def from_socket(stream: AsyncGenerator[bytes, None]) -> Iterator[bytes]:
    """Hand on what arrives at the event loop to the worker thread that this is called from."""
    while piece := from_thread.run(_next, stream):
        yield piece


async def _next(stream: AsyncGenerator[bytes, None]) -> bytes:
    """The next piece, empty at the end."""
    try:
        return await anext(stream, b"")
    except ClientDisconnect:
        raise NotReadable from None


def from_file(file: BinaryIO) -> Iterator[bytes]:
    """Hand on a file of a form, piece by piece."""
    while piece := file.read(PIECE_BYTES):
        yield piece


def counted(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Count bytes as they pass, and refuse at once when there are more than the limit."""
    came = 0
    for piece in pieces:
        came += len(piece)
        refuse_more(came, limit)
        yield piece


def refuse_more(size: int, limit: int) -> None:
    """Refuse more bytes than the limit, and do not listen to the rest of them."""
    if size > limit:
        raise TooLarge(headers={"Connection": "close"}, limit=limit)
