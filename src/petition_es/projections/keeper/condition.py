"""How the clock keeper is: whether there is one, how far it has read, what it told."""

from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import class_row, tuple_row

KEEPER = 0x50564B45455045
"""The advisory lock that lets one keeper at a time keep the clocks."""

IS_THERE: LiteralString = "SELECT to_regclass('petition_views.due_dates') IS NOT NULL"
STAND: LiteralString = "SELECT bookmark, whole_from, law FROM petition_views.clock_keeper"
IS_KEPT: LiteralString = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND granted
            AND classid::bigint = %(keeper)s::bigint >> 32
            AND objid::bigint = %(keeper)s::bigint & 4294967295
            AND database = (SELECT oid FROM pg_catalog.pg_database
                WHERE datname = pg_catalog.current_database()))
"""
CONDITION: LiteralString = f"""
    SELECT ({IS_KEPT}) AS is_kept,
        (SELECT count(*) FROM petition_views.due_dates) AS duties,
        (SELECT count(*) FROM petition_views.notices) AS notices
"""  # noqa: S608  # our own words alone


@dataclass(frozen=True)
class Stand:
    """How far the keeper has read the log, and the word of the law by which it counts."""

    bookmark: int
    whole_from: int
    law: str

    @property
    def is_whole(self) -> bool:
        """Tell whether due dates of all petitions are there: not while they are first counted."""
        return self.bookmark >= self.whole_from


@dataclass(frozen=True)
class Condition:
    """How the clock keeper is: `is_kept` tells whether a process keeps the clocks just now.

    `duties` is how many are not done, `notices` how many were given ever.
    """

    stand: Stand
    is_kept: bool
    duties: int
    notices: int


def stand(connection: Connection[Any]) -> Stand | None:
    """Where the keeper stands; None where the clocks were never kept."""
    there = connection.cursor(row_factory=tuple_row).execute(IS_THERE).fetchone()
    if there is None or not there[0]:
        return None
    return connection.cursor(row_factory=class_row(Stand)).execute(STAND).fetchone()


def condition(connection: Connection[Any]) -> Condition | None:
    """How the keeper is; None where the clocks were never kept."""
    stands = stand(connection)
    if stands is None:
        return None
    cursor = connection.cursor(row_factory=tuple_row)
    counted = cursor.execute(CONDITION, {"keeper": KEEPER}).fetchone()
    return None if counted is None else Condition(stands, *counted)
