"""Every entry in its place: what stands, what was struck through, and what stands instead."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from uuid import UUID

from petition_es.domain.petition import Corrected, PetitionEvent
from petition_es.domain.petition.order import (
    Frontier,
    clearly_before,
    history,
    origins,
    voided,
)


class Chronicle:
    """The known entries of one petition, in the order in which they were recorded."""

    def __init__(self, recorded: Sequence[PetitionEvent]) -> None:
        self.recorded = recorded
        self.entries = {event.event_id: event for event in recorded}
        self.voided = voided(recorded)
        corrections = [event for event in recorded if isinstance(event, Corrected)]
        self.instead_of = {c.replacement: c.corrected for c in corrections if c.replacement}
        self._origins = origins(recorded)

    @cached_property
    def standing(self) -> list[PetitionEvent]:
        """What stands, as it happened: the order in which the domain folds it."""
        return history(self.recorded)

    @cached_property
    def sequence(self) -> list[PetitionEvent]:
        """Everything as it happened, each struck entry where it would have stood."""
        arranged = list(self.standing)
        for event in self.recorded:
            if event.event_id in self.voided:
                arranged.insert(self._place(event, arranged), event)
        return arranged

    @cached_property
    def late(self) -> frozenset[UUID]:
        """Entries that were recorded after one that clearly happened later; replacements aside."""
        frontier, late = Frontier(), set[UUID]()
        for event in self.recorded:
            if event.event_id not in self.instead_of and not frontier.is_reached_by(event):
                late.add(event.event_id)
            frontier.reach(event)
        return frozenset(late)

    def first(self, event_id: UUID) -> UUID:
        """The entry that this one was amended from in the end: both say the same thing."""
        return self._origins.get(event_id, event_id)

    def _place(self, event: PetitionEvent, arranged: Sequence[PetitionEvent]) -> int:
        """Find the place of a struck entry: before what stands instead, else by time and record."""
        for index, other in enumerate(arranged):
            same_time = not (clearly_before(event, other) or clearly_before(other, event))
            if same_time and event.event_id in self._earlier_versions(other):
                return index
        index = len(arranged)
        while index and _comes_before(event, arranged[index - 1]):
            index -= 1
        return index

    def _earlier_versions(self, event: PetitionEvent) -> Iterator[UUID]:
        event_id = event.event_id
        while event_id in self.instead_of:
            event_id = self.instead_of[event_id]
            yield event_id


def _comes_before(event: PetitionEvent, other: PetitionEvent) -> bool:
    if clearly_before(event, other):
        return True
    recorded_first = event.originator_version < other.originator_version
    return recorded_first and not clearly_before(other, event)
