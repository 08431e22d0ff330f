"""The statements of an append: one event, a few, or many, and what is written beside them.

All of them reserve positions, which holds the floor of the log (`schema_3.sql`), and return the
positions in the order of the events. An append is one statement, or, where COPY pays, one
transaction.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import TupleRow

from petition_es.store.copied_rows import COLUMNS, chunks, row_without_position, said
from petition_es.store.floor import DRAW, RESERVE
from petition_es.store.keys_in_use import KeyInUse
from petition_es.store.lane import Lane
from petition_es.store.rows import Beside
from petition_es.store.stored import PetitionStoredEvent

INTO: LiteralString = f"INSERT INTO public.petition_events ({COLUMNS}) OVERRIDING SYSTEM VALUE"
ONE: LiteralString = f"""
    {INTO}
    VALUES (%b, %b, %b, %b, %b, %b::text::jsonb, %b, %b, {DRAW})
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
COPY_IN: LiteralString = f"COPY public.petition_events ({COLUMNS}) FROM STDIN (FORMAT binary)"

COPIED_FROM = 100
"""From so many events on, COPY pays."""

NAMES: tuple[LiteralString, ...] = ("one", "two", "three", "four", "five", "six", "seven", "eight")
"""What the parts of a statement are called in it; there is one for each table at most."""


def is_one_statement(stored: Sequence[PetitionStoredEvent], beside: Sequence[Beside]) -> bool:
    """Tell whether this append is sent as one statement.

    Many events are copied. And parts of one statement do not see what the others change: where two
    of them change the same table, they are carried out one after the other.
    """
    if len(stored) >= COPIED_FROM:
        return False
    return len(beside) <= 1 or len({each.table for each in beside}) == len(beside)


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
    stored: Iterable[PetitionStoredEvent],
    many: int,
    beside: Sequence[Beside],
) -> list[int]:
    """Copy so many events in, inside a transaction, which holds the floor from then to its end.

    What is beside them goes first. The server has work with it, and while it has, half of the rows
    are made; the others are made while it reads those.
    """
    rows = map(row_without_position, stored)
    with connection.pipeline(), connection.cursor() as cursor:
        for each in beside:
            cursor.execute(each.query, each.values, prepare=False, binary=True)
        ready = list(islice(rows, many // 2)) if beside else []
    with connection.cursor() as cursor:
        ((first,),) = cursor.execute(RESERVE, [many]).fetchall()
        with cursor.copy(COPY_IN) as copying:
            for chunk in chunks(chain(ready, rows), first):
                copying.write(chunk)
    return list(range(first, first + many))


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
        said(event).decode(),
        event.state,
        event.sealed,
    ]
