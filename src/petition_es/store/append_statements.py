"""The statements of an append: one event, a few, or many, each with its answer or without.

All of them reserve positions, which holds the floor of the log (`schema_3.sql`), and return the
positions in the order of the events.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, LiteralString

import orjson
from psycopg import Connection, Cursor
from psycopg.rows import TupleRow

from petition_es.store.command_answers import KeptAnswer
from petition_es.store.floor import RESERVE
from petition_es.store.stored import PetitionStoredEvent

INTO: LiteralString = """
    INSERT INTO public.petition_events
        (originator_id, originator_version, event_id, recorded_at, topic, metadata, state, sealed,
        position)
    OVERRIDING SYSTEM VALUE
"""
ONE: LiteralString = f"""
    {INTO}
    VALUES (%b, %b, %b, %b, %b, %b::text::jsonb, %b, %b, public.petition_reserve(1))
    RETURNING position
"""
GIVEN: LiteralString = f"""
    {INTO}
    SELECT stream, version, id, at, topic, said::jsonb, state, sealed, first + n - 1
    FROM public.petition_reserve(%b) AS reserved (first),
"""  # noqa: S608  # so
IN_ORDER: LiteralString = """
    AS given (stream, version, id, at, topic, said, state, sealed, n)
    ORDER BY n
    RETURNING position
"""
A_FEW: tuple[LiteralString, ...] = ("1", "2", "3", "4")
"""How many events are sent as values; arrays of a few would cost more than all the rest."""

A_VALUE: LiteralString = (
    "%b::uuid, %b::bigint, %b::uuid, %b::timestamptz, %b::text, %b::text, %b::bytea, %b::bytea"
)
MANY: LiteralString = f"""
    {GIVEN} unnest(
        %b::uuid[], %b::bigint[], %b::uuid[], %b::timestamptz[], %b::text[], %b::text[],
        %b::bytea[], %b::bytea[]
    ) WITH ORDINALITY {IN_ORDER}
"""
KEEP_ANSWER: LiteralString = """
    INSERT INTO public.command_answers
        (key_hash, body_hash, petition_id, first, last, sealed, expires_at)
    VALUES (%b, %b, %b, %b, %b, %b, %b)
"""
KEEPING_ANSWER: LiteralString = f"WITH answered AS ({KEEP_ANSWER})"
"""Put before an append: the events come first, and then the answer, in one statement."""

COPY_IN: LiteralString = """
    COPY public.petition_events
        (originator_id, originator_version, event_id, recorded_at, topic, metadata, state, sealed,
        position)
    FROM STDIN (FORMAT binary)
"""
COPIED = ["uuid", "int8", "uuid", "timestamptz", "text", "bytea", "bytea", "bytea", "int8"]
"""The types of its columns; `metadata` comes as the bytes that a jsonb is sent as."""

JSONB_FORMAT = b"\x01"
NOTHING_SAID = b"{}"


def send(
    cursor: Cursor[TupleRow], stored: Sequence[PetitionStoredEvent], answer: KeptAnswer | None
) -> None:
    """Send the append of some events; the cursor has their positions afterwards."""
    values: list[Any]
    if len(stored) == 1:
        query, values = ONE, _values(stored[0])
    elif len(stored) <= len(A_FEW):
        query, values = _few(len(stored)), [len(stored)]
        for event in stored:
            values += _values(event)
    else:
        query, values = MANY, [len(stored)]
        values += map(list, zip(*map(_values, stored), strict=True))
    if answer is not None:
        query, values = KEEPING_ANSWER + query, [*answer, *values]
    cursor.execute(query, values, prepare=True, binary=True)


def copy(
    connection: Connection[TupleRow],
    stored: Sequence[PetitionStoredEvent],
    answer: KeptAnswer | None,
) -> list[int]:
    """Copy many events in, inside a transaction, which holds the floor from here to its end."""
    with connection.cursor() as cursor:
        ((first,),) = cursor.execute(RESERVE, [len(stored)]).fetchall()
        with cursor.copy(COPY_IN) as copying:
            copying.set_types(COPIED)
            for position, event in enumerate(stored, start=first):
                copying.write_row(_copied(event, position))
        if answer is not None:
            cursor.execute(KEEP_ANSWER, answer)
    return list(range(first, first + len(stored)))


@cache
def _few(many: int) -> LiteralString:
    rows: LiteralString = ", ".join([f"({A_VALUE}, {number})" for number in A_FEW[:many]])
    return f"{GIVEN} (VALUES {rows}) {IN_ORDER}"


def _values(event: PetitionStoredEvent) -> list[object]:
    return [
        event.originator_id,
        event.originator_version,
        event.event_id,
        event.recorded_at,
        event.topic,
        _said(event).decode(),
        event.state,
        event.sealed,
    ]


def _copied(event: PetitionStoredEvent, position: int) -> list[object]:
    *before, _, state, sealed = _values(event)
    return [*before, JSONB_FORMAT + _said(event), state, sealed, position]


def _said(event: PetitionStoredEvent) -> bytes:
    return orjson.dumps(event.metadata) if event.metadata else NOTHING_SAID
