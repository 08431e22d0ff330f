"""A petitioner (信访人): a pseudonym outside, a sealed identity inside.

A stream of its own, so that one erasure reaches everything that is known of a person.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from petition_es.domain.aggregate import Record
from petition_es.domain.codes import Channel
from petition_es.domain.entry import Entry
from petition_es.domain.event import Event
from petition_es.domain.refusals import AlreadyErased
from petition_es.domain.sealed import Sealed


@dataclass(frozen=True, kw_only=True)
class PetitionerEvent(Event):
    """One step in what is known of a person."""

    STREAM: ClassVar[str] = "Petitioner"

    def apply(self, petitioner: "Petitioner") -> None:
        """Write into the petitioner's record what has happened."""


@dataclass(frozen=True, kw_only=True)
class Created(PetitionerEvent):
    """A person, named or anonymous, first appeared; `petitioner_id` is the pseudonym."""

    petitioner_id: str

    def apply(self, petitioner: "Petitioner") -> None:
        """Give the pseudonym."""
        petitioner.petitioner_id = self.petitioner_id


@dataclass(frozen=True, kw_only=True)
class AccountRegistered(PetitionerEvent):
    """The person opened an account on a channel."""

    channel: Channel

    def apply(self, petitioner: "Petitioner") -> None:
        """Keep the channel."""
        petitioner.channels.append(self.channel)


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(PetitionerEvent):
    """Who the person is, sealed under the person's key; `match` is a keyed hash for matching."""

    name: Sealed | None = None
    id_number: Sealed | None = None
    phone: Sealed | None = None
    address: Sealed | None = None
    match: str | None = None

    def apply(self, petitioner: "Petitioner") -> None:
        """Keep the latest identity."""
        petitioner.identity = self


@dataclass(frozen=True, kw_only=True)
class Erased(PetitionerEvent):
    """The person's keys were destroyed: nothing sealed under them can be read any more."""

    def apply(self, petitioner: "Petitioner") -> None:
        """Stay erased."""
        petitioner.is_erased = True


class Petitioner(Record[PetitionerEvent]):
    """信访人: what is known of one person."""

    petitioner_id: str = ""
    identity: IdentityLinked | None = None
    is_erased: bool = False

    def __init__(self, record_id: UUID) -> None:
        super().__init__(record_id)
        self.channels: list[Channel] = []

    def create(self, entry: Entry, *, petitioner_id: str) -> None:
        """Open the record of a person under a pseudonym; opening it again changes nothing."""
        if self.version == 0:
            self.record(Created, entry, petitioner_id=petitioner_id)

    def register_account(self, entry: Entry, *, channel: Channel) -> None:
        """Note an account on a channel."""
        self._stands()
        self.record(AccountRegistered, entry, channel=channel)

    def link_identity(
        self,
        entry: Entry,
        *,
        name: Sealed | None = None,
        id_number: Sealed | None = None,
        phone: Sealed | None = None,
        address: Sealed | None = None,
        match: str | None = None,
    ) -> None:
        """Note who the person is."""
        self._stands()
        self.record(
            IdentityLinked,
            entry,
            name=name,
            id_number=id_number,
            phone=phone,
            address=address,
            match=match,
        )

    def erase(self, entry: Entry) -> None:
        """Note that the person's keys are destroyed; a second time changes nothing."""
        if not self.is_erased:
            self.record(Erased, entry)

    def _stands(self) -> None:
        if self.is_erased:
            raise AlreadyErased(petitioner=self.petitioner_id)
