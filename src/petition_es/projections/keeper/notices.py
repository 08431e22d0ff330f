"""Notices (提醒): what the clock keeper told, once for each clock and due date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row, tuple_row

from petition_es.projections.keeper.condition import stand
from petition_es.projections.keeper.table import AT_ONE_MOMENT, Filter, Page, ReadTable
from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.folding import Key

Kind = Literal["due_soon", "missed"]

GIVE: LiteralString = """
    WITH passed AS (
        UPDATE petition_views.due_dates SET {} RETURNING *
    )
    INSERT INTO petition_views.notices
        (kind, petition_id, clock, started_by, unit_id, last_day, noticed_at)
    SELECT %(kind)s, petition_id, clock, started_by, unit_id, last_day, %(now)s
    FROM passed ORDER BY due, petition_id, clock, started_by
    ON CONFLICT (petition_id, clock, started_by, kind, last_day) DO NOTHING
"""
PASSED: dict[Kind, LiteralString] = {
    "missed": GIVE.format(
        "soon_told = true, missed_told = true WHERE due < %(now)s AND NOT missed_told"
    ),
    "due_soon": GIVE.format("soon_told = true WHERE soon <= %(now)s AND NOT soon_told"),
}
"""First what was missed: it is not due soon any more."""

GIVE_ONE: LiteralString = """
    INSERT INTO petition_views.notices
        (kind, petition_id, clock, started_by, unit_id, last_day, noticed_at)
    VALUES ('missed', %s, %s, %s, %s, %s, %s)
    ON CONFLICT (petition_id, clock, started_by, kind, last_day) DO NOTHING
"""
TOLD: LiteralString = """
    SELECT notice_id, kind, petition_id, clock, started_by, unit_id, last_day, noticed_at
    FROM petition_views.notices WHERE true
"""
MISSED: LiteralString = """
    SELECT last_day, petition_id, clock, started_by, noticed_at
    FROM petition_views.notices
    WHERE kind = 'missed' AND noticed_at <= %s AND petition_id = ANY(%s)
"""
SINCE: LiteralString = TOLD + " AND notice_id > %s ORDER BY notice_id LIMIT %s"

NOTICES = ReadTable(
    name="notices",
    about="What the clock keeper told, oldest first: that a limit is due soon, or was missed.",
    columns=(
        Column("notice_id", int, is_key=True),
        Column("kind", str),
        Column("petition_id", UUID),
        Column("clock", str),
        Column("started_by", UUID),
        Column("unit_id", str, is_optional=True),
        Column("last_day", date),
        Column("noticed_at", datetime),
    ),
    rows=TOLD,
)


@dataclass(frozen=True)
class Notice:
    """One notice: that a limit is due soon, or was missed; `last_day` is the day it was due."""

    notice_id: int
    kind: Kind
    petition_id: UUID
    clock: str
    started_by: UUID
    unit_id: str | None
    last_day: date
    noticed_at: datetime


def notices(connection: Connection[Any], after: int = 0, limit: int = 1000) -> Sequence[Notice]:
    """The notices after one of them, oldest first; the number of each only ever grows."""
    if stand(connection) is None:
        return []
    cursor = connection.cursor(row_factory=class_row(Notice))
    return cursor.execute(SINCE, [after, limit]).fetchall()


def notice_page(
    connection: Connection[Any], now: datetime, only: Filter, *, after: Key | None, limit: int
) -> Page | None:
    """Some of the notices; None where the clocks were never kept."""
    with connection.transaction():
        connection.execute(AT_ONE_MOMENT)
        found = stand(connection)
        if found is None:
            return None
        return NOTICES.page(connection, found.bookmark, now, only, after=after, limit=limit)


def told_missed(
    connection: Connection[Any], late: Sequence[tuple[Any, ...]], by: datetime
) -> Mapping[tuple[Any, ...], datetime]:
    """When the keeper told of limits that were missed, as far as it had by a moment.

    A limit is the first four columns of `overdue`.
    """
    if not late or stand(connection) is None:
        return {}
    cursor = connection.cursor(row_factory=tuple_row)
    told = cursor.execute(MISSED, [by, [row[1] for row in late]]).fetchall()
    return {tuple(row[:4]): row[4] for row in told}
