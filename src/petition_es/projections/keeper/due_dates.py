"""Due dates (到期日): of which clocks, and from which events of the log they are counted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from threading import Event
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection

from petition_es.domain.event import TOPICS
from petition_es.domain.identity import unit_stream
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.petition.order import history
from petition_es.domain.regime.clocks import Clock, Desktop
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.timing import clocks_of
from petition_es.domain.unit import Established
from petition_es.projections.clocks.histories import History, Wanted, histories
from petition_es.projections.clocks.naming import division_of, number_of
from petition_es.projections.clocks.offices import offices_of
from petition_es.projections.clocks.topics import duties_of, topics_for, topics_of_hearings
from petition_es.projections.keeper.notices import GIVE_ONE
from petition_es.store.collecting import collecting_nothing
from petition_es.store.decoding import decode
from petition_es.store.log_reader import LogReader, LogRow

OF_PETITIONS = tuple(topic for topic in TOPICS if topic.startswith("Petition."))

FOUNDED = Established.TOPIC

SOON = timedelta(days=3)
"""How long before the last moment a limit is due soon."""

AT_ONCE = 2000
"""So many petitions are counted before their due dates are written."""

SHAPE = 2
"""Counted up when other rows are kept: then they are counted anew, as by another law."""

AT_UNITS: LiteralString = """
    SELECT DISTINCT petition_id FROM petition_views.due_dates WHERE unit_id = ANY(%s)
"""
FORGET: LiteralString = "DELETE FROM petition_views.due_dates WHERE petition_id = ANY(%s)"
KEEP: LiteralString = """
    INSERT INTO petition_views.due_dates
        (petition_id, clock, started_by, number, unit_id, division, last_day, soon, due, utc_offset)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""


class DueDates:
    """Counts the due dates of petitions from their streams, and keeps those of clocks that run."""

    def __init__(self, reader: LogReader, law: Law) -> None:
        self._reader, self._law = reader, law
        self._desks: dict[str | None, Desktop] = {None: Desktop()}

    def count(
        self, connection: Connection[Any], petitions: Collection[UUID], upto: int, now: datetime
    ) -> int:
        """Count the due dates of some petitions anew, as the log tells up to a position.

        Answers how many notices were given of what was missed and done while nobody looked.
        """
        connection.execute(FORGET, [list(petitions)])
        streams = self._streams(petitions, upto)
        return self._keep(connection, (history(recorded) for recorded in streams.values()), now)

    def count_all(
        self, connection: Connection[Any], upto: int, now: datetime, stop: Event
    ) -> int | None:
        """Count those of all petitions, in one reading of the log; None where it was stopped.

        Memory stays flat, but for the desks of all units.
        """
        self._desks.update(offices_of(self._reader, upto).desktops)
        laws = (self._law,)
        duties = duties_of(laws)
        wanted = Wanted(
            topics=topics_for(laws, duties),
            read_whole=topics_of_hearings(laws, duties),
            upto=upto,
            at=_latest(now),
        )
        rest = histories(self._reader.address, wanted, (0, 1))
        given = 0
        with collecting_nothing():
            while some := list(islice(rest, AT_ONCE)):
                if stop.is_set():
                    return None
                given += self._keep(connection, some, now)
        return given

    def _keep(
        self, connection: Connection[Any], petitions: Iterable[History], now: datetime
    ) -> int:
        running: list[tuple[Any, ...]] = []
        missed: list[tuple[Any, ...]] = []
        for happened in petitions:
            for clock in clocks_of(happened, self._law, _latest(now), self._desk):
                if clock.rule.kind != "duty" or clock.is_ended:
                    continue
                if clock.is_running:
                    running.append(_kept(happened, clock))
                elif clock.status(now) == "met_late":  # Missed and done while nobody looked.
                    missed.append(_noticed(happened, clock, now))
        cursor = connection.cursor()
        cursor.executemany(KEEP, running)
        cursor.executemany(GIVE_ONE, missed)
        return cursor.rowcount if missed else 0

    def _streams(self, petitions: Collection[UUID], upto: int) -> dict[UUID, list[PetitionEvent]]:
        streams: dict[UUID, list[PetitionEvent]] = {each: [] for each in petitions}
        for row in self._reader.streams(petitions, upto, topics=OF_PETITIONS):
            event = decode(row)
            if isinstance(event, PetitionEvent):
                streams[event.originator_id].append(event)
        return streams

    def _desk(self, unit_id: str | None) -> Desktop:
        """What is known of a unit; of one that is not founded yet, nothing is remembered."""
        known = self._desks.get(unit_id)
        if known is None and (known := next(self._told(unit_id), None)) is not None:
            self._desks[unit_id] = known
        return known or Desktop()

    def _told(self, unit_id: str | None) -> Iterator[Desktop]:
        """What a unit was established as; neither its kind nor its level ever changes."""
        rows = self._reader.streams([unit_stream(unit_id or "")], None, topics=(FOUNDED,))
        for event in map(decode, rows):
            if isinstance(event, Established):
                is_bureau = event.kind == "petition_bureau"
                yield Desktop(level=event.level, desk="bureau" if is_bureau else "unit")


def at_units(connection: Connection[Any], founded: Sequence[LogRow]) -> set[UUID]:
    """The petitions of which something is due at units that were founded by these entries."""
    events = [event for event in map(decode, founded) if isinstance(event, Established)]
    if not events:
        return set()
    found = connection.execute(AT_UNITS, [[event.office_id for event in events]])
    return {row[0] for row in found}


def law_word(law: Law) -> str:
    """What tells one law, with its days off, from another, and the rows of it from older ones."""
    regimes = [repr(each) for each in law.regimes]
    years = {
        (regime.calendar, table.year, table.version)
        for regime in law.regimes
        for table in law.calendar(regime).tables
    }
    return sha256(repr((SHAPE, regimes, sorted(years))).encode()).hexdigest()


def _latest(now: datetime) -> datetime:
    """A moment by which all has happened: what was recorded for later today is not read again."""
    return now + timedelta(days=2)


def _kept(happened: History, clock: Clock) -> tuple[Any, ...]:
    due = clock.due
    rests = (None, None, None)
    days = rests if clock.is_paused else (due.last_day, due.moment - SOON, due.moment)
    named = number_of(happened), clock.unit_id, division_of(happened)
    return (*_whose(happened, clock), *named, *days, due.moment.utcoffset())


def _noticed(happened: History, clock: Clock, now: datetime) -> tuple[Any, ...]:
    return *_whose(happened, clock), clock.unit_id, clock.due.last_day, now


def _whose(happened: History, clock: Clock) -> tuple[Any, ...]:
    return happened[0].originator_id, clock.name, clock.started_by
