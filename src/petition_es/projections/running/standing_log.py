"""The whole log as it stood at a position, or as it was known by a day: what `run` has in memory.

It is read once from its beginning, in flat memory: the streams of petitions with corrections are
read first, and what stands of them is put in its place as the log goes by.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.folds import Folds
from petition_es.projections.kit.in_memory import known_entries
from petition_es.projections.kit.matters import LINKS, matters_of, numbers_in
from petition_es.projections.kit.shares import settle
from petition_es.projections.kit.standing import CORRECTED, Entry
from petition_es.projections.past import is_known_by
from petition_es.projections.running.reading import NUMBERED, Reading, standing_of


class StandingLog:
    """What stands of the log up to a position, in order, or of what was known by a day."""

    def __init__(
        self, reading: Reading, upto: int, known_by: date | datetime | None = None
    ) -> None:
        self._reading, self._upto, self._known_by = reading, upto, known_by

    def fold(self, foldings: Sequence[Folding]) -> None:
        """Fold it."""
        folds = Folds(foldings)
        for position, event in self.entries():
            folds.take(position, event)
        for petition_id in list(folds.late):
            (stream,) = self._reading.streams([petition_id], self._upto).values()
            settle(folds, standing_of(self._known(stream)))

    def matters(self) -> dict[UUID, UUID]:
        """The matters of petitions that are linked."""
        links = [event for _, event in self.entries(LINKS)]
        if not links:
            return {}
        said = self._known(list(self._reading.drain(0, self._upto, (*NUMBERED, CORRECTED))))
        return matters_of(links, numbers_in(event for _, event in said).get)

    def entries(
        self, topics: Sequence[str] | None = None, *, after: int = 0, upto: int | None = None
    ) -> Iterator[Entry]:
        """What stands, of these topics or of all that the reading is for, or in a stretch of it."""
        corrected, by = self.corrected, self._known_by
        stands = self._stands if topics is None else self._of(topics)
        end = self._upto if upto is None else upto
        for position, event in self._reading.drain(after, end, topics):
            if event.originator_id in corrected:
                if (instead := stands.get(position)) is not None:
                    yield position, instead
            elif by is None or is_known_by(event, by):
                yield position, event

    def _of(self, topics: Collection[str]) -> dict[int, Event]:
        return {at: event for at, event in self._stands.items() if event.TOPIC in topics}

    @cached_property
    def corrected(self) -> frozenset[UUID]:
        """The petitions with corrections, whether they were known or not."""
        corrections = self._reading.drain(0, self._upto, [CORRECTED])
        return frozenset(event.originator_id for _, event in corrections)

    @cached_property
    def _stands(self) -> dict[int, Event]:
        """What stands of the petitions with corrections."""
        topics = {*self._reading.topics, *LINKS}
        streams = self._reading.streams(self.corrected, self._upto, sorted(topics))
        return {
            position: event
            for stream in streams.values()
            for position, event in standing_of(self._known(stream))
        }

    def _known(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries if self._known_by is None else known_entries(entries, self._known_by)
