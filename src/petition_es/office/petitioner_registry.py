"""The registry of petitioners: who is behind a pseudonym, under seal."""

from uuid import UUID

from petition_es.domain.codes import Channel
from petition_es.domain.entry import Entry
from petition_es.domain.identity import petitioner_stream
from petition_es.domain.petitioner import Petitioner, PetitionerEvent
from petition_es.domain.sealed import Sealed
from petition_es.office.ports import EventLog


class PetitionerRegistry:
    """Opens the record of a person, and notes who the person is."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def find(self, petitioner_id: str) -> Petitioner | None:
        """The person behind this pseudonym, or None."""
        return self._load(petitioner_stream(petitioner_id))

    def create(self, entry: Entry, petitioner_id: str) -> Petitioner:
        """Open the record of a person; a person known already stays as they are."""
        petitioner = self.find(petitioner_id) or Petitioner(petitioner_stream(petitioner_id))
        petitioner.create(entry, petitioner_id=petitioner_id)
        return self._save(petitioner)

    def introduce(
        self,
        entries: tuple[Entry, Entry],
        petitioner_id: str,
        *,
        name: Sealed,
        phone: Sealed | None = None,
    ) -> Petitioner:
        """Open the record of a person and note who the person is: both are recorded, or neither."""
        opened, noted = entries
        petitioner = self._known(petitioner_id)
        petitioner.create(opened, petitioner_id=petitioner_id)
        petitioner.link_identity(noted, name=name, phone=phone)
        return self._save(petitioner)

    def register_account(self, entry: Entry, petitioner_id: str, channel: Channel) -> Petitioner:
        """Note that the person opened an account on a channel."""
        petitioner = self._known(petitioner_id)
        petitioner.register_account(entry, channel=channel)
        return self._save(petitioner)

    def link_identity(
        self,
        entry: Entry,
        petitioner_id: str,
        *,
        name: Sealed | None = None,
        id_number: Sealed | None = None,
        phone: Sealed | None = None,
        address: Sealed | None = None,
        match: str | None = None,
    ) -> Petitioner:
        """Note who the person is; the words are sealed under the person's own key."""
        petitioner = self._known(petitioner_id)
        petitioner.link_identity(
            entry, name=name, id_number=id_number, phone=phone, address=address, match=match
        )
        return self._save(petitioner)

    def note_erasure(self, entry: Entry, petitioner_id: str) -> Petitioner:
        """Record that the person was erased; the keys are destroyed by the store before."""
        petitioner = self._known(petitioner_id)
        petitioner.erase(entry)
        return self._save(petitioner)

    def _known(self, petitioner_id: str) -> Petitioner:
        return self.find(petitioner_id) or Petitioner(petitioner_stream(petitioner_id))

    def _load(self, stream_id: UUID) -> Petitioner | None:
        events = [e for e in self._log.load(stream_id) if isinstance(e, PetitionerEvent)]
        return Petitioner.replay(None, events)

    def _save(self, petitioner: Petitioner) -> Petitioner:
        if events := petitioner.collect_events():
            self._log.append(events)
        return petitioner
