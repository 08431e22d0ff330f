"""How a file's bytes arrive: from the socket piece by piece, or out of a form, and never too many.

Nothing of an upload is on disk before it is sealed.
"""

from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from typing import BinaryIO

import anyio
from anyio import from_thread
from starlette.requests import ClientDisconnect

from petition_es.api.at_the_door import NotReadable, TooLarge, TooSlow

PIECE_BYTES = 64 * 1024
CLOSE = {"Connection": "close"}
"""Nobody listens to the rest of a body that was refused."""

BYTES_PER_SECOND = 1024
"""How fast a body arrives at least; the slowest mobile networks carry several times as much."""

PATIENCE_SECONDS, PATIENCE_MAX_SECONDS = 10.0, 60.0
"""How long it may stand still at the beginning, and at most, when it was faster for a while."""


async def in_time(stream: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """Hand on what arrives; refuse who sends too slowly. Only the waiting counts."""
    patience, waited = PATIENCE_SECONDS, 0.0
    async with aclosing(stream):
        while True:
            since = anyio.current_time()
            try:
                with anyio.fail_after(patience):
                    piece = await anext(stream, b"")
            except TimeoutError:
                raise TooSlow(headers=CLOSE, seconds=f"{waited + patience:.0f}") from None
            if not piece:
                return
            took = anyio.current_time() - since
            waited += took
            patience = min(PATIENCE_MAX_SECONDS, patience - took + len(piece) / BYTES_PER_SECOND)
            yield piece


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
        raise TooLarge(headers=CLOSE, limit=limit)
