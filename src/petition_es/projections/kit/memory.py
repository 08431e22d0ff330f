"""What is known of a petition or a unit beside its events, for the projections that ask for it.

A memory is told every event of its stream, in the order of the log. `before` of a projection says
which memory it wants:

    nothing      the petition's file, as the office's acts see it; whole, and therefore big
    Course       its course: state, stage, unit, and what the petition is about; small
    a Projection keyed by petition: the row that it has of the petition
    Unit         the unit as it stands: its level, kind and place, and whether it is on the net
"""

from collections.abc import Callable
from typing import Any, ClassVar, Protocol
from uuid import UUID

from petition_es.domain.event import TOPICS, Event
from petition_es.domain.petition import Corrected, Petition, PetitionEvent
from petition_es.domain.unit import Unit, UnitEvent
from petition_es.projections.course import Course
from petition_es.projections.kit.definition import Definition


class Memory(Protocol):
    """Keeps what it was told of every petition, or unit, so far."""

    STREAM: ClassVar[type[Event]]
    """The events that it is told: those of petitions, or those of units."""

    @property
    def topics(self) -> frozenset[str]:
        """The topics that it needs to be told."""

    def before(self, position: int, event: Any) -> Any:
        """What is known of the petition before the event; None: this petition is not followed."""

    def after(self, event: Any, known: Any) -> Any:
        """Take the event in; what is known after it."""

    def forget(self, petition_id: UUID) -> None:
        """Know nothing of a petition any more."""


class _OfPetitions:
    """What every event of a petition may concern."""

    STREAM: ClassVar[type[Event]] = PetitionEvent

    @property
    def topics(self) -> frozenset[str]:
        """Every topic of a petition."""
        return frozenset(topic for topic, e in TOPICS.items() if issubclass(e, PetitionEvent))


class FileMemory(_OfPetitions):
    """Remembers the petition's file; an entry that comes late is put in its place."""

    def __init__(self) -> None:
        self._petitions: dict[UUID, Petition] = {}

    def before(self, _: int, event: PetitionEvent) -> Any:
        """The file as the office had it before the event."""
        petition = self._petitions.get(event.originator_id)
        if petition is None:
            petition = self._petitions[event.originator_id] = Petition(event.originator_id)
        return petition.file

    def after(self, event: PetitionEvent, _: Any) -> Any:
        """Let the event take effect; the file after it.

        A correction has taken effect already: what it strikes through is not told here.
        """
        petition = self._petitions[event.originator_id]
        if not isinstance(event, Corrected):
            petition.absorb(event)
        return petition.file

    def forget(self, petition_id: UUID) -> None:
        """Close the file."""
        self._petitions.pop(petition_id, None)


class CourseMemory(_OfPetitions):
    """Remembers the course of every petition that was told in the order in which it happened.

    Where an entry came late (or may have), the petition is not followed any further: it stands in
    `late` with the position of that entry, and is to be folded anew from its whole stream.
    """

    def __init__(self) -> None:
        self.late: dict[UUID, int] = {}
        self._courses: dict[int, Course | None] = {}

    def before(self, position: int, event: PetitionEvent) -> Course | None:
        """The course up to the event, unless the event is out of order."""
        petition = event.originator_id.int
        try:
            course = self._courses[petition]
        except KeyError:
            course = self._courses[petition] = Course()
        if course is None or course.comes_last(event):
            return course
        self.late[event.originator_id] = position
        self._courses[petition] = None
        return None

    def after(self, event: PetitionEvent, course: Course) -> Course:
        """Let the course go on."""
        course.follow(event)
        return course

    def forget(self, petition_id: UUID) -> None:
        """Follow the petition no more."""
        self._courses.pop(petition_id.int, None)


class OrderedCourses(CourseMemory):
    """The courses of petitions whose events are given in the order in which they happened."""

    def before(self, _: int, event: PetitionEvent) -> Course | None:
        """The course up to the event."""
        petition = event.originator_id.int
        course = self._courses.get(petition)
        if course is None:
            course = self._courses[petition] = Course()
        return course


class RowMemory:
    """Remembers the row that another projection, keyed by petition, has of each petition."""

    STREAM: ClassVar[type[Event]] = PetitionEvent

    def __init__(self, definition: Definition) -> None:
        self.topics = frozenset(event.TOPIC for event in definition.events)
        self._rows: dict[UUID, Any] = {}
        self._class = definition.row_class
        self._methods: dict[str, list[Callable[..., None]]] = {}
        for handler in definition.handlers:
            for event in handler.events:
                self._methods.setdefault(event.TOPIC, []).append(handler.method)
        self._copied = [column for column in definition.fields if column.is_copied]

    def before(self, _: int, event: Event) -> Any:
        """The row as it was before the event."""
        row = self._rows.get(event.originator_id)
        if row is None:
            row = self._rows[event.originator_id] = self._class()
            row.petition_id = event.originator_id
            for column in self._copied:
                setattr(row, column.name, column.fresh())
        return row

    def after(self, event: Event, row: Any) -> Any:
        """Fold the event into the row."""
        for method in self._methods.get(event.TOPIC, ()):
            method(row, event)
        return row

    def forget(self, petition_id: UUID) -> None:
        """Drop the row."""
        self._rows.pop(petition_id, None)


class UnitMemory:
    """Remembers every unit as it stands; no entry of a unit is ever corrected, or put elsewhere."""

    STREAM: ClassVar[type[Event]] = UnitEvent

    def __init__(self) -> None:
        self._units: dict[UUID, Unit] = {}

    @property
    def topics(self) -> frozenset[str]:
        """Every topic of a unit."""
        return frozenset(topic for topic, e in TOPICS.items() if issubclass(e, UnitEvent))

    def before(self, _: int, event: UnitEvent) -> Unit:
        """The unit before the event."""
        unit = self._units.get(event.originator_id)
        if unit is None:
            unit = self._units[event.originator_id] = Unit(event.originator_id)
        return unit

    def after(self, event: UnitEvent, unit: Unit) -> Unit:
        """Let the event take effect."""
        unit.absorb(event)
        return unit

    def forget(self, unit_id: UUID) -> None:
        """Know nothing of the unit any more."""
        self._units.pop(unit_id, None)


def memory_of(before: Any) -> Memory:
    """The memory that a projection asks for with `before`."""
    if before is None:
        return FileMemory()
    if before is Unit:
        return UnitMemory()
    return CourseMemory() if before is Course else RowMemory(before.DEFINITION)
