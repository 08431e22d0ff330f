"""In-memory stand-ins for the office's ports: a log, a register of numbers, a clock, ids."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import QueryCodeIssued, Registered, Submitted
from petition_es.store.command_answers import Answer
from petition_es.store.faults import ConcurrentChange, NumberTaken


class MemoryLog:
    """Keeps events as the store does: all of an append or none, each version once."""

    def __init__(self) -> None:
        self.streams: dict[UUID, list[Event]] = defaultdict(list)
        self.appends = 0
        self.length = 0

    def append(
        self, events: Sequence[Event], answer: Callable[[], None] | None = None
    ) -> Sequence[int]:
        """Store the events, or nothing when a version is taken."""
        fresh: dict[UUID, int] = {}
        for event in events:
            version = fresh.get(event.originator_id, len(self.streams[event.originator_id]))
            if event.originator_version != version + 1:
                raise ConcurrentChange
            fresh[event.originator_id] = version + 1
        self._check_numbers(events)
        if answer is not None:
            answer()
        for event in events:
            self.streams[event.originator_id].append(event)
        self.appends += 1
        self.length += len(events)
        return range(self.length - len(events) + 1, self.length + 1)

    def _check_numbers(self, events: Sequence[Event]) -> None:
        taken = {n: s for s, stored in self.streams.items() for e in stored if (n := _number_of(e))}
        for event in events:
            number = _number_of(event)
            if number and taken.get(number, event.originator_id) != event.originator_id:
                raise NumberTaken

    def positions(self, stream_id: UUID, first: int, last: int) -> Sequence[int]:  # noqa: ARG002  # as the port has it
        """Where versions stand in the log; here nobody asks for more than their number."""
        return range(first, last + 1)

    def load(self, stream_id: UUID) -> Sequence[Event]:
        """All events of one stream."""
        return list(self.streams.get(stream_id, ()))

    def load_many(self, stream_ids: Sequence[UUID]) -> dict[UUID, list[Event]]:
        """All events of these streams."""
        return {each: list(self.streams[each]) for each in stream_ids if self.streams.get(each)}

    def read_through(self, topics: Sequence[str]) -> Iterator[Event]:
        """All events of these topics, stream by stream."""
        yield from (e for stream in self.streams.values() for e in stream if e.TOPIC in topics)


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
            if any(_number_of(e) == number for e in events):
                codes = [e.code_hash for e in events if isinstance(e, QueryCodeIssued)]
                return MemoryRegistration(stream_id, codes[-1] if codes else None)
        return None

    def taken(self, numbers: Collection[str]) -> set[str]:
        """Which of these numbers somebody has."""
        events = (event for stream in self._log.streams.values() for event in stream)
        return {_number_of(event) for event in events} & set(numbers)


def _number_of(event: Event) -> str | None:
    return event.number if isinstance(event, Submitted | Registered) else None


class MemoryAnswers:
    """Remembers what was answered to a command."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, Answer, datetime]] = {}

    def find(self, key: str, body: str, now: datetime) -> Answer | None:
        """The answer that was given under a key."""
        known = self.kept.get(key)
        if known is None or known[2] <= now:
            return None
        return replace(known[1], is_same_body=known[0] == body)

    def keeping(
        self,
        key: str,
        body: str,
        answer: Answer,
        *,
        expires_at: datetime,
    ) -> Callable[[], None]:
        """Make ready to remember an answer."""
        return lambda: self._keep(key, (body, answer, expires_at))

    def forget_expired(self, now: datetime) -> None:
        """Forget what is over."""
        self.kept = {key: kept for key, kept in self.kept.items() if kept[2] > now}

    def _keep(self, key: str, kept: tuple[str, Answer, datetime]) -> None:
        if key in self.kept:
            raise ConcurrentChange
        self.kept[key] = kept


class MemoryAttempts:
    """Counts wrong codes in a window of fifteen minutes."""

    WINDOW = timedelta(minutes=15)

    def __init__(self) -> None:
        self._tried: dict[str, list[tuple[datetime, str]]] = defaultdict(list)

    def count(self, number: str, now: datetime, sender: str = "") -> None:
        """Count a wrong code."""
        self._tried[number].append((now, sender))

    def how_many(self, number: str, now: datetime, sender: str | None = None) -> int:
        """How many wrong codes were tried of late, by all or by one sender."""
        late = [who for at, who in self._tried[number] if now - at < self.WINDOW]
        return len(late) if sender is None else late.count(sender)


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
