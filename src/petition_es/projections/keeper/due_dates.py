"""Due dates (到期日): of which clocks, and from which events of the log they are counted."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
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
from petition_es.projections.keeper.notices import GIVE_ONE
from petition_es.store.decoding import decode
from petition_es.store.log_reader import LogReader

OF_PETITIONS = tuple(topic for topic in TOPICS if topic.startswith("Petition."))

SOON = timedelta(days=3)
"""How long before the last moment a limit is due soon."""

FORGET: LiteralString = "DELETE FROM petition_views.due_dates WHERE petition_id = ANY(%s)"
KEEP: LiteralString = """
    INSERT INTO petition_views.due_dates
        (petition_id, clock, started_by, unit_id, last_day, soon, due)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""


class DueDates:
    """Counts the due dates of petitions from their streams, and keeps those of clocks that run."""

    def __init__(self, reader: LogReader, law: Law) -> None:
        self._reader, self._law = reader, law
        self._desks: dict[str | None, Desktop] = {None: Desktop()}

    @property
    def law_word(self) -> str:
        """What tells one law, with its days off, from another."""
        regimes = [repr(each) for each in self._law.regimes]
        years = {
            (regime.calendar, table.year, table.version)
            for regime in self._law.regimes
            for table in self._law.calendar(regime).tables
        }
        return sha256(repr((regimes, sorted(years))).encode()).hexdigest()

    def count(
        self, connection: Connection[Any], petitions: Collection[UUID], upto: int, now: datetime
    ) -> None:
        """Count the due dates of some petitions anew, as the log tells up to a position."""
        running: list[tuple[Any, ...]] = []
        missed: list[tuple[Any, ...]] = []
        for petition_id, recorded in self._streams(petitions, upto).items():
            for clock in clocks_of(history(recorded), self._law, now, self._desk):
                if clock.rule.kind != "duty" or clock.is_ended:
                    continue
                place = _place(petition_id, clock)
                if clock.is_running and not clock.is_paused:
                    running.append((*place, clock.due.moment - SOON, clock.due.moment))
                elif clock.status(now) == "met_late":  # Missed and done while nobody looked.
                    missed.append((*place, now))
        cursor = connection.cursor()
        cursor.execute(FORGET, [list(petitions)])
        cursor.executemany(KEEP, running)
        cursor.executemany(GIVE_ONE, missed)

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
        rows = self._reader.streams([unit_stream(unit_id or "")], None, topics=(Established.TOPIC,))
        for event in map(decode, rows):
            if isinstance(event, Established):
                is_bureau = event.kind == "petition_bureau"
                yield Desktop(level=event.level, desk="bureau" if is_bureau else "unit")


def _place(petition_id: UUID, clock: Clock) -> tuple[Any, ...]:
    return petition_id, clock.name, clock.started_by, clock.unit_id, clock.due.last_day
