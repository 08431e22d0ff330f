"""The office: takes an act to a petition, lets the petition decide, and records what it decided."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from petition_es.domain.codes import Channel, Precision, Source
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
    Register,
    Submit,
)
from petition_es.domain.refusals import AccusationsStayClosed, NoSuchPetition, PetitionMovedOn
from petition_es.office import query_code
from petition_es.office.policy import Policy
from petition_es.office.ports import Clock, EventLog, NewId, Numbers


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known of an act beside its content; without `at` it happens now."""

    at: datetime | None = None
    at_precision: Precision = "second"
    on_behalf_of: str | None = None
    entry_channel: Channel | None = None
    event_id: UUID | None = None
    command_id: UUID | None = None
    correlation_id: UUID | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Recorded:
    """What an act left in the record: its events, their positions, and the petition's version."""

    petition_id: UUID
    version: int
    events: tuple[Event, ...]
    position: int
    number: str | None = None
    query_code: str | None = None
    """Drawn by this act and shown this once; the record keeps only a hash."""


NOW = Circumstances()


class PetitionOffice:
    """信访工作机构: where every act on a petition passes; get, act, save."""

    def __init__(
        self, log: EventLog, numbers: Numbers, policy: Policy, clock: Clock, new_id: NewId
    ) -> None:
        self._log, self._numbers, self._policy = log, numbers, policy
        self._clock, self._new_id = clock, new_id

    def submit(self, act: Submit, by: Actor, when: Circumstances = NOW) -> Recorded:
        """Take in a submission: a petition begins, whoever hands it in."""
        entry = self.entry(by, when)
        petition_id = self._new_id()
        petition = Petition.submitted(petition_id, act, entry)
        self._policy.check(act, entry, petition.file)
        return self._save(petition)

    def perform(
        self,
        petition_id: UUID,
        act: Act,
        by: Actor,
        when: Circumstances = NOW,
        *,
        if_version: int | None = None,
    ) -> Recorded:
        """Let an actor perform an act on a petition.

        Refuses by the name of the rule. With `if_version` the act is refused when the petition has
        moved on from the version that the actor saw.
        """
        petition = self.petition(petition_id)
        entry = self.entry(by, when)
        act, code = self._completed(act, entry)
        self._policy.check(act, entry, petition.file)
        self._check_other(act, by)
        if if_version is not None and if_version != petition.version:
            raise PetitionMovedOn(version=petition.version, expected=if_version)
        petition.perform(act, entry)
        return replace(self._save(petition), query_code=code)

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
        )

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

    def _completed(self, act: Act, entry: Entry) -> tuple[Act, str | None]:
        """Fill in what only the office can: a fresh number, a secret code, an id."""
        if isinstance(act, Register) and not act.number:
            return replace(act, number=str(self._free_number(entry.at.year))), None
        if isinstance(act, IssueQueryCode) and not act.code_hash:
            code = query_code.draw()
            return replace(act, code_hash=query_code.hash_of(code)), code
        if isinstance(act, Correct) and act.effect == "amend" and act.replacement_id is None:
            return replace(act, replacement_id=self._new_id()), None
        return act, None

    def _free_number(self, year: int) -> PetitionNumber:
        while True:
            number = PetitionNumber(year, secrets.randbelow(10**10))
            if self._numbers.find(str(number)) is None:
                return number

    def _save(self, petition: Petition) -> Recorded:
        events = tuple(petition.collect_events())
        positions = self._log.append(events)
        return Recorded(
            petition_id=petition.id,
            version=petition.version,
            events=events,
            position=positions[-1],
            number=petition.file.number,
        )
