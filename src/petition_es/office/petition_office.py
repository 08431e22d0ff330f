"""The office: takes an act to a petition, lets the petition decide, and records what it decided."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from petition_es.domain.entry import Actor, Entry
from petition_es.domain.event import Event
from petition_es.domain.petition import (
    Act,
    Correct,
    IssueQueryCode,
    Link,
    Merge,
    Petition,
    PetitionEvent,
    PetitionNumber,
    Refer,
    Register,
    Submit,
)
from petition_es.domain.refusals import (
    AccusationsStayClosed,
    KeyReused,
    NoSuchPetition,
    PetitionMovedOn,
    Refusal,
)
from petition_es.domain.regime.law import NO_LAW, Law
from petition_es.office import query_code
from petition_es.office.circumstances import NOW, Circumstances, Once, Recorded
from petition_es.office.open_files import OpenFiles
from petition_es.office.policy import Policy
from petition_es.office.ports import Answers, Clock, EventLog, NewId, Numbers
from petition_es.store.command_answers import Answer, KeptAnswer
from petition_es.store.faults import ConcurrentChange, NumberTaken

REMEMBERED = timedelta(hours=24)
"""How long the answer to a command is remembered."""

SWEPT_EVERY = timedelta(minutes=10)
"""How long answers may lie in the store after that."""


class PetitionOffice:
    """信访工作机构: where every act on a petition passes; get, act, save."""

    def __init__(
        self,
        log: EventLog,
        numbers: Numbers,
        answers: Answers,
        policy: Policy,
        *,
        clock: Clock,
        new_id: NewId,
        law: Law = NO_LAW,
    ) -> None:
        self._log, self._numbers, self._policy = log, numbers, policy
        self._answers, self._clock, self._new_id = answers, clock, new_id
        self._law = law
        self._files = OpenFiles()
        self._swept = clock()

    def submit(
        self,
        act: Submit,
        by: Actor,
        when: Circumstances = NOW,
        *,
        petition_id: UUID | None = None,
        once: Once | None = None,
    ) -> Recorded:
        """Take in a submission: a petition begins, with its number and its first query code.

        A `petition_id` is given where documents were kept for the petition before.
        """
        return self._done_once(
            once, lambda: self._submit_numbered(act, self.entry(by, when), petition_id, once)
        )

    def perform(
        self,
        petition_id: UUID,
        act: Act,
        by: Actor,
        when: Circumstances = NOW,
        *,
        if_version: int | None = None,
        once: Once | None = None,
    ) -> Recorded:
        """Let an actor perform an act on a petition.

        Refuses by the name of the rule. With `if_version` the act is refused when the petition has
        moved on from the version that the actor saw.
        """
        return self._done_once(
            once, lambda: self._perform(petition_id, act, self.entry(by, when), if_version, once)
        )

    def preview(
        self,
        petition_id: UUID,
        act: Act,
        by: Actor,
        when: Circumstances = NOW,
        *,
        if_version: int | None = None,
    ) -> Petition:
        """The petition as it would stand after an act: refused alike, and nothing is recorded.

        What would be recorded are the events that the petition still has to hand over.
        """
        petition = self.petition(petition_id)
        self._decide(petition, act, self.entry(by, when), if_version)
        return petition

    def petition(self, petition_id: UUID) -> Petition:
        """The petition as it stands; refused when there is none."""
        events = [e for e in self._log.load(petition_id) if isinstance(e, PetitionEvent)]
        petition = Petition.replay(None, events)
        if petition is None:
            raise NoSuchPetition(petition=petition_id)
        return petition

    def petition_id(self, number: str) -> UUID:
        """The petition that has this number; a mistyped number is named as such."""
        entry = self._numbers.find(str(PetitionNumber.parse(number)))
        if entry is None:
            raise NoSuchPetition(petition=number)
        return entry.petition_id

    def entry(self, by: Actor, when: Circumstances = NOW) -> Entry:
        """Stamp an act with the office's clock."""
        now = self._clock()
        return Entry(
            event_id=when.event_id or self._new_id(),
            actor=by,
            at=when.at or now,
            at_precision=when.at_precision,
            recorded_at=now,
            on_behalf_of=when.on_behalf_of,
            entry_channel=when.entry_channel,
            command_id=when.command_id,
            correlation_id=when.correlation_id,
            source=when.source,
            law=self._law,
            desks=self._policy.units.desktop,
        )

    def _submit_numbered(
        self, act: Submit, entry: Entry, new: UUID | None, once: Once | None
    ) -> Recorded:
        """Draw a number, which is hardly ever taken, and another one where it is."""
        while True:
            try:
                return self._submit(act, entry, new, once)
            except NumberTaken:
                if act.number is not None:
                    raise

    def _submit(self, act: Submit, entry: Entry, new: UUID | None, once: Once | None) -> Recorded:
        number = act.number or str(_drawn_number(entry.at.year))
        petition = Petition.submitted(new or self._new_id(), replace(act, number=number), entry)
        self._policy.check(act, entry, petition.file)
        code = query_code.draw()
        receipt = IssueQueryCode(code_hash=query_code.hash_of(code))
        petition.perform(receipt, replace(entry, event_id=self._new_id()))
        return self._save(petition, code, once)

    def _perform(
        self,
        petition_id: UUID,
        act: Act,
        entry: Entry,
        if_version: int | None,
        once: Once | None,
    ) -> Recorded:
        petition = self._files.take(petition_id)
        if petition is not None:
            try:
                return self._act_on(petition, act, entry, if_version, once)
            except (ConcurrentChange, Refusal):
                pass  # Somebody else may have written to it meanwhile: then it stands otherwise.
        return self._act_on(self.petition(petition_id), act, entry, if_version, once)

    def _act_on(
        self,
        petition: Petition,
        act: Act,
        entry: Entry,
        if_version: int | None,
        once: Once | None,
    ) -> Recorded:
        code = self._decide(petition, act, entry, if_version)
        return self._save(petition, code, once)

    def _decide(
        self, petition: Petition, act: Act, entry: Entry, if_version: int | None
    ) -> str | None:
        """Let the petition decide on an act; return the secret code that was drawn for it."""
        act, code = self._completed(act, entry, petition)
        self._policy.check(act, entry, petition.file)
        self._check_other(act, entry.actor)
        if if_version is not None and if_version != petition.version:
            raise PetitionMovedOn(version=petition.version, expected=if_version)
        petition.perform(act, entry)
        return code

    def _done_once(self, once: Once | None, do: Callable[[], Recorded]) -> Recorded:
        """Do a command, or answer again what was answered when it was done.

        It is done at once, and falls over its key when that was used before: most commands are sent
        once, and need not ask first.
        """
        if once is None:
            return do()
        try:
            return do()
        except (ConcurrentChange, Refusal) as conflict:
            if earlier := self._answered(once):
                return earlier
            if not isinstance(conflict, ConcurrentChange):
                raise
        self._answers.forget_expired(self._clock())  # Or what fell over an old key does it again.
        return do()

    def _answered(self, once: Once) -> Recorded | None:
        answer = self._answers.find(once.key, once.body, self._clock())
        if answer is None:
            return None
        if not answer.is_same_body:
            raise KeyReused
        events = self._log.load(answer.petition_id)[: answer.last]
        petition = Petition.replay(None, [e for e in events if isinstance(e, PetitionEvent)])
        if petition is None:
            raise NoSuchPetition(petition=answer.petition_id)
        positions = self._log.positions(answer.petition_id, answer.first, answer.last)
        fresh = tuple(events[answer.first - 1 :])
        return Recorded.of(petition, fresh, positions[-1], answer.secret)

    def _check_other(self, act: Act, by: Actor) -> None:
        """Whoever merges has a part in the survivor; what is closed to others stays closed."""
        if by.role == "importer" or not isinstance(act, Merge | Link):
            return
        named = act.survivor if isinstance(act, Merge) else act.other
        other = self.petition(self.petition_id(named)).file
        if isinstance(act, Link):
            return
        if self._policy.audience(by, other) != "officer":
            raise NoSuchPetition(petition=named)
        if other.is_confidential:
            raise AccusationsStayClosed

    def _completed(self, act: Act, entry: Entry, petition: Petition) -> tuple[Act, str | None]:
        """Fill in what only the office can: a fresh number, a secret code, an id, how it goes."""
        if isinstance(act, Register) and not (act.number or petition.file.number):
            return replace(act, number=str(self._free_number(entry.at.year))), None
        if isinstance(act, IssueQueryCode) and not act.code_hash:
            code = query_code.draw()
            return replace(act, code_hash=query_code.hash_of(code)), code
        if isinstance(act, Correct) and act.effect == "amend" and act.replacement_id is None:
            return replace(act, replacement_id=self._new_id()), None
        if isinstance(act, Refer) and entry.actor.role != "importer":
            return self._policy.routing.leg(act, entry.at), None
        return act, None

    def _free_number(self, year: int) -> PetitionNumber:
        while True:
            number = _drawn_number(year)
            if self._numbers.find(str(number)) is None:
                return number

    def _save(self, petition: Petition, code: str | None, once: Once | None) -> Recorded:
        events = tuple(petition.collect_events())
        answer = self._answer(petition, events, code, once) if once else None
        positions = self._log.append(events, answer)
        self._files.put(petition)
        return Recorded.of(petition, events, positions[-1], code)

    def _answer(
        self, petition: Petition, events: tuple[Event, ...], code: str | None, once: Once
    ) -> KeptAnswer:
        """What is remembered of an answer; now and then, what is over is forgotten."""
        now = self._clock()
        if now - self._swept > SWEPT_EVERY:
            self._swept = now
            self._answers.forget_expired(now)
        first, last = events[0].originator_version, events[-1].originator_version
        answer = Answer(petition_id=petition.id, first=first, last=last, secret=code)
        return self._answers.keeping(once.key, once.body, answer, expires_at=now + REMEMBERED)


def _drawn_number(year: int) -> PetitionNumber:
    return PetitionNumber(year, secrets.randbelow(10**10))
