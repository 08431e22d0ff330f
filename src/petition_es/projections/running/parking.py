"""Parked keys: left alone because a handler failed at them; their later events wait, in order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from psycopg import Connection

from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.folding import Key

READ = """
    SELECT key, is_wanted, error FROM petition_views.parked WHERE projection = %s ORDER BY parked_at
"""
WAIT_BEHIND = """
    UPDATE petition_views.parked AS kept SET positions = kept.positions || more.positions
    FROM (SELECT key::jsonb, array_agg(position ORDER BY position) AS positions
        FROM unnest(%(keys)b::text[], %(positions)b::bigint[]) AS given (key, position)
        GROUP BY key) AS more
    WHERE kept.projection = %(name)s AND kept.key = more.key
"""
PARK = """
    INSERT INTO petition_views.parked (projection, key, error)
    SELECT %(name)s, key::jsonb, error::jsonb FROM unnest(%(keys)s::text[], %(errors)s::text[])
        AS given (key, error)
    ON CONFLICT (projection, key) DO UPDATE SET error = EXCLUDED.error, is_wanted = false
"""
WANT = """
    UPDATE petition_views.parked SET is_wanted = true
    WHERE projection = %s
"""
TAKE_UP = "DELETE FROM petition_views.parked WHERE projection = %s AND key = %s::jsonb"
LEAVE = """
    UPDATE petition_views.parked SET is_wanted = false, error = %s::jsonb
    WHERE projection = %s AND key = %s::jsonb
"""

FROM_JSON: Mapping[Any, Any] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


class Parked:
    """The parked keys of one projection, and which events came to wait behind them."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self.keys = frozenset(keys)
        self.waiting: set[tuple[Key, int]] = set()

    def lets(self, key: Key, position: int) -> bool:
        """Tell whether a key is folded; where it is parked, the event waits behind it."""
        if key in self.keys:
            self.waiting.add((key, position))
            return False
        return True

    def write(self, connection: Connection[Any], name: str) -> None:
        """Note what came to wait."""
        waiting, self.waiting = sorted(self.waiting, key=lambda each: each[1]), set()
        if waiting:
            keys = [key_as_json(key) for key, _ in waiting]
            values = {"name": name, "keys": keys, "positions": [at for _, at in waiting]}
            connection.execute(WAIT_BEHIND, values)


def read_parked(
    connection: Connection[Any], definition: Definition
) -> tuple[Parked, dict[Key, Mapping[str, Any]]]:
    """The parked keys of a projection; those that are to be taken up again, with their errors."""
    found = connection.execute(READ, [definition.name]).fetchall()
    keys = [key_from_json(definition.keys, key) for key, _, _ in found]
    wanted = {k: error for k, (_, is_wanted, error) in zip(keys, found, strict=True) if is_wanted}
    return Parked(keys), wanted


def park(connection: Connection[Any], name: str, keys: Sequence[Any], error: Any) -> None:
    """Park keys, given as JSON has them, because of an error."""
    written = [orjson.dumps(key).decode() for key in keys]
    errors = [orjson.dumps(error).decode()] * len(written)
    connection.execute(PARK, {"name": name, "keys": written, "errors": errors})


def want(connection: Connection[Any], name: str) -> int:
    """Ask for parked keys to be taken up again; how many there are."""
    return connection.execute(WANT, [name]).rowcount


def take_up(connection: Connection[Any], name: str, key: Key) -> None:
    """Park a key no more."""
    connection.execute(TAKE_UP, [name, key_as_json(key)])


def leave(connection: Connection[Any], name: str, key: Key, error: Mapping[str, Any]) -> None:
    """Leave a key parked, for it failed again."""
    written = orjson.dumps(error).decode()
    connection.execute(LEAVE, [written, name, key_as_json(key)])


def key_as_json(key: Key) -> str:
    """A key as JSON has it: a list, ids and times as text."""
    return orjson.dumps(key).decode()


def key_from_json(keys: Sequence[Column], written: Sequence[Any]) -> Key:
    """A key as it is folded under."""
    columns = zip(keys, written, strict=True)
    return tuple(FROM_JSON.get(column.holds, lambda v: v)(value) for column, value in columns)
