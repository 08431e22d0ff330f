"""Projections of every kind that there is, so that each way of running meets each of them."""

from datetime import datetime
from uuid import UUID

from petition_es.domain.petition import (
    Accepted,
    Linked,
    PetitionEvent,
    PetitionFile,
    Received,
    Referred,
    Registered,
    Resolved,
    Submitted,
)
from petition_es.projections import EventRows, Max, Min, Projection, Sum, derived, on
from petition_es.projections.shipped import ALL
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS

EVERY_STEP = (*MOVES, *STAYS, *CLERICAL)


class Steps(EventRows):
    """A row for each step that moves a petition."""

    only = MOVES
    step: str = ""
    unit: str | None = None
    at: datetime

    @on(*MOVES)
    def told(self, event: PetitionEvent) -> None:
        self.step, self.unit, self.at = type(event).__name__, event.acting_unit, event.at


class StepsWithState(EventRows):
    """A row for each step that moves a petition, with the state it was in before."""

    only = MOVES
    step: str = ""
    state: str = ""

    @on(*MOVES)
    def told(self, event: PetitionEvent, file: PetitionFile) -> None:
        self.step, self.state = type(event).__name__, file.state


class LastWords(Projection):
    """What every petition's last step was, in the order of the log."""

    only = MOVES
    last: str = ""
    units: list[str] = []  # noqa: RUF012  # each row gets its own
    steps: dict[str, int] = {}  # noqa: RUF012  # so

    @on(*MOVES)
    def told(self, event: PetitionEvent) -> None:
        name = type(event).__name__
        self.last = name
        self.units.append(event.acting_unit or "")
        self.steps[name] = self.steps.get(name, 0) + 1

    @derived
    def how_many(self) -> int:
        return sum(self.steps.values())


class Files(Projection):
    """What the file of every petition says after its last step."""

    after = True
    only = EVERY_STEP
    state: str = ""
    entries: int = 0

    @on(*EVERY_STEP)
    def told(self, _: PetitionEvent, file: PetitionFile) -> None:
        self.state, self.entries = file.state, len(file.entries)


class AfterLastWords(Projection):
    """How often a unit acted after each kind of step: reads what another projection told."""

    key = ("unit", "after_step")
    before = LastWords
    only = MOVES
    times: Sum[int] = 0

    @staticmethod
    def keys(event: PetitionEvent, last: LastWords):
        yield event.acting_unit, last.last

    @on(*MOVES)
    def told(self, _: PetitionEvent) -> None:
        self.times += 1


class UnitDays(Projection):
    """How often each unit did what, and between which moments."""

    key = "unit_id"
    only = EVERY_STEP
    by_step: Sum[dict[str, int]] = {}  # noqa: RUF012  # each row gets one of its own
    steps: Sum[int] = 0

    @on(*EVERY_STEP)
    def told(self, event: PetitionEvent) -> None:
        name = type(event).__name__
        self.by_step[name] = self.by_step.get(name, 0) + 1
        self.steps += 1


class UnitSpan(Projection):
    """Between which moments each unit acted."""

    key = "unit_id"
    only = MOVES
    first: Min[datetime | None] = None
    last: Max[datetime | None] = None

    @on(*MOVES)
    def told(self, event: PetitionEvent) -> None:
        self.first = event.at if self.first is None else min(self.first, event.at)
        self.last = event.at if self.last is None else max(self.last, event.at)


class UnitStory(Projection):
    """What each unit did, in order: a key whose rows must be folded one event after the other."""

    key = "unit_id"
    only = MOVES
    story: list[str] = []  # noqa: RUF012  # each row gets its own
    last: UUID | None = None

    @on(*MOVES)
    def told(self, event: PetitionEvent) -> None:
        self.story.append(f"{type(event).__name__} {event.originator_id}")
        self.last = event.event_id


class UnitStates(Projection):
    """In which states each unit met petitions, in order: reads files, under another key."""

    key = "unit_id"
    only = MOVES
    states: list[str] = []  # noqa: RUF012  # each row gets its own

    @on(*MOVES)
    def told(self, _: PetitionEvent, file: PetitionFile) -> None:
        self.states.append(file.state)


class Between(Projection):
    """What went from one unit to another: handlers with keys of their own."""

    key = "unit_id"
    only = (Referred, Received, Accepted)
    sent: Sum[int] = 0
    got: Sum[int] = 0

    @on(Referred)
    def sends(self, _: Referred) -> None:
        self.sent += 1

    @on(Referred, key="to_unit")
    def gets(self, _: Referred) -> None:
        self.got += 1

    @on(Received, Accepted)
    def works(self, _: Received) -> None:
        self.got += 1


class MatterCount(Projection):
    """How many steps each matter took: its key hangs on the links between petitions."""

    key = "matter_id"
    only = MOVES
    steps: Sum[int] = 0

    @on(*MOVES)
    def told(self, _: PetitionEvent) -> None:
        self.steps += 1


class MatterStory(Projection):
    """The petitions of each matter, in the order in which they were told of."""

    key = "matter_id"
    only = (Submitted, Registered, Linked, Resolved)
    petitions: list[str] = []  # noqa: RUF012  # each row gets its own

    @on(Submitted, Registered, Linked, Resolved)
    def told(self, event: PetitionEvent) -> None:
        self.petitions.append(f"{type(event).__name__} {event.originator_id}")


EVERY = (
    *ALL,
    Steps,
    StepsWithState,
    LastWords,
    Files,
    AfterLastWords,
    UnitDays,
    UnitSpan,
    UnitStory,
    UnitStates,
    Between,
    MatterCount,
    MatterStory,
)
