"""The course of a petition (进程): its state, its stage and its unit, step by step.

What a statistic of many petitions needs to know of each one is a few facts. They are written by
the same appliers that write the petition's file, but the pages that decide nothing here stay blank.
So a million of them have room in memory, and the rules stand in one place.
"""

from dataclasses import MISSING, fields
from datetime import date, datetime, timedelta
from sys import intern
from typing import Any, Literal, NamedTuple
from uuid import UUID

from petition_es.domain.codes import Channel, Procedure
from petition_es.domain.event import zone_of
from petition_es.domain.petition import (
    Accepted,
    ClaimsRecorded,
    Classified,
    Converted,
    DisclosureSet,
    Evaluated,
    EvaluationClosed,
    EvaluationOpened,
    Extended,
    Linked,
    PartyJoined,
    PartyLeft,
    PetitionEvent,
    PetitionFile,
    Received,
    Referred,
    Registered,
    Reopened,
    ReportApproved,
    ReportSentBack,
    Resolved,
    ResultReported,
    Returned,
    ReturnRefused,
    ReviewDecided,
    Submitted,
    SupervisionClosed,
    SupervisionOpened,
    TakenOver,
    Unlinked,
)
from petition_es.projections.pages import Blank, Ids, Opinions, Page, Referrals, Unkept
from petition_es.projections.whereabouts import CLOSED, STAGES, StageName, holders, stage_of

KEPT = frozenset({"state", "progress", "interrupted", "number", "registering_unit"})
PAGES: dict[str, type[Ids] | type[Referrals]] = {
    "referrals": Referrals,
    "opinions": Opinions,
    "replies": Ids,
}
"""What of the file says where a petition stands."""

STILL: frozenset[type[PetitionEvent]] = frozenset(
    {ClaimsRecorded, Classified, Converted, DisclosureSet, Evaluated, EvaluationClosed,
     EvaluationOpened, Extended, Linked, PartyJoined, PartyLeft, ReportApproved, ReportSentBack,
     ResultReported, SupervisionClosed, SupervisionOpened, Unlinked}
)  # fmt: skip
"""Events that write on other pages only."""


STILL_TOPICS = frozenset(event.TOPIC for event in STILL)
FILING = frozenset({Submitted.TOPIC, Registered.TOPIC, Classified.TOPIC})
"""Events that say what a petition is about."""

MARKING = frozenset(event.TOPIC for event in (Received, Returned, Accepted))
"""Events that leave their ids on a referral."""

HANDS = frozenset(
    event.TOPIC
    for event in (
        Submitted, Registered, Referred, Returned, ReturnRefused, TakenOver, Resolved, Reopened,
        ReviewDecided,
    )
)  # fmt: skip
"""Events by which a petition may come into other hands; so may any that opens a closed one."""

NUMBERS: dict[StageName, int] = {name: number for number, name in enumerate(STAGES, 1)}


class Spent(NamedTuple):
    """How long a petition was in a stage that is over, and with which unit."""

    stage: StageName
    unit_id: str | None
    time: timedelta


Waited = Literal["registered", "handling"]
"""`registered`: from the submission on, told since the registration; `handling`: in hand."""


class Waiting(NamedTuple):
    """A wait for the answer: what the petition was like when it began, and by which step."""

    stage: Waited
    unit_id: str | None
    category: str | None
    procedure: Procedure | None
    since: datetime
    step: UUID


