"""What is overdue, read off the due dates that the keeper keeps: at once, however long the log is.

It is what `clocks.overdue` computes from the whole log for this moment. Of a past day, or of what
was known on one, the keeper knows nothing: that is computed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row, tuple_row

from petition_es.domain.regime.law import Law
from petition_es.projections.clocks.overdue import SOON_DAYS, Desk, LatePetition, Overdue
from petition_es.projections.keeper.condition import stand
from petition_es.projections.keeper.due_dates import law_word
from petition_es.projections.keeper.table import AT_ONE_MOMENT, TODAY, Filter, Page, ReadTable
from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.folding import Key

LATE: LiteralString = f"""
    SELECT last_day, petition_id, clock, started_by, number, unit_id, division,
        greatest(0, {TODAY} - last_day) AS days_late,
        (SELECT noticed_at FROM petition_views.notices AS told
            WHERE told.petition_id = late.petition_id AND told.clock = late.clock
                AND told.started_by = late.started_by AND told.last_day = late.last_day
                AND told.kind = 'missed' AND noticed_at <= %(now)s) AS noticed_at
    FROM petition_views.due_dates AS late WHERE due < %(now)s
"""  # noqa: S608  # our own words alone
DESKS: LiteralString = f"""
    SELECT coalesce(unit_id, ''), clock,
        count(*) FILTER (WHERE NOT is_late),
        count(*) FILTER (WHERE NOT is_late AND left_days <= %(soon)s),
        count(*) FILTER (WHERE is_late),
        greatest(0, max(-left_days) FILTER (WHERE is_late))
    FROM (
        SELECT unit_id, clock, coalesce(due < %(now)s, false) AS is_late,
            last_day - {TODAY} AS left_days
        FROM petition_views.due_dates
    ) AS duty
    GROUP BY 1, 2
"""  # noqa: S608  # our own words alone

OVERDUE = ReadTable(
    name="overdue",
    about="What is late just now, the longest overdue first: a row for each limit.",
    columns=(
        Column("last_day", date, is_key=True),
        Column("petition_id", UUID, is_key=True),
        Column("clock", str, is_key=True),
        Column("started_by", UUID, is_key=True),
        Column("number", str),
        Column("unit_id", str, is_optional=True),
        Column("division", str, is_optional=True),
        Column("days_late", int),
        Column("noticed_at", datetime, is_optional=True),
    ),
    rows=LATE,
)


def late_page(
    connection: Connection[Any], now: datetime, only: Filter, *, after: Key | None, limit: int
) -> Page | None:
    """Some of what is late at a moment that is not past; None while due dates are not all there."""
    with connection.transaction():
        connection.execute(AT_ONE_MOMENT)
        found = stand(connection)
        if found is None or not found.is_whole:
            return None
        return OVERDUE.page(connection, found.bookmark, now, only, after=after, limit=limit)


def overdue_now(connection: Connection[Any], law: Law, now: datetime, head: int) -> Overdue | None:
    """What is on the desks and what is late, as `clocks.overdue` would say.

    None where the keeper has not read the log up to its head, or counted by another law.
    """
    with connection.transaction():
        connection.execute(AT_ONE_MOMENT)
        found = stand(connection)
        if found is None or not found.is_whole or found.bookmark < head:
            return None
        if found.law != law_word(law):
            return None
        return Overdue(law, now, _desks(connection, now), _late(connection, now))


def _desks(connection: Connection[Any], now: datetime) -> dict[Any, Desk]:
    cursor = connection.cursor(row_factory=tuple_row)
    rows = cursor.execute(DESKS, {"now": now, "soon": SOON_DAYS}).fetchall()
    return {
        (unit, clock): Desk(running=running, soon=soon, late=late, longest=longest)
        for unit, clock, running, soon, late, longest in sorted(rows)
    }


def _late(connection: Connection[Any], now: datetime) -> list[LatePetition]:
    cursor = connection.cursor(row_factory=dict_row)
    return sorted(_late_petition(row) for row in cursor.execute(LATE, {"now": now}))


def _late_petition(row: Mapping[str, Any]) -> LatePetition:
    told = {name: row[name] for name in row if name not in {"unit_id", "noticed_at"}}
    return LatePetition(unit=row["unit_id"] or "", **told)
