"""Projections whose handlers fail when a test says so."""

from petition_es.domain.petition import PetitionEvent, Received, Referred, Registered, Submitted
from petition_es.projections import EventRows, Projection, Sum, on

FAILS = []
"""What the handlers below fail at: a function of the event, while a test runs."""

STEPS = (Submitted, Registered, Referred, Received)


def meet(event):
    for fails in FAILS:
        if fails(event):
            raise ValueError(f"no way to fold {type(event).__name__}")


class PetitionNotes(Projection):
    """Rows of petitions."""

    only = STEPS
    steps: list[str] = []  # noqa: RUF012  # each row gets its own

    @on(*STEPS)
    def note(self, event: PetitionEvent) -> None:
        meet(event)
        self.steps.append(type(event).__name__)


class EventNotes(EventRows):
    """Rows of events."""

    only = STEPS
    step: str = ""

    @on(*STEPS)
    def note(self, event: PetitionEvent) -> None:
        meet(event)
        self.step = type(event).__name__


class UnitNotes(Projection):
    """Rows of other keys, that add up."""

    key = "unit_id"
    only = STEPS
    steps: Sum[int] = 0

    @on(*STEPS)
    def note(self, event: PetitionEvent) -> None:
        meet(event)
        self.steps += 1


class UnitStoryNotes(Projection):
    """Rows of other keys, in order."""

    key = "unit_id"
    only = STEPS
    steps: list[str] = []  # noqa: RUF012  # each row gets its own

    @on(*STEPS)
    def note(self, event: PetitionEvent) -> None:
        meet(event)
        self.steps.append(type(event).__name__)


class Sound(Projection):
    """Rows of units, whose handler never fails."""

    key = "unit_id"
    only = STEPS
    steps: Sum[int] = 0

    @on(*STEPS)
    def note(self, _: PetitionEvent) -> None:
        self.steps += 1


FALLIBLE = (PetitionNotes, EventNotes, UnitNotes, UnitStoryNotes)
