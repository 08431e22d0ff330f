"""Whole histories at once: what an import or a demonstration knows of a petition from start to end.

Every step passes the same rules as a clerk's act. A petition is written as one piece or not at all;
writing it a second time changes nothing.
"""

from collections.abc import Collection, Iterable, Sequence
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
    Registered,
    Submit,
)
from petition_es.domain.petition.number import SERIAL_DIGITS
from petition_es.domain.refusals import Refusal
from petition_es.domain.regime.law import NO_LAW, Law
from petition_es.office.policy import Policy
from petition_es.office.ports import EventLog, Numbers


@dataclass(frozen=True)
class Step:
    """One act of a history, with its entry."""

    act: Act
    entry: Entry


@dataclass(frozen=True)
class History:
    """A petition's life as it is known elsewhere; the first step is its submission.

    `persons` are the first events of who stands behind it, for those who are not known yet.
    """

    petition_id: UUID
    steps: tuple[Step, ...]
    persons: tuple[Event, ...] = ()


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


class HistoryNumbers(Numbers, Protocol):
    """A register of numbers that answers for many in one go."""

    def taken(self, numbers: Collection[str]) -> set[str]:
        """Which of these numbers belong to a petition."""


class Histories:
    """Writes batches of histories, each batch in one transaction."""

    def __init__(
        self, log: EventLog, numbers: HistoryNumbers, policy: Policy, law: Law = NO_LAW
    ) -> None:
        self._log, self._numbers, self._policy, self._law = log, numbers, policy, law

    def write(self, batch: Sequence[History], also: Sequence[Event] = ()) -> list[Outcome]:
        """Write those that are new and lawful; `also` holds events of other streams to go along."""
        known = self._log.load_many(_streams(batch))
        new = (history for history in batch if not known.get(history.petition_id))
        unnumbered = (history for history in new if not _own_number(history))
        numbers = _FreeNumbers(self._numbers, map(_first_choice, unnumbered))
        outcomes, events = [], list(also)
        for history in batch:
            outcome, fresh = self._judge(history, known.get(history.petition_id), numbers)
            outcomes.append(outcome)
            if fresh:
                strangers = [e for e in history.persons if e.originator_id not in known]
                events += [*strangers, *fresh]
                known |= {e.originator_id: [e] for e in strangers}
                known[history.petition_id] = list(fresh)
        if events:
            self._log.append(events)
        return outcomes

    def _judge(
        self, history: History, known: list[Event] | None, numbers: "_FreeNumbers"
    ) -> tuple[Outcome, Sequence[PetitionEvent]]:
        number = _number_of(known or ()) or _own_number(history)
        number = number or numbers.next_from(_first_choice(history))
        try:
            petition = self._live(history, number)
        except _FellAt as fall:
            return Outcome(history, Fate.REFUSED, fall.refusal, fall.step), ()
        events = petition.collect_events()
        if known:
            fate = Fate.ALREADY if same_story(events, known) else Fate.OTHER_CONTENT
            return Outcome(history, fate), ()
        numbers.give_out(number)
        return Outcome(history, Fate.IMPORTED, events=len(events)), events

    def _live(self, history: History, number: str) -> Petition:
        petition = Petition(history.petition_id)
        for index, step in enumerate(history.steps):
            try:
                entry = self._under_the_law(step.entry)
                if isinstance(step.act, Submit):
                    petition = Petition.submitted(history.petition_id, step.act, entry)
                else:
                    self._take(petition, step.act, entry, number)
            except Refusal as refusal:
                raise _FellAt(index, refusal) from refusal
        return petition

    def _under_the_law(self, entry: Entry) -> Entry:
        if not self._law.regimes:
            return entry
        return replace(entry, law=self._law, desks=self._policy.units.desktop)

    def _take(self, petition: Petition, act: Act, entry: Entry, number: str) -> None:
        if isinstance(act, Register) and not act.number:
            act = replace(act, number=number)
        self._policy.check(act, entry, petition.file)
        petition.perform(act, entry)


class _FreeNumbers:
    """The numbers that are free for one batch; the register is asked once about all first choices.

    A number is given out only with a history that is written, so that which number a petition gets
    does not hang on where a batch begins.
    """

    def __init__(self, register: HistoryNumbers, choices: Iterable[PetitionNumber]) -> None:
        first = {str(number) for number in choices}
        self._register, self._given = register, register.taken(first) if first else set()
        self._free = first - self._given

    def next_from(self, number: PetitionNumber) -> str:
        """Return this number, or where it is taken the next one free."""
        while not self._is_free(str(number)):
            number = PetitionNumber(number.year, (number.serial + 1) % 10**SERIAL_DIGITS)
        return str(number)

    def give_out(self, number: str) -> None:
        """Note that this number belongs to a petition now."""
        self._given.add(number)

    def _is_free(self, number: str) -> bool:
        if number in self._given:
            return False
        return number in self._free or self._register.find(number) is None


def _streams(batch: Iterable[History]) -> list[UUID]:
    persons = {person.originator_id for history in batch for person in history.persons}
    return [*(history.petition_id for history in batch), *persons]


def _own_number(history: History) -> str | None:
    """The number that a history brings with it from where it is known."""
    submit = history.steps[0].act
    return submit.number if isinstance(submit, Submit) else None


def _first_choice(history: History) -> PetitionNumber:
    registrations = (step for step in history.steps if isinstance(step.act, Register))
    registered = next(registrations, history.steps[0])
    return derived_number(history.petition_id, registered.entry.at.year)


def derived_number(petition_id: UUID, year: int) -> PetitionNumber:
    """The number that a petition with a derived id gets, unless another one has it."""
    return PetitionNumber(year, petition_id.int % 10**SERIAL_DIGITS)


class _FellAt(Exception):  # carries a refusal, is none
    def __init__(self, step: int, refusal: Refusal) -> None:
        super().__init__(step)
        self.step, self.refusal = step, refusal


def same_story(told: Iterable[Event], known: Sequence[Event]) -> bool:
    """Tell whether a history says what is on record, whenever and under which law it was written.

    Words that were erased say nothing any more, and what was done after the import does not count.
    """
    told = list(told)
    return len(known) >= len(told) and all(
        replace(new, timestamp=old.timestamp, regime=old.regime) == old or _is_erased(old)
        for new, old in zip(told, known, strict=False)
    )


def _is_erased(event: Event) -> bool:
    words = getattr(event, "text", None) or getattr(event, "title", None)
    return words is not None and words.reveal() is None


def _number_of(known: Iterable[Event]) -> str:
    return next((event.number for event in known if isinstance(event, Registered)), "")
