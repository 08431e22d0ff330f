"""Who runs a projection, and who builds it anew: one at a time, as long as its connection lives."""

from collections.abc import Sequence
from typing import Any, LiteralString

from psycopg import Connection

RUNS = 0x50565255
"""The advisory locks of runners (PVRU)."""

REBUILDS = 0x50565242
"""The advisory locks of those who build anew (PVRB)."""

TRY = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
GIVE_BACK: LiteralString = "SELECT pg_advisory_unlock(%s, hashtext(%s))"

HELD = """
    SELECT name FROM unnest(%s::text[]) AS asked (name) WHERE EXISTS (
        SELECT FROM pg_catalog.pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid::bigint = %s
            AND objid::bigint = hashtext(name)::bigint & 4294967295
            AND database = (SELECT oid FROM pg_catalog.pg_database
                WHERE datname = pg_catalog.current_database())
    )
"""


def is_ours(connection: Connection[Any], kind: int, name: str) -> bool:
    """Take the lock of a projection if it is free; the end of the connection gives it back."""
    row = connection.execute(TRY, [kind, name]).fetchone()
    return bool(row and row[0])


def give_back(connection: Connection[Any], kind: int, name: str) -> None:
    """Give the lock of a projection back."""
    connection.execute(GIVE_BACK, [kind, name])


def held(connection: Connection[Any], kind: int, names: Sequence[str]) -> set[str]:
    """Those of these projections that somebody has the lock of."""
    return {row[0] for row in connection.execute(HELD, [list(names), kind])}
