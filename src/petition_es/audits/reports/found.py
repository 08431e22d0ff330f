"""What a report tells of findings: all of them, the worst first, by rule and month, by matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from petition_es.audits.finding import Finding, Severity
from petition_es.audits.reports.subject import CHOSEN, Subject
from petition_es.audits.running.shown import COLUMNS, finding_of
from petition_es.audits.running.tables import Build

AT_ONCE = 1000
WORST_FIRST: LiteralString = """
    ORDER BY array_position(ARRAY['grave', 'concern', 'note'], severity), arose_at DESC, finding_id
"""
ALL: LiteralString = COLUMNS + CHOSEN + WORST_FIRST
WORST: LiteralString = ALL + " LIMIT %(limit)s"
BY_MONTH: LiteralString = """
    SELECT rule, severity, to_char(arose_at AT TIME ZONE %(zone)s, 'YYYY-MM') AS month,
        count(*) AS findings
    FROM {findings}
"""
OF_EACH_MONTH: LiteralString = BY_MONTH + CHOSEN + " GROUP BY 1, 2, 3"
CAME_AGAIN: LiteralString = """
    SELECT matter_id, count(*) AS returns, max(arose_at) AS last_at,
        (array_agg(number ORDER BY arose_at DESC))[1] AS number,
        (array_agg(petition_id ORDER BY arose_at DESC))[1] AS petition_id,
        (array_agg(position ORDER BY arose_at DESC))[1] AS position
    FROM {findings}
"""
MOST_OFTEN: LiteralString = (
    CAME_AGAIN
    + CHOSEN
    + " AND rule = 'repeat' GROUP BY 1 HAVING count(*) > 1"
    + " ORDER BY 2 DESC, 3 DESC, 1 LIMIT %(limit)s"
)


@dataclass(frozen=True)
class InMonth:
    """How many findings of a rule and severity arose in a month."""

    rule: str
    severity: Severity
    month: str
    findings: int


@dataclass(frozen=True)
class CameAgain:
    """A matter that came again more than once in the period, with its last return."""

    matter_id: UUID
    returns: int
    last_at: datetime
    number: str | None
    petition_id: UUID
    position: int


def by_month(connection: Connection[Any], build: Build, subject: Subject) -> list[InMonth]:
    """Count the findings by rule, severity and month."""
    with connection.cursor(row_factory=class_row(InMonth)) as cursor:
        return cursor.execute(build.named(OF_EACH_MONTH), subject.values()).fetchall()


def came_again(
    connection: Connection[Any], build: Build, subject: Subject, limit: int
) -> list[CameAgain]:
    """The matters that came again most often, those of the last return first."""
    values = {**subject.values(), "limit": limit}
    with connection.cursor(row_factory=class_row(CameAgain)) as cursor:
        return cursor.execute(build.named(MOST_OFTEN), values).fetchall()


def worst(connection: Connection[Any], build: Build, subject: Subject, limit: int) -> list[Finding]:
    """The gravest findings, of these the latest."""
    values = {**subject.values(), "limit": limit}
    return [finding_of(row) for row in connection.execute(build.named(WORST), values)]


def all_of(connection: Connection[Any], build: Build, subject: Subject) -> Iterator[Finding]:
    """All findings, the worst first, however many there are: they are read piece by piece."""
    with connection.transaction(), connection.cursor("findings_of_a_report") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(build.named(ALL), subject.values())
        for row in cursor:
            yield finding_of(row)
