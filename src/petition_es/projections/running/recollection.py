"""What is remembered of petitions from one batch to the next, for who reads their state."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.folds import Folds
from petition_es.projections.kit.memory import CourseMemory, Memory, memory_of
from petition_es.projections.running.reading import Batch, Streams, standing_of

PETITIONS_MAX = 5000
"""How many petitions are remembered; the one that was quiet longest is forgotten first."""


class Recollection:
    """The memories that some projections ask for; forgotten petitions are read again."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        asked = dict.fromkeys(d.before for d in definitions if d.reads_before)
        self.memories: dict[Any, Memory] = {before: memory_of(before) for before in asked}
        self._known: dict[UUID, None] = {}

    def missing(self, batch: Batch, besides: Collection[UUID]) -> set[UUID]:
        """The petitions of a batch that began before it and are not remembered, `besides` these."""
        if not self.memories:
            return set()
        began = (each for each, version in batch.first_versions.items() if version > 1)
        return {each for each in began if each not in self._known and each not in besides}

    def recall(self, streams: Streams) -> None:
        """Remember petitions as their streams tell."""
        told = Folds([], self.memories)
        for stream in streams.values():
            for position, event in standing_of(stream):
                told.take(position, event)

    def keep(self, batch: Batch) -> None:
        """Go on with the petitions of a batch, and forget those that were quiet longest."""
        if self.memories:
            for petition_id in batch.first_versions:
                self._known.pop(petition_id, None)
                self._known[petition_id] = None
            surplus = len(self._known) - PETITIONS_MAX
            self.forget([each for each, _ in zip(self._known, range(surplus), strict=False)])

    def forget(self, petitions: Iterable[UUID]) -> None:
        """Forget some petitions."""
        for petition_id in petitions:
            self._known.pop(petition_id, None)
            for memory in self.memories.values():
                memory.forget(petition_id)
                if isinstance(memory, CourseMemory):
                    memory.late.pop(petition_id, None)
