"""Erasing a person (删除): the keys go first, then the record says so."""

from petition_es.domain.entry import Entry
from petition_es.domain.refusals import NoSuchPetitioner, RoleMayNot
from petition_es.office.petitioner_registry import PetitionerRegistry
from petition_es.office.ports import Shredder


class Erasure:
    """Carries out a person's request to be forgotten."""

    def __init__(self, shredder: Shredder, persons: PetitionerRegistry) -> None:
        self._shredder, self._persons = shredder, persons

    def erase(self, entry: Entry, petitioner_id: str) -> int:
        """Erase everything that is known of a person; answer how many petitions lost their words.

        Only a steward may. A second time destroys what came in since, and changes nothing else.
        """
        if entry.actor.role != "steward":
            raise RoleMayNot(role=entry.actor.role, act="erase")
        # Whom an office only wrote down in a petition has keys, and no record of their own.
        is_known = self._shredder.knows(petitioner_id) or self._persons.find(petitioner_id)
        if not is_known:
            raise NoSuchPetitioner(petitioner=petitioner_id)
        erased = self._shredder.erase(petitioner_id, entry.recorded_at)
        self._persons.note_erasure(entry, petitioner_id)
        return len(erased.petitions)
