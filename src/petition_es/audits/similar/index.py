"""The index of similar petitions: kept from the log, batch by batch, and rebuilt at once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection

from petition_es.audits.case import Case, Setting
from petition_es.audits.running.reading import Source
from petition_es.audits.running.seen import Looking, Seen
from petition_es.audits.similar.cells import cell_of
from petition_es.audits.texts.prints import Printer
from petition_es.domain.petition import (
    Classified,
    Corrected,
    PartyJoined,
    PartyLeft,
    Registered,
    Submitted,
)
from petition_es.projections.running.connections import connect
from petition_es.store.collecting import collecting_nothing
from petition_es.store.log_reader import LogReader
from petition_es.store.unsealing import Unsealing

WORDS_ONE_IN = 2
"""Half of the numbers of each text are kept: enough to find it by, and half the room."""

BATCH = 5_000
AT_ONCE = 200_000
"""An index that is so many positions behind is made anew, without looking each row up."""

CHANGES = tuple(
    sorted(e.TOPIC for e in (Submitted, Registered, Classified, PartyJoined, PartyLeft, Corrected))
)
"""What can change where, from whom or about what a petition is."""

ALONE = 0x53494D494C4152
"""The advisory lock under which one at a time writes to the index, an erasure among them."""

ALONE_FROM_NOW = "SELECT set_config('lock_timeout', '0', false), pg_advisory_lock(%s)"
NOT_ALONE = "SELECT set_config('lock_timeout', '30s', false), pg_advisory_unlock(%s)"

UPTO = "SELECT bookmark FROM petition_audits.similar_upto"
MOVE = """
    INSERT INTO petition_audits.similar_upto (bookmark) VALUES (%s)
    ON CONFLICT (one_row) DO UPDATE SET bookmark = EXCLUDED.bookmark
"""
FORGET = "DELETE FROM petition_audits.similar WHERE petition_id = ANY(%s)"
COPY = "COPY petition_audits.similar FROM STDIN (FORMAT binary)"
TYPES = (
    "uuid", "timestamptz", "text", "text", "float4", "float4", "int8", "int8[]", "int4[]"
)  # fmt: skip
INDEXES: dict[str, LiteralString] = {
    "similar_words": "USING gin (words) WITH (fastupdate = on)",
    "similar_persons": "USING gin (persons)",
    "similar_cells": "(cell, began_at)",
}


@dataclass(frozen=True)
class SimilarIndex:
    """The index of a store's petitions: `secret` is what numbers are made with."""

    unsealing: Unsealing
    setting: Setting
    secret: bytes = field(repr=False)

    def catch_up(self) -> int:
        """Read the log to its head; answer how many petitions were looked at.

        Whoever else does the same meanwhile waits, and goes on where this one ended.
        """
        with (
            connect(self.unsealing.address) as connection,
            closing(LogReader(self.unsealing.address)) as reader,
        ):
            with alone(connection):
                prepare(connection)
            looked_at, head = 0, reader.head()
            while (more := self._step(connection, reader, head)) is not None:
                looked_at += more
            return looked_at

    def _step(self, connection: Connection[Any], reader: LogReader, head: int) -> int | None:
        """Read on by one batch; None where there is nothing more to read."""
        with alone(connection):
            bookmark = _bookmark(connection)
            if bookmark >= head:
                return None
            if head - bookmark >= AT_ONCE:
                return self._make_anew(connection, head)
            upto = min(bookmark + BATCH, head)
            touched = {row[1] for row in reader.rows(bookmark, upto, topics=CHANGES)}
            self._renew(connection, touched, upto)
            return len(touched)

    def _renew(self, connection: Connection[Any], petitions: Collection[UUID], upto: int) -> None:
        source = Source(self.unsealing, self.setting, upto)
        with source.some(petitions) as cases, connection.transaction():
            connection.execute(FORGET, [list(petitions)])
            self._add(connection, cases.values())
            connection.execute(MOVE, [upto])

    def _make_anew(self, connection: Connection[Any], head: int) -> int:
        """Load all petitions at once, and index them when all are there."""
        source = Source(self.unsealing, self.setting, head)
        with connection.transaction(), collecting_nothing():
            connection.execute("TRUNCATE petition_audits.similar")
            for name in INDEXES:
                connection.execute(f"DROP INDEX IF EXISTS petition_audits.{name}".encode())
            count = self._add(connection, source.share((0, 1)))
            _index(connection)
            connection.execute(MOVE, [head])
        connection.execute("ANALYZE petition_audits.similar")
        return count

    def _add(self, connection: Connection[Any], cases: Iterable[Case]) -> int:
        looking = Looking(Printer(self.secret), WORDS_ONE_IN, takes_answers=False)
        count = 0
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.set_types(TYPES)
            for case in cases:
                if not _is_erased(case):
                    copy.write_row(_row(looking.at(case)))
                count += 1
        return count


def prepare(connection: Connection[Any]) -> None:
    """Make the tables, at first use."""
    connection.execute(files(__package__).joinpath("schema.sql").read_bytes())
    _index(connection)


@contextmanager
def alone(connection: Connection[Any]) -> Iterator[None]:
    """Write to the index while nobody else does; waits as long as it takes.

    Words that were read before their erasure would else be written behind it.
    """
    connection.execute(ALONE_FROM_NOW, [ALONE])
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute(NOT_ALONE, [ALONE])


def _index(connection: Connection[Any]) -> None:
    for name, what in INDEXES.items():
        made = f"CREATE INDEX IF NOT EXISTS {name} ON petition_audits.similar {what}"
        connection.execute(made.encode())


def _bookmark(connection: Connection[Any]) -> int:
    row = connection.execute(UPTO).fetchone()
    return int(row[0]) if row else 0


def _is_erased(case: Case) -> bool:
    """Tell whether nobody can read any more what was handed in."""
    submitted = case.first(Submitted)
    return submitted is not None and submitted.text.reveal() is None


def _row(seen: Seen) -> Sequence[Any]:
    point = seen.point
    return (
        seen.petition_id, seen.began_at, seen.division, seen.category,
        point.latitude if point else None, point.longitude if point else None,
        cell_of(point) if point else None,
        sorted(seen.persons), seen.words.view("int32").tolist(),
    )  # fmt: skip
