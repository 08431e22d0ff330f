"""Whole histories at once: what an import or a demonstration knows of a petition from start to end.

Every step passes the same rules as a clerk's act. A petition is written as one piece or not at all;
writing it a second time changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol
from uuid import UUID

from petition_es.domain.entry import Entry
from petition_es.domain.event import Event
from petition_es.domain.petition import (
    Act,
    Petition,
    PetitionEvent,
    PetitionNumber,
    Register,
    Submit,
)
from petition_es.domain.petition.number import SERIAL_DIGITS
from petition_es.domain.refusals import Refusal
from petition_es.office.policy import Policy
from petition_es.office.ports import EventLog, Numbers


@dataclass(frozen=True)
class Step:
    """One act of a history, with its entry."""

    act: Act
    entry: Entry


@dataclass(frozen=True)
class History:
    """A petition's life as it is known elsewhere; the first step is its submission."""

    petition_id: UUID
    steps: tuple[Step, ...]


class Fate(Enum):
    """What became of a history."""

    IMPORTED = "imported"
    ALREADY = "already"
    OTHER_CONTENT = "other_content"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one history, and for a refused one the rule and the step it fell at."""

    history: History
    fate: Fate
    refusal: Refusal | None = None
    step: int | None = None
    events: int = 0


class HistoryLog(EventLog, Protocol):
    """A log that reads many streams in one go."""

    def load_many(self, stream_ids: Sequence[UUID]) -> dict[UUID, list[Event]]:
        """The events of each of these streams that exists."""


class Histories:
    """Writes batches of histories, each batch in one transaction."""

    def __init__(self, log: HistoryLog, numbers: Numbers, policy: Policy) -> None:
        self._log, self._numbers, self._policy = log, numbers, policy

    def write(self, batch: Sequence[History], also: Sequence[Event] = ()) -> list[Outcome]:
        """Write those that are new and lawful; `also` holds events of other streams to go along."""
        stored = self._log.load_many([history.petition_id for history in batch])
        taken: set[str] = set()
        outcomes, events = [], list(also)
        for history in batch:
            known = stored.get(history.petition_id)
            outcome, fresh = self._judge(history, known, taken)
            outcomes.append(outcome)
            events.extend(fresh)
        if events:
            self._log.append(events)
        return outcomes

    def _judge(
        self, history: History, known: list[Event] | None, taken: set[str]
    ) -> tuple[Outcome, Sequence[PetitionEvent]]:
        number = _number_of(known) if known else None
        try:
            petition = self._live(history, number, taken)
        except _FellAt as fall:
            return Outcome(history, Fate.REFUSED, fall.refusal, fall.step), ()
        events = petition.collect_events()
        if known:
            fate = Fate.ALREADY if same_story(events, known) else Fate.OTHER_CONTENT
            return Outcome(history, fate), ()
        return Outcome(history, Fate.IMPORTED, events=len(events)), events

    def _live(self, history: History, number: str | None, taken: set[str]) -> Petition:
        petition = Petition(history.petition_id)
        for index, step in enumerate(history.steps):
            try:
                if isinstance(step.act, Submit):
                    petition = Petition.submitted(history.petition_id, step.act, step.entry)
                else:
                    self._take(petition, step, number, taken)
            except Refusal as refusal:
                raise _FellAt(index, refusal) from refusal
        return petition

    def _take(self, petition: Petition, step: Step, number: str | None, taken: set[str]) -> None:
        act = step.act
        if isinstance(act, Register) and not act.number:
            number = number or self._free_number(step.entry.at.year, petition.id, taken)
            taken.add(number)
            act = replace(act, number=number)
        self._policy.check(act, step.entry, petition.file)
        petition.perform(act, step.entry)

    def _free_number(self, year: int, petition_id: UUID, taken: set[str]) -> str:
        """The number that follows from the petition's id; where it is taken, the next one free."""
        number = derived_number(petition_id, year)
        while str(number) in taken or self._numbers.find(str(number)) is not None:
            number = PetitionNumber(year, (number.serial + 1) % 10**SERIAL_DIGITS)
        return str(number)


def derived_number(petition_id: UUID, year: int) -> PetitionNumber:
    """The number that a petition with a derived id gets, unless another one has it."""
    return PetitionNumber(year, petition_id.int % 10**SERIAL_DIGITS)


class _FellAt(Exception):  # noqa: N818  # carries a refusal, is none
    def __init__(self, step: int, refusal: Refusal) -> None:
        super().__init__(step)
        self.step, self.refusal = step, refusal


def same_story(told: Iterable[Event], known: Sequence[Event]) -> bool:
    """Tell whether a history says what is on record, erased words and recording times aside.

    What was done to the petition after its import does not count.
    """
    told = list(told)
    return len(known) >= len(told) and all(
        replace(new, timestamp=old.timestamp) == old or _is_erased(old)
        for new, old in zip(told, known, strict=False)
    )


def _is_erased(event: Event) -> bool:
    words = getattr(event, "text", None) or getattr(event, "title", None)
    return words is not None and words.reveal() is None


def _number_of(known: Iterable[Event]) -> str | None:
    return next((event.number for event in known if hasattr(event, "number")), None)