class Course(PetitionFile):
    """How one petition goes, as far as its steps were told, in the order in which they happened."""

    unit_id: str | None = None
    """The unit that has it, or had it last; the lead where there are several."""
    channel: Channel | None = None
    category: str | None = None
    division: str | None = None
    """The division where the problem lies: a code of GB/T 2260."""
    stage: StageName | None = None
    """The stage it is in; None where it was closed without a resolution."""
    since: datetime
    """Since when it has been in this stage."""
    spent: Spent | None = None
    """The stage that the last step ended, if it ended one."""
    waits: tuple[Waiting, ...] = ()
    """The waits for an answer that run, in the order in which they began."""
    begun: Waiting | None = None
    """The wait that the last step began, if it began one."""
    answered: tuple[Waiting, ...] = ()
    """The waits that the last step ended with an answer."""

    _handed_in: datetime | None = None
    _took_in: str | None = None
    _last: datetime | None = None
    """The latest exact moment."""
    _offset: str | None = None
    """The offset of all exact moments; None where there are several."""
    _last_day: date | None = None
    """The latest of the days that are known as days."""

    def __init__(self) -> None:
        """Begin with nothing told."""

    def take_in(self, event: Submitted | Registered) -> None:
        """Who takes part decides nothing about where a petition stands."""

    def comes_last(self, event: PetitionEvent) -> bool:
        """Tell whether certainly nothing happened after this; whoever gets a no looks closer.

        It is told in the order in which events are recorded, and remembers how far time has come.
        """
        if event.at_precision != "second":
            return event.at_precision == "unknown" or self._day_is_last(event.local_at.date())
        at, last = event.at, self._last
        if last is not None and at >= last and self._last_day is None:
            self._offset = self._offset if event.tz_offset == self._offset else None
            self._last = at
            return True
        if last is None:
            self._offset = intern(event.tz_offset)
        elif event.tz_offset != self._offset:
            self._offset = None
        if self._last_day is not None and event.local_at.date() < self._last_day:
            return False
        if last is not None and at < last:
            return at.replace(microsecond=0) == last.replace(microsecond=0)
        self._last = at
        return True

    def _day_is_last(self, day: date) -> bool:
        if self._last_day is not None and day < self._last_day:
            return False
        if self._last is not None:
            offset = self._offset
            if offset is None or day < self._last.astimezone(zone_of(offset)).date():
                return False
        self._last_day = day
        return True

    def follow(self, event: PetitionEvent) -> None:
        """Let the next step take effect."""
        topic = event.TOPIC
        self.spent, self.begun, self.answered = None, None, ()
        if topic in FILING:
            self._file(event)
        if topic in STILL_TOPICS:
            return
        state, progress, stage = self.state, self.progress, self.stage
        event.apply(self)
        if topic in MARKING:
            self._shorten()
        if self.state != state or self.progress != progress or self.stage is None:
            self._go(event)
        if topic in HANDS or state in CLOSED:
            self._hand_over()
        if self.stage != stage or topic == Registered.TOPIC:
            self._wait(event)

    def _wait(self, event: PetitionEvent) -> None:
        """Note which wait for an answer the step began, and which ones it ended."""
        running = {wait.stage for wait in self.waits}
        if self.stage == "answered":
            self.answered, self.waits = self.waits, ()
        elif self.stage in {None, "resolved"}:  # Never answered: whoever counts them knows.
            self.waits = ()
        elif self.stage == "handling" and "handling" not in running:
            self._begin("handling", event.local_at, event)
        elif isinstance(event, Registered) and not running and self._handed_in is not None:
            self._begin("registered", self._handed_in, event)

    def _begin(self, stage: Waited, since: datetime, event: PetitionEvent) -> None:
        procedure = event.procedure if isinstance(event, Accepted) else None
        self.begun = Waiting(stage, self.unit_id, self.category, procedure, since, event.event_id)
        self.waits = (*self.waits, self.begun)

    def _shorten(self) -> None:
        """Of the marks on a referral it matters that they are there, not whose they are."""
        for each in self.referrals.values():
            marked: Any = each
            marked.received = marked.received and True
            marked.returned = marked.returned and True
            marked.accepted = marked.accepted and True

    def _file(self, event: Any) -> None:
        """Note what the petition is about, and where."""
        if isinstance(event, Submitted):
            self._took_in, self._handed_in = event.acting_unit, event.local_at
            self.channel = intern(event.channel)  # type: ignore[assignment]  # one word for all
            return
        if event.category is not None:
            self.category = intern(event.category.value)
        if event.place is not None and event.place.division is not None:
            self.division = intern(event.place.division.value)

    def _go(self, event: PetitionEvent) -> None:
        """Note which stage this is, and how long the one before it took."""
        stage = self._stage()
        if stage != self.stage:
            if self.stage is not None:
                self.spent = Spent(self.stage, self.unit_id, event.at - self.since)
            self.stage, self.since = stage, event.at

    def _stage(self) -> StageName | None:
        if self.state in CLOSED:
            return "resolved" if self.state == "resolved" else None
        before = NUMBERS[self.stage] if self.stage else 1
        return STAGES[stage_of(self, before) - 1]

    def _hand_over(self) -> None:
        """Note who has the petition now; who had it last, where nobody has."""
        unit_id = next(iter(holders(self, self._took_in)), None)
        if unit_id is not None:
            self.unit_id = intern(unit_id)
        if self.registering_unit is not None:
            self.registering_unit = intern(self.registering_unit)


def _bind() -> None:
    """Put small pages in the place of those that are kept, and blank ones in that of the others."""
    for each in fields(PetitionFile):
        is_page = each.default_factory is not MISSING
        if each.name in PAGES:
            setattr(Course, each.name, Page(PAGES[each.name], each.name))
        elif each.name not in KEPT:
            setattr(Course, each.name, Unkept(Blank() if is_page else each.default))


_bind()
