"""Reading the log for projections: one batch of events after the other, and whole streams."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, LiteralString
from uuid import UUID

from petition_es.domain.petition import Corrected, Registered, Submitted
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.matters import LINKS
from petition_es.projections.kit.memory import memory_of
from petition_es.projections.kit.standing import CORRECTED, Entry, as_it_stands
from petition_es.projections.running.faults import SealsNotOpened
from petition_es.store.decoding import Decoder, decode
from petition_es.store.log_reader import LogReader, LogRow

NUMBERED = (Submitted.TOPIC, Registered.TOPIC)
"""What says whose a number is, by which links name petitions."""

MATTER = "matter_id"

EVENTS_OF_ONE_LOOKUP = 500

Opening = Callable[[], Decoder]
"""Makes what opens the sealed words of one batch: keys are looked up anew for each."""

Streams = dict[UUID, list[Entry]]


@dataclass(frozen=True)
class Batch:
    """What was recorded after one position up to another, as far as somebody here handles it."""

    after: int
    upto: int
    entries: list[Entry]
    first_versions: dict[UUID, int]
    """The version at which each petition comes into the batch."""
    corrected: frozenset[UUID]
    """The petitions of which an entry is corrected here."""


class Reading:
    """Reads and decodes what some projections need, once for all of them."""

    def __init__(
        self, reader: LogReader, definitions: Iterable[Definition], opening: Opening | None = None
    ) -> None:
        self._reader = reader
        known = tuple(definitions)
        self.topics = topics_of(known)
        self.opens = any(definition.opens for definition in known)
        if self.opens and opening is None:
            raise SealsNotOpened(projection=", ".join(d.name for d in known if d.opens))
        self._opening = opening

    def batch(self, after: int, upto: int, head: int) -> Batch:
        """Read a batch; it is one event longer where it would end in the middle of an amendment."""
        rows = self._reader.rows(after, upto, topics=self.topics, sealed=self.opens)
        if upto < head and rows and rows[-1][0] == upto and _is_amendment(rows[-1]):
            upto += 1
            rows += self._reader.rows(upto - 1, upto, topics=self.topics, sealed=self.opens)
        first: dict[UUID, int] = {}
        for row in rows:
            first.setdefault(row[1], row[2])
        corrected = frozenset(row[1] for row in rows if row[5] == CORRECTED)
        return Batch(after, upto, self.decoded(rows), first, corrected)

    def streams(
        self, ids: Collection[UUID], upto: int, topics: Sequence[str] | None = None
    ) -> Streams:
        """The streams of these petitions up to a position, as they were told."""
        streams: Streams = {each: [] for each in ids}
        if ids:
            wanted = self.topics if topics is None else topics
            rows = self._reader.streams(ids, upto, topics=wanted, sealed=self.opens)
            for entry in self.decoded(rows):
                streams[entry[1].originator_id].append(entry)
        return streams

    def drain(self, after: int, upto: int, topics: Sequence[str] | None = None) -> Iterator[Entry]:
        """Read on without end, of these topics or of all that are needed; in flat memory."""
        wanted = self.topics if topics is None else topics
        rows = self._reader.drain(after, upto, topics=wanted, sealed=self.opens)
        if not self.opens:
            return ((row[0], decode(row)) for row in rows)
        return self._opened(rows)

    def _opened(self, rows: Iterator[LogRow]) -> Iterator[Entry]:
        """Look the keys up once for so many events."""
        while part := list(islice(rows, EVENTS_OF_ONE_LOOKUP)):
            yield from self.decoded(part)

    def rows(self, after: int, upto: int, share: tuple[int, int]) -> Iterator[LogRow]:
        """Read the rows of a share of the streams, not decoded yet; in flat memory."""
        topics, sealed = self.topics, self.opens
        return self._reader.drain(after, upto, topics=topics, share=share, sealed=sealed)

    def ask(self, query: LiteralString, values: Sequence[Any]) -> list[Any]:
        """Put a question to the store."""
        return self._reader.ask(query, values)

    def decoded(self, rows: Sequence[LogRow]) -> list[Entry]:
        """Rows as events with their positions."""
        read = self._decoder()
        return [(row[0], read(row)) for row in rows]

    def _decoder(self) -> Decoder:
        return self._opening() if self.opens and self._opening else decode


def topics_of(definitions: Iterable[Definition]) -> tuple[str, ...]:
    """The topics that some projections need to be told."""
    needed = {CORRECTED}
    for definition in definitions:
        needed.update(event.TOPIC for event in definition.events)
        if asks_for_matters(definition):
            needed.update((*LINKS, *NUMBERED))
        if definition.reads_before:
            needed |= memory_of(definition.before).topics
    return tuple(sorted(needed))


def asks_for_matters(definition: Definition) -> bool:
    """Tell whether a key hangs on which petitions are linked as the same matter."""
    keys = {handler.key or definition.key_names for handler in definition.handlers}
    return any(MATTER in names for names in keys)


def standing_of(stream: Sequence[Entry]) -> list[Entry]:
    """What stands of a stream, each entry at the position where it was first told."""
    if any(event.TOPIC == CORRECTED for _, event in stream):
        return as_it_stands(stream)
    return list(stream)


def upto(stream: Sequence[Entry], position: int) -> list[Entry]:
    """A stream as it was when the log ended at a position."""
    return [entry for entry in stream if entry[0] <= position]


def _is_amendment(row: LogRow) -> bool:
    event = decode(row)
    return isinstance(event, Corrected) and event.replacement is not None
