"""Notices (提醒): what the clock keeper told, once for each clock and due date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

Kind = Literal["due_soon", "missed"]

GIVE = """
    INSERT INTO petition_views.notices
        (kind, petition_id, clock, started_by, unit_id, last_day, noticed_at)
    SELECT %(kind)s, petition_id, clock, started_by, unit_id, last_day, %(now)s
    FROM petition_views.due_dates
    WHERE {} ORDER BY due, petition_id
    ON CONFLICT (petition_id, clock, started_by, kind, last_day) DO NOTHING
"""
PASSED: dict[Kind, str] = {
    "due_soon": GIVE.format("soon <= %(now)s AND due >= %(now)s"),
    "missed": GIVE.format("due < %(now)s"),
}
GIVE_ONE = """
    INSERT INTO petition_views.notices
        (kind, petition_id, clock, started_by, unit_id, last_day, noticed_at)
    VALUES ('missed', %s, %s, %s, %s, %s, %s)
    ON CONFLICT (petition_id, clock, started_by, kind, last_day) DO NOTHING
"""
SINCE = """
    SELECT notice_id, kind, petition_id, clock, started_by, unit_id, last_day, noticed_at
    FROM petition_views.notices WHERE notice_id > %s ORDER BY notice_id LIMIT %s
"""


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
    row = connection.execute("SELECT to_regclass('petition_views.notices') IS NOT NULL").fetchone()
    if row is None or not row[0]:
        return []
    return (
        connection.cursor(row_factory=class_row(Notice)).execute(SINCE, [after, limit]).fetchall()
    )
