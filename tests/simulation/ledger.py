"""A log in memory in which the offices of the nation stand, each founded when it is asked for."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.identity import unit_stream
from petition_es.domain.petition import Submitted
from petition_es.office.histories import Histories
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry
from petition_es.regimes import shipped_law
from petition_es.simulation.offices import Office, all_offices, founding
from petition_es.store.faults import ConcurrentChange, NumberTaken


@cache
def offices() -> dict[UUID, Office]:
    """All offices, by their streams."""
    return {unit_stream(office.unit_id): office for office in all_offices()}


class Ledger:
    """Keeps the events of petitions and persons; the offices are there already."""

    def __init__(self) -> None:
        self.streams: dict[UUID, list[Event]] = defaultdict(list)
        self.numbers: set[str | None] = set()
        self.units = UnitRegistry(self)
        self.histories = Histories(self, self, Policy(self.units), shipped_law())

    def append(self, events: Sequence[Event]) -> Sequence[int]:
        numbers = {event.number for event in events if isinstance(event, Submitted)}
        if numbers & self.numbers:
            raise NumberTaken
        self.numbers |= numbers
        for event in events:
            stream = self.streams[event.originator_id]
            if event.originator_version != len(stream) + 1:
                raise ConcurrentChange
            stream.append(event)
        return ()

    def exists(self, stream_id: UUID) -> bool:
        return bool(self.load(stream_id))

    def load(self, stream_id: UUID) -> Sequence[Event]:
        if stream_id in offices():
            return list(founding(offices()[stream_id]))
        return self.streams.get(stream_id, [])

    def load_many(self, stream_ids: Sequence[UUID]) -> dict[UUID, list[Event]]:
        return {each: list(found) for each in stream_ids if (found := self.load(each))}

    def taken(self, numbers: Collection[str]) -> set[str]:
        return {number for number in numbers if number in self.numbers}

    def find(self, number: str) -> None:  # noqa: ARG002  # as the port has it
        return None

    def events(self) -> list[Event]:
        return [event for stream in self.streams.values() for event in stream]
