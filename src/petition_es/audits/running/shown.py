"""Findings as they are shown: one by its id, or many by what is asked for, the latest first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString, TypeVar, get_args
from uuid import UUID

from psycopg import Connection, errors
from psycopg.sql import SQL, Composed

from petition_es.audits.finding import Finding, Proof, Severity
from petition_es.audits.running import tables
from petition_es.audits.running.tables import Build
from petition_es.domain.inquiry import INQUIRY_STEPS, InquiryState, SeenFinding
from petition_es.store.connecting import Address

COLUMNS: LiteralString = """
    SELECT finding_id, rule, rule_version, policy, severity, petition_id, number, matter_id,
        unit_id, arose_at, proofs, args
    FROM {findings}
"""
ONE: LiteralString = COLUMNS + " WHERE finding_id = %s"
LATEST_FIRST: LiteralString = " ORDER BY arose_at DESC, finding_id DESC LIMIT %(limit)s"
JUDGED: LiteralString = """
    SELECT originator_id FROM (
        SELECT DISTINCT ON (originator_id) originator_id, topic
        FROM public.petition_events
        WHERE starts_with(topic, 'Inquiry.')
            AND (%(known_by)s::timestamptz IS NULL OR recorded_at <= %(known_by)s)
        ORDER BY originator_id, originator_version DESC
    ) AS latest WHERE topic = ANY(%(latest_steps)s)
"""
"""The findings into which an inquiry stands at one of some steps; the log has an index for them."""

Asked = TypeVar("Asked")

ALL_STATES: tuple[InquiryState, ...] = get_args(InquiryState)
CONDITIONS: dict[str, LiteralString] = {
    "rules": "rule = ANY(%(rules)s)",
    "severities": "severity = ANY(%(severities)s)",
    "units": "unit_id = ANY(%(units)s)",
    "petition_id": "petition_id = %(petition_id)s",
    "matter_id": "matter_id = %(matter_id)s",
    "since": "arose_at >= %(since)s",
    "until": "arose_at < %(until)s",
    "is_of_judged": f"finding_id IN ({JUDGED})",
    "is_of_others": f"finding_id NOT IN ({JUDGED})",
    "after": "(arose_at, finding_id) < (%(after_at)s, %(after_id)s)",
}
TALLY: LiteralString = "SELECT rule, severity, count(*) FROM {findings} {where} GROUP BY 1, 2"
COUNTS: LiteralString = """
    SELECT rule, severity, count(*), count(DISTINCT petition_id) FROM {findings}
    {where} GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which findings are asked for; what is None or empty is no condition.

    `since` and `until` (exclusive) are moments with their zone. `states` are those of inquiries, as
    they were known by the moment `known_by`. `after` is where the page before ended: the moment and
    the id of its last finding.
    """

    rules: Sequence[str] = ()
    severities: Sequence[Severity] = ()
    units: Sequence[str] = ()
    petition_id: UUID | None = None
    matter_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    states: Sequence[InquiryState] = ()
    known_by: datetime | None = None
    after: tuple[datetime, UUID] | None = None
    limit: int | None = 100

    @property
    def is_of_others(self) -> bool:
        """Nobody looked into some of them: without a step, those are the ones of no other state."""
        return "not_opened" in self.states

    @property
    def is_of_judged(self) -> bool:
        """Somebody looked into all of them."""
        return bool(self.states) and not self.is_of_others

    def values(self) -> dict[str, Any]:
        """What the conditions are filled with."""
        after_at, after_id = self.after or (None, None)
        states = set(ALL_STATES).difference(self.states) if self.is_of_others else self.states
        return {
            "rules": list(self.rules), "severities": list(self.severities),
            "units": list(self.units), "petition_id": self.petition_id,
            "matter_id": self.matter_id, "since": self.since, "until": self.until,
            "after_at": after_at, "after_id": after_id, "limit": self.limit,
            "latest_steps": [step.TOPIC for step in INQUIRY_STEPS if step.LEADS_TO in states],
            "known_by": self.known_by,
        }  # fmt: skip

    def where(self) -> Composed:
        """The conditions that are asked for."""
        said = [SQL(text) for name, text in CONDITIONS.items() if getattr(self, name)]
        return SQL(" WHERE ") + SQL(" AND ").join(said) if said else SQL("").format()


def of_the_last(address: Address, ask: Callable[[Connection[Any], Build], Asked]) -> Asked | None:
    """Ask the last audit something; None where none was made yet.

    Where the next one is shown at that very moment, it is asked instead.
    """
    with tables.looking(address) as connection:
        for is_last in (False, False, True):
            build = tables.last(address)
            try:
                return None if build is None else ask(connection, build)
            except errors.UndefinedTable:
                if is_last:
                    raise
    return None


def seen_finding(address: Address, finding_id: UUID) -> SeenFinding | None:
    """What of a finding is judged, as the last audit shows it."""
    found = of_the_last(address, lambda connection, build: find_one(connection, build, finding_id))
    if found is None:
        return None
    return SeenFinding(
        finding_id=found.finding_id,
        petition_id=found.petition_id,
        rule=found.rule,
        rule_version=found.rule_version,
        deciding=found.proofs[0].event_id,
    )


def find(connection: Connection[Any], build: Build, wanted: Wanted) -> Iterator[Finding]:
    """Find what is asked for, the latest first."""
    query = build.named(COLUMNS) + wanted.where() + SQL(LATEST_FIRST)
    for row in connection.execute(query, wanted.values()):
        yield finding_of(row)


def find_one(connection: Connection[Any], build: Build, finding_id: UUID) -> Finding | None:
    """Find one by its id."""
    row = connection.execute(build.named(ONE), [finding_id]).fetchone()
    return None if row is None else finding_of(row)


def tally(connection: Connection[Any], build: Build, wanted: Wanted) -> list[tuple[str, str, int]]:
    """Count findings by rule and severity; in a tenth of the time that petitions take besides."""
    query = build.named(TALLY, where=wanted.where())
    return connection.execute(query, wanted.values()).fetchall()


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
