"""The statements of an append: one event, a few, or many, and what is written beside them.

All of them reserve positions, which holds the floor of the log (`schema_3.sql`), and return the
positions in the order of the events. An append is one statement, or, where COPY pays, one
transaction.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, LiteralString

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow

from petition_es.store.floor import RESERVE
from petition_es.store.keys_in_use import KeyInUse
from petition_es.store.lane import Lane
from petition_es.store.rows import Beside
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
ONE_UNDER_A_KEY = ONE.replace(
    "(%b, %b,",
    """(%b, (
        SELECT %b::bigint FROM petition_keys.content_keys
        WHERE petition_id = %b AND key_id = %b FOR KEY SHARE
    ),""",
    1,
)
"""An event has no version, and is refused, if the key that it is sealed under does not stand."""

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
COPY_IN: LiteralString = """
    COPY public.petition_events
        (originator_id, originator_version, event_id, recorded_at, topic, metadata, state, sealed,
        position)
    FROM STDIN (FORMAT binary)
"""
COPIED = ["uuid", "int8", "uuid", "timestamptz", "text", "bytea", "bytea", "bytea", "int8"]
"""The types of its columns; `metadata` comes as the bytes that a jsonb is sent as."""

COPIED_FROM = 100
"""From so many events on, COPY pays."""

NAMES: tuple[LiteralString, ...] = ("one", "two", "three", "four", "five", "six", "seven", "eight")
"""What the parts of a statement are called in it; there is one for each table at most."""

JSONB_FORMAT = b"\x01"
NOTHING_SAID = b"{}"


def is_one_statement(stored: Sequence[PetitionStoredEvent], beside: Sequence[Beside]) -> bool:
    """Tell whether this append is sent as one statement.

    Many events are copied. And parts of one statement do not see what the others change: where two
    of them change the same table, they are carried out one after the other.
    """
    tables = {each.table for each in beside}
    return len(stored) < COPIED_FROM and len(tables) == len(beside)


def insert(
    lane: Lane,
    stored: Sequence[PetitionStoredEvent],
    beside: Sequence[Beside],
    under: KeyInUse | None,
) -> list[int]:
    """Append by one statement, in which the events come first, and then what is beside them."""
    values: list[Any]
    if len(stored) == 1 and under is not None:
        query, values = ONE_UNDER_A_KEY, _values(stored[0])
        values[2:2] = under
    elif len(stored) == 1:
        query, values = ONE, _values(stored[0])
    elif len(stored) <= len(A_FEW):
        query, values = _few(len(stored)), [len(stored)]
        for event in stored:
            values += _values(event)
    else:
        query, values = MANY, [len(stored)]
        values += map(list, zip(*map(_values, stored), strict=True))
    if beside:
        query = _with(tuple([each.query for each in beside]), query)
        values = [value for each in beside for value in each.values] + values
    return [position for (position,) in lane.ask(query, values)]


def copy(
    connection: Connection[TupleRow],
    stored: Sequence[PetitionStoredEvent],
    beside: Sequence[Beside],
) -> list[int]:
    """Copy events in, inside a transaction, which holds the floor from here to its end."""
    with connection.cursor() as cursor:
        ((first,),) = cursor.execute(RESERVE, [len(stored)]).fetchall()
        with cursor.copy(COPY_IN) as copying:
            copying.set_types(COPIED)
            for position, event in enumerate(stored, start=first):
                copying.write_row(_copied(event, position))
        for each in beside:
            cursor.execute(each.query, each.values, prepare=True)
    return list(range(first, first + len(stored)))


@cache
def _with(beside: tuple[LiteralString, ...], append: LiteralString) -> LiteralString:
    """Put statements into one; a short list of combinations is ever met."""
    parts: list[LiteralString] = [
        f"{name} AS ({query})" for name, query in zip(NAMES, beside, strict=False)
    ]
    return f"WITH {', '.join(parts)} {append}"


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
