"""Several projections over one reading of the log; what they ask to know is kept once."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.memory import CourseMemory, Memory, memory_of

Visit = Callable[[int, Event], None]


class Folds:
    """Folds each event into every projection that handles it.

    A projection that follows the course of petitions wants their steps in the order in which they
    happened. A petition with a step that came late is therefore given up at that step: `late` names
    it, with the step's position, and `settle` (room `shares`) folds it anew from its stream.
    """

    def __init__(
        self, foldings: Sequence[Folding], memories: dict[Any, Memory] | None = None
    ) -> None:
        self.foldings = foldings
        asked = {f.definition.before: None for f in foldings if f.definition.reads_before}
        self.memories = memories or {before: memory_of(before) for before in asked}
        self._visits: dict[str, tuple[Visit, ...]] = {}

    @property
    def topics(self) -> frozenset[str]:
        """The topics that anything here needs."""
        told = [memory.topics for memory in self.memories.values()]
        return frozenset(topic for folding in self.foldings for topic in folding.steps).union(*told)

    @property
    def late(self) -> dict[UUID, int]:
        """The petitions whose courses could not be followed, and from which position on."""
        courses = (m.late for m in self.memories.values() if isinstance(m, CourseMemory))
        return next(courses, {})

    def take(self, position: int, event: Event) -> None:
        """Let every projection fold the event."""
        visits = self._visits.get(event.TOPIC)
        if visits is None:
            visits = self._visits[event.TOPIC] = self._planned(event)
        for visit in visits:
            visit(position, event)

    def forget(self, petition_id: UUID) -> None:
        """Drop what was remembered of a petition: nothing more comes of it here."""
        for memory in self.memories.values():
            memory.forget(petition_id)

    def _planned(self, event: Event) -> tuple[Visit, ...]:
        """Say once for each topic what is done at its events."""
        plan: list[Visit] = []
        told = {b: m for b, m in self.memories.items() if isinstance(event, m.STREAM)}
        for folding in self.foldings:
            definition = folding.definition
            if not definition.reads_before or definition.before not in told:
                plan += folding.steps.get(event.TOPIC, ())
        plan += [self._told(event.TOPIC, *each) for each in told.items()]
        return tuple(plan)

    def _told(self, topic: str, before: Any, memory: Memory) -> Visit:
        """Fold what asks for this memory, and let it take the event in."""
        asking = [f for f in self.foldings if f.definition.reads_before]
        asking = [f for f in asking if f.definition.before is before]
        first = [s for f in asking if not f.definition.after for s in f.steps.get(topic, ())]
        then = [s for f in asking if f.definition.after for s in f.steps.get(topic, ())]
        recall, learn = memory.before, memory.after

        def visit(position: int, event: Event) -> None:
            known = recall(position, event)
            if known is None:
                return
            for step in first:
                step(position, event, known)
            known = learn(event, known)
            for step in then:
                step(position, event, known)

        return visit
