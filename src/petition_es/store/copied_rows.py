"""Rows of the log in the form in which COPY reads them, each made in one go.

A row is the number of its columns, and then each column: its size in four bytes (-1: NULL) and its
value as the server sends it. The columns are those of `COPY_IN`, and the position is the last, so
that all before it can be made while nobody knows it yet.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from struct import Struct

import orjson

from petition_es.store.stored import PetitionStoredEvent

COLUMNS = """
    originator_id, originator_version, event_id, recorded_at, topic, metadata, state, sealed,
    position
"""
MANY_COLUMNS = 9

BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"

NOTHING_SAID = b"{}"
JSONB_FORMAT = b"\x01"
NULL = b"\xff\xff\xff\xff"

FIXED = Struct("!h i16s iq i16s iq i")
"""What stands before the topic, with the size of that."""
SIZE = Struct("!i")
POSITION = Struct("!iq")

SERVERS_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

CHUNK_BYTES = 1 << 16
"""How much is sent at a time."""


def said(event: PetitionStoredEvent) -> bytes:
    """The metadata of an event, as JSON."""
    return orjson.dumps(event.metadata) if event.metadata else NOTHING_SAID


def row_without_position(event: PetitionStoredEvent) -> bytes:
    """The row of an event, without the position, which comes last."""
    topic, metadata, sealed = event.topic.encode(), said(event), event.sealed
    fixed = FIXED.pack(
        MANY_COLUMNS,
        16, event.originator_id.bytes,
        8, event.originator_version,
        16, event.event_id.bytes,
        8, (event.recorded_at - SERVERS_EPOCH) // MICROSECOND,
        len(topic),
    )  # fmt: skip
    words = NULL if sealed is None else SIZE.pack(len(sealed)) + sealed
    parts = (
        fixed, topic, SIZE.pack(len(metadata) + 1), JSONB_FORMAT, metadata,
        SIZE.pack(len(event.state)), event.state, words,
    )  # fmt: skip
    return b"".join(parts)


def chunks(rows: Iterable[bytes], first: int) -> Iterator[bytes]:
    """Whole rows, at the positions from the first on, in pieces of a size that is well sent."""
    chunk = bytearray(BEGIN)
    for position, row in enumerate(rows, first):
        chunk += row
        chunk += POSITION.pack(8, position)
        if len(chunk) > CHUNK_BYTES:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk + END)
