"""The tables of the audits: each whole run has tables of its own, and the last one is shown."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import Connection, errors
from psycopg.sql import SQL, Composable, Composed, Identifier
from psycopg.types.json import set_json_dumps

from petition_es.audits.case import Matter
from petition_es.audits.finding import Finding
from petition_es.audits.links.tie import Tie
from petition_es.audits.quality.verdict import verdict_of
from petition_es.audits.running.layout import INDEXES, TABLES, TYPES
from petition_es.projections.running.connections import connect
from petition_es.store.connecting import Address

SCHEMA = "petition_audits"
ROWS_AT_ONCE = 5000
AUDITING = 0x6175646974696E67
"""The advisory lock that lets one process at a time audit; the end of its connection frees it."""

FORGET: LiteralString = "DELETE FROM {findings} WHERE petition_id = ANY(%s)"
FORGET_VERDICTS: LiteralString = "DELETE FROM {verdicts} WHERE petition_id = ANY(%s)"
COPY: LiteralString = "COPY {} FROM STDIN (FORMAT binary)"
LAST = "SELECT max(build) FROM petition_audits.runs WHERE is_whole"
BEGIN = "INSERT INTO petition_audits.runs (upto, at) VALUES (%s, %s) RETURNING build"
FINISH = """
    UPDATE petition_audits.runs SET is_whole = true, petitions = %s, rarity = %s WHERE build = %s
"""
OTHERS = "DELETE FROM petition_audits.runs WHERE build <> %s RETURNING build"


RUN = "SELECT at, upto, petitions FROM petition_audits.runs WHERE build = %s"


@dataclass(frozen=True)
class Run:
    """An audit that was made: as of when, up to which position, of how many petitions."""

    at: datetime
    upto: int
    petitions: int


@dataclass(frozen=True)
class Build:
    """The tables of one run."""

    address: Address
    number: int

    def named(self, query: LiteralString, **more: Composable) -> Composed:
        """A query about these tables."""
        names = {each: Identifier(SCHEMA, f"{each}_{self.number}") for each in TABLES}
        return SQL(query).format(**names, **more)

    def run(self, connection: Connection[Any]) -> Run:
        """The run that these tables are of."""
        row = connection.execute(RUN, [self.number]).fetchone()
        if row is None:
            raise errors.UndefinedTable
        return Run(*row)

    @contextmanager
    def writing(self) -> Iterator["Writing"]:
        """Add rows, on a connection of one's own."""
        with connect(self.address) as connection:
            writing = writing_on(connection, self)
            yield writing
            writing.write_out()

    def forget(self, petitions: Sequence[UUID]) -> int:
        """Take out what was found of petitions that are judged anew; answer how much it was."""
        with connect(self.address) as connection:
            return self.forget_on(connection, petitions)

    def forget_on(self, connection: Connection[Any], petitions: Sequence[UUID]) -> int:
        """The same, on a connection and in a transaction that there is already."""
        connection.execute(self.named(FORGET_VERDICTS), [list(petitions)])
        return connection.execute(self.named(FORGET), [list(petitions)]).rowcount

    def finish(self, petitions: int, rarity: str) -> None:
        """Show this run from now on, and drop all others."""
        with connect(self.address) as connection, connection.transaction():
            for index in INDEXES:
                connection.execute(self.named(index))
            connection.execute(FINISH, [petitions, rarity, self.number])
            for (other,) in connection.execute(OTHERS, [self.number]).fetchall():
                drop(connection, Build(self.address, other))

    def drop(self) -> None:
        """Drop a run that was not finished."""
        with connect(self.address) as connection:
            drop(connection, self)


class Writing:
    """Adds rows to a build, many at a time."""

    def __init__(self, build: Build, connection: Connection[Any]) -> None:
        self._build, self.connection = build, connection
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
        self.findings = 0

    def take(self, matter: Matter, findings: Sequence[Finding]) -> None:
        """Write down what was found about a matter, and the verdict on each of its petitions."""
        rows = [_row(finding) for finding in findings]
        self.findings += len(rows)
        self.add("findings", rows)
        self.add("verdicts", [verdict_of(case, matter, findings) for case in matter.cases])

    def take_ties(self, ties: Iterable[Tie]) -> None:
        """Write down why petitions are taken for one matter, or for two."""
        self.add("ties", [_row_of_tie(tie) for tie in ties])

    def add(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows to a table, in the order of its columns."""
        waiting = self._rows[table]
        waiting += rows
        if len(waiting) >= ROWS_AT_ONCE:
            self.write_out()

    def write_out(self) -> None:
        """Write what waits."""
        for table, rows in self._rows.items():
            if rows:
                query = SQL(COPY).format(Identifier(SCHEMA, f"{table}_{self._build.number}"))
                with self.connection.cursor() as cursor, cursor.copy(query) as copy:
                    copy.set_types(TYPES[table])
                    for row in rows:
                        copy.write_row(row)
                rows.clear()


def _row(finding: Finding) -> tuple[Any, ...]:
    proofs = [
        {"event_id": each.event_id, "petition_id": each.petition_id, "position": each.position}
        for each in finding.proofs
    ]
    return (
        finding.finding_id, finding.rule, finding.rule_version, finding.policy, finding.severity,
        finding.petition_id, finding.number, finding.matter_id, finding.unit_id, finding.arose_at,
        finding.position, proofs, dict(finding.args),
    )  # fmt: skip


def _row_of_tie(tie: Tie) -> tuple[Any, ...]:
    return (
        tie.later, tie.earlier, tie.is_same, tie.said_by, tie.chance, dict(tie.features)
    )  # fmt: skip


def writing_on(connection: Connection[Any], build: Build) -> Writing:
    """Add rows on a connection that there is already; what waits has to be written out."""
    set_json_dumps(orjson.dumps, connection)
    return Writing(build, connection)


def prepare(connection: Connection[Any]) -> None:
    """Make what all runs share."""
    connection.execute(files(__package__).joinpath("schema.sql").read_bytes())


def begin(address: Address, upto: int, at: datetime) -> Build:
    """Make the tables of a new run."""
    with connect(address) as connection:
        prepare(connection)
        with connection.transaction():
            row = connection.execute(BEGIN, [upto, at]).fetchone()
            build = Build(address, int(row[0]) if row else 0)
            for name, table in TABLES.items():
                connection.execute(SQL(table).format(Identifier(SCHEMA, f"{name}_{build.number}")))
    return build


def last(address: Address) -> Build | None:
    """The run that is shown, if there is one."""
    with connect(address) as connection:
        prepare(connection)
        row = connection.execute(LAST).fetchone()
    return Build(address, int(row[0])) if row and row[0] is not None else None


@contextmanager
def alone(address: Address) -> Iterator[None]:
    """Be the only audit for a while: one that ends drops the tables of whatever else there is."""
    with connect(address) as connection:
        while not _is_ours(connection):
            pass  # An audit takes longer than anybody may wait for a lock at a time.
        yield


def _is_ours(connection: Connection[Any]) -> bool:
    try:
        connection.execute("SELECT pg_advisory_lock(%s)", [AUDITING])
    except errors.LockNotAvailable:
        return False
    return True


def looking(address: Address) -> Connection[Any]:
    """A connection on which findings are looked at."""
    return connect(address)


def drop(connection: Connection[Any], build: Build) -> None:
    """Drop the tables of a run."""
    for name in TABLES:
        table = Identifier(SCHEMA, f"{name}_{build.number}")
        connection.execute(SQL("DROP TABLE IF EXISTS {}").format(table))
