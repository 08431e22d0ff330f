"""Reading petitions for an audit: whole, with their words, in flat memory."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from petition_es.audits.case import Case, Setting, case_of
from petition_es.domain.event import TOPICS
from petition_es.domain.petition import PetitionEvent
from petition_es.projections.kit.in_memory import known_entries
from petition_es.projections.past import Moment
from petition_es.projections.running.whole_streams import Share, last_versions, whole_streams
from petition_es.store.log_reader import LogReader, LogRow
from petition_es.store.unsealing import Unsealed, Unsealing

TOPICS_OF_PETITIONS = tuple(
    sorted(topic for topic, kind in TOPICS.items() if issubclass(kind, PetitionEvent))
)

STREAMS_AT_ONCE = 300
"""So many petitions are decoded together: the keys of all of them are fetched at once."""


@dataclass(frozen=True)
class Source:
    """Where petitions are read: the log up to a position, as it was known by a day or moment."""

    unsealing: Unsealing
    setting: Setting
    upto: int
    known_by: Moment | None = None

    def share(self, share: Share) -> Iterator[Case]:
        """All petitions of a share, each as soon as its last entry has gone by."""
        with LogReader(self.unsealing.address) as reader, self.unsealing.at_hand() as unsealed:
            last = last_versions(reader, share, TOPICS_OF_PETITIONS)
            rows = reader.drain(0, self.upto, topics=TOPICS_OF_PETITIONS, share=share, sealed=True)
            streams: list[list[LogRow]] = []
            for stream in whole_streams(rows, last):
                streams.append(stream)
                if len(streams) == STREAMS_AT_ONCE:
                    yield from self._cases(streams, unsealed)
                    streams.clear()
            yield from self._cases(streams, unsealed)

    @contextmanager
    def some(self, petitions: Collection[UUID]) -> Iterator[dict[UUID, Case]]:
        """Petitions by their ids; one of which nothing stands is not in the answer.

        Their words can be looked at as long as the keys are at hand.
        """
        streams: dict[UUID, list[LogRow]] = {}
        with LogReader(self.unsealing.address) as reader:
            reader.head()
            topics = TOPICS_OF_PETITIONS
            for row in reader.streams(petitions, self.upto, topics=topics, sealed=True):
                streams.setdefault(row[1], []).append(row)
        for rows in streams.values():
            rows.sort(key=lambda row: row[2])
        with self.unsealing.at_hand() as unsealed:
            cases = self._cases(list(streams.values()), unsealed)
            yield {case.petition_id: case for case in cases}

    def _cases(self, streams: Sequence[Sequence[LogRow]], unsealed: Unsealed) -> Iterator[Case]:
        events = iter(unsealed([row for stream in streams for row in stream]))
        for stream in streams:
            entries = [(row[0], next(events)) for row in stream]
            known = entries if self.known_by is None else known_entries(entries, self.known_by)
            case = case_of(stream[0][1], known, self.setting)
            if case is not None:
                yield case
