"""In-memory stand-ins for the office's ports: a log, a register of numbers, a clock, ids."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import QueryCodeIssued, Registered


class VersionTaken(Exception):
    """Somebody else wrote this version first."""


class MemoryLog:
    """Keeps events as the store does: all of an append or none, each version once."""

    def __init__(self) -> None:
        self.streams: dict[UUID, list[Event]] = defaultdict(list)
        self.appends = 0
        self.length = 0

    def append(self, events: Sequence[Event]) -> Sequence[int]:
        """Store the events, or nothing when a version is taken."""
        fresh: dict[UUID, int] = {}
        for event in events:
            version = fresh.get(event.originator_id, len(self.streams[event.originator_id]))
            if event.originator_version != version + 1:
                raise VersionTaken(event.originator_version)
            fresh[event.originator_id] = version + 1
        for event in events:
            self.streams[event.originator_id].append(event)
        self.appends += 1
        self.length += len(events)
        return range(self.length - len(events) + 1, self.length + 1)

    def load(self, stream_id: UUID) -> Sequence[Event]:
        """All events of one stream."""
        return list(self.streams.get(stream_id, ()))

    def load_many(self, stream_ids: Sequence[UUID]) -> dict[UUID, list[Event]]:
        """All events of these streams."""
        return {each: list(self.streams[each]) for each in stream_ids if self.streams.get(each)}


@dataclass(frozen=True)
class MemoryRegistration:
    """What the register knows of a number."""

    petition_id: UUID
    code_hash: str | None


class MemoryNumbers:
    """Finds numbers by reading the log."""

    def __init__(self, log: MemoryLog) -> None:
        self._log = log

    def find(self, number: str) -> MemoryRegistration | None:
        """Who has this number."""
        for stream_id, events in self._log.streams.items():
            if any(isinstance(e, Registered) and e.number == number for e in events):
                codes = [e.code_hash for e in events if isinstance(e, QueryCodeIssued)]
                return MemoryRegistration(stream_id, codes[-1] if codes else None)
        return None

    def taken(self, numbers: Collection[str]) -> set[str]:
        """Which of these numbers somebody has."""
        events = (event for stream in self._log.streams.values() for event in stream)
        return {e.number for e in events if isinstance(e, Registered)} & set(numbers)


class MemoryAttempts:
    """Counts wrong codes in a window of fifteen minutes."""

    WINDOW = timedelta(minutes=15)

    def __init__(self) -> None:
        self._tried: dict[str, list[datetime]] = defaultdict(list)

    def count(self, number: str, now: datetime) -> None:
        """Count a wrong code."""
        self._tried[number].append(now)

    def how_many(self, number: str, now: datetime) -> int:
        """How many wrong codes were tried of late."""
        return sum(now - at < self.WINDOW for at in self._tried[number])


class StoppedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """What time it is."""
        return self.now

    def advance(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)


def counted_ids() -> Iterator[UUID]:
    """Ids that a test can foresee: 1, 2, 3."""
    return (UUID(int=number) for number in count(1))
