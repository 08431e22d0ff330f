"""What lay on a desk on a day (案头): what had come to a unit and waited for it, with due dates."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from petition_es.domain.codes import Part, ReferralKind
from petition_es.domain.event import Event
from petition_es.domain.petition import (
    OpinionIssued,
    PetitionEvent,
    PetitionFile,
    Referred,
    Replied,
    Submitted,
    TakenOver,
)
from petition_es.domain.petition.folding import fold
from petition_es.domain.petition.papers import Referral
from petition_es.domain.regime.clocks import Clock, Status
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName
from petition_es.domain.regime.timing import Timing
from petition_es.projections.clocks.histories import History
from petition_es.projections.clocks.naming import number_of
from petition_es.projections.clocks.offices import Offices
from petition_es.projections.clocks.scanning import Look, ask
from petition_es.projections.clocks.topics import duties_of
from petition_es.projections.whereabouts import CLOSED, holders

TOPICS = frozenset(
    f"Petition.{name}"
    for name in (
        "Submitted", "Registered", "Referred", "Received", "Returned", "ReturnRefused",
        "DisputeRaised", "DisputeDecided", "TakenOver", "Accepted", "Declined", "Replied",
        "OpinionIssued", "ResultReported", "ReportApproved", "ReportSentBack", "Resolved",
        "Reopened", "ReviewRequested", "ReviewDecided", "Suspended", "Resumed", "Terminated",
        "Withdrawn", "MergedInto",
    )
)  # fmt: skip
"""What decides whose turn it is; nothing else is read."""

TURNS = ("Petition.Reopened", "Petition.ReportSentBack", "Petition.ReviewDecided")
"""After these an answer that was given before counts no more."""

ANSWERS = frozenset({"handling", "remade", "final", "unknown"})
"""Rounds of opinions and kinds of replies that answer; the others speak of something else."""


@dataclass(frozen=True, order=True)
class OnDesk:
    """A limit that runs on this desk; the last day counts what was granted and rested."""

    last_day: date
    clock: ClockName
    days_left: int
    status: Status


@dataclass(frozen=True, kw_only=True)
class Item:
    """One petition that waits for the unit: sent to it, or (no referral) registered by it.

    `received_at` is None until the unit signed for it. `due` names its limits, the next first.
    """

    number: str
    referral_id: str | None
    kind: ReferralKind | None
    part: Part
    from_unit: str | None
    arrived_at: datetime
    received_at: datetime | None
    due: tuple[OnDesk, ...]


@dataclass
class Desk:
    """Everything that waited for one unit at a moment."""

    unit: str
    at: datetime
    law: Law
    items: list[Item] = field(default_factory=list)

    def take(self, history: History, offices: Offices) -> None:
        """Put one petition on the desk, if it waited for the unit."""
        if not any(_concerns(event, self.unit) for event in history):
            return
        entries = [event for event in history if isinstance(event, PetitionEvent)]
        file = fold(entries)
        waiting = list(_waiting(file, entries, self.unit))
        if not waiting:
            return
        clocks = self._clocks(history, offices)
        self.items += [_item(entries, file, referral, clocks, self.at) for referral in waiting]

    def _clocks(self, history: History, offices: Offices) -> list[Clock]:
        timing = Timing(self.law, offices.desk)
        for event in history:
            timing.take(event)
        return [each for each in timing.running_duties(self.at) if each.unit_id == self.unit]

    def add(self, other: "Desk") -> None:
        """Put what waited of other petitions to it."""
        self.items += other.items


@dataclass(frozen=True)
class _WhatWaits:
    """The question: what waits for one unit."""

    unit: str
    law: Law

    @property
    def laws(self) -> Sequence[Law]:
        return (self.law,)

    @property
    def names(self) -> Collection[ClockName]:
        return duties_of(self.laws)

    @property
    def topics(self) -> Collection[str]:
        return TOPICS

    def begin(self, at: datetime) -> Desk:
        return Desk(self.unit, at, self.law)


def desk(look: Look, unit: str) -> Desk:
    """Tell what had come to a unit and was not answered, returned or resolved at a moment.

    An assignment is off the desk when its result was reported. The most urgent comes first, then
    what has no limit, as it arrived.
    """
    found, _ = ask(look, _WhatWaits(unit, look.law))
    found.items.sort(key=lambda item: (item.due[0].last_day if item.due else date.max, item.number))
    return found


def _concerns(event: Event, unit: str) -> bool:
    """Tell whether an entry can bring a petition to a unit."""
    if isinstance(event, Referred | TakenOver):
        return event.to_unit == unit
    return event.acting_unit == unit or getattr(event, "decided_for", None) == unit


def _waiting(
    file: PetitionFile, entries: Sequence[PetitionEvent], unit: str
) -> Iterator[Referral | None]:
    if file.state in CLOSED:
        return
    mine = [each for each in file.in_hand() if each.to_unit == unit]
    for referral in mine:
        if not _is_done(file, entries, referral):
            yield referral
    took_in = next((each.acting_unit for each in entries if isinstance(each, Submitted)), None)
    if not mine and unit in holders(file, took_in) and not _is_answered(entries, unit):
        yield None


def _is_done(file: PetitionFile, entries: Sequence[PetitionEvent], referral: Referral) -> bool:
    if referral.kind == "assignment":
        reports = (each for each in file.reports.values() if not each.decided)
        waits = any(report.referral_id == referral.referral_id for report in reports)
        return waits or referral.report_approved
    arrived = next(i for i, e in enumerate(entries) if e.event_id == referral.event_id)
    return _is_answered(entries[arrived:], referral.to_unit)


def _is_answered(entries: Sequence[PetitionEvent], unit: str) -> bool:
    """Tell whether the unit has answered, and nothing made that answer void since."""
    answered = False
    for event in entries:
        if event.TOPIC in TURNS:
            answered = False
        elif event.acting_unit == unit:
            answered = answered or _answers(event)
    return answered


def _answers(event: PetitionEvent) -> bool:
    if isinstance(event, OpinionIssued):
        return event.round in ANSWERS
    return isinstance(event, Replied) and event.kind in ANSWERS


def _item(
    entries: Sequence[PetitionEvent],
    file: PetitionFile,
    referral: Referral | None,
    clocks: Sequence[Clock],
    at: datetime,
) -> Item:
    own = [each for each in clocks if referral is None or _is_about(each, referral)]
    received = referral and referral.received and file.entries.get(referral.received)
    arrived = file.entries[referral.event_id] if referral else entries[0]
    return Item(
        number=number_of(entries),
        referral_id=referral.referral_id if referral else None,
        kind=referral.kind if referral else None,
        part=referral.part if referral else "lead",
        from_unit=referral.from_unit if referral else None,
        arrived_at=arrived.local_at,
        received_at=received.local_at if received else None,
        due=tuple(
            sorted(
                OnDesk(each.due.last_day, each.name, each.days_left(at), each.status(at))
                for each in own
            )
        ),
    )


def _is_about(clock: Clock, referral: Referral) -> bool:
    return clock.subject in (None, referral.referral_id)
