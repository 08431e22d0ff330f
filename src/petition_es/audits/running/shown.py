"""Findings as they are shown: one by its id, or many by what is asked for, the latest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Composed

from petition_es.audits.finding import Finding, Proof, Severity
from petition_es.audits.running.tables import Build

COLUMNS: LiteralString = """
    SELECT finding_id, rule, rule_version, policy, severity, petition_id, number, matter_id,
        unit_id, arose_at, proofs, args
    FROM {findings}
"""
ONE: LiteralString = COLUMNS + " WHERE finding_id = %s"
LATEST_FIRST: LiteralString = " ORDER BY arose_at DESC, finding_id LIMIT %(limit)s"
CONDITIONS: dict[str, LiteralString] = {
    "rules": "rule = ANY(%(rules)s)",
    "severities": "severity = ANY(%(severities)s)",
    "units": "unit_id = ANY(%(units)s)",
    "petition_id": "petition_id = %(petition_id)s",
    "matter_id": "matter_id = %(matter_id)s",
    "since": "arose_at >= %(since)s",
    "until": "arose_at < %(until)s",
    "after": "(arose_at, finding_id) < (%(after_at)s, %(after_id)s)",
}
COUNTS: LiteralString = """
    SELECT rule, severity, count(*), count(DISTINCT petition_id) FROM {findings}
    {where} GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which findings are asked for; what is None or empty is no condition.

    `since` and `until` (exclusive) are moments with their zone. `after` is where the page before
    ended: the moment and the id of its last finding.
    """

    rules: Sequence[str] = ()
    severities: Sequence[Severity] = ()
    units: Sequence[str] = ()
    petition_id: UUID | None = None
    matter_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: tuple[datetime, UUID] | None = None
    limit: int | None = 100

    def values(self) -> dict[str, Any]:
        """What the conditions are filled with."""
        after_at, after_id = self.after or (None, None)
        return {
            "rules": list(self.rules), "severities": list(self.severities),
            "units": list(self.units), "petition_id": self.petition_id,
            "matter_id": self.matter_id, "since": self.since, "until": self.until,
            "after_at": after_at, "after_id": after_id, "limit": self.limit,
        }  # fmt: skip

    def where(self) -> Composed:
        """The conditions that are asked for."""
        said = [SQL(text) for name, text in CONDITIONS.items() if getattr(self, name)]
        return SQL(" WHERE ") + SQL(" AND ").join(said) if said else SQL("").format()


def find(connection: Connection[Any], build: Build, wanted: Wanted) -> Iterator[Finding]:
    """Find what is asked for, the latest first."""
    query = build.named(COLUMNS) + wanted.where() + SQL(LATEST_FIRST)
    for row in connection.execute(query, wanted.values()):
        yield finding_of(row)


def find_one(connection: Connection[Any], build: Build, finding_id: UUID) -> Finding | None:
    """Find one by its id."""
    row = connection.execute(build.named(ONE), [finding_id]).fetchone()
    return None if row is None else finding_of(row)


def count(
    connection: Connection[Any], build: Build, wanted: Wanted
) -> list[tuple[str, str, int, int]]:
    """Count findings, and the petitions they are about, by rule and severity."""
    query = build.named(COUNTS, where=wanted.where())
    return connection.execute(query, wanted.values()).fetchall()


def finding_of(row: Sequence[Any]) -> Finding:
    """A finding from its columns."""
    proofs = tuple(
        Proof(
            event_id=UUID(each["event_id"]),
            petition_id=UUID(each["petition_id"]),
            position=each["position"],
        )
        for each in row[10]
    )
    return Finding(
        finding_id=row[0], rule=row[1], rule_version=row[2], policy=row[3], severity=row[4],
        petition_id=row[5], number=row[6], matter_id=row[7], unit_id=row[8], arose_at=row[9],
        proofs=proofs, args=row[11],
    )  # fmt: skip
