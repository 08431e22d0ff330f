"""What all events of a petition have in common."""

from dataclasses import dataclass
from typing import ClassVar

from petition_es.domain.event import Event
from petition_es.domain.petition.file import PetitionFile


@dataclass(frozen=True, kw_only=True)
class PetitionEvent(Event):
    """One step in the life of a petition; its applier writes it into the petition's file."""

    STREAM: ClassVar[str] = "Petition"
    FIXED: ClassVar[frozenset[str]] = frozenset()
    """Fields that say which thing the entry is about: wrong ones are voided, not amended."""

    def apply(self, file: PetitionFile) -> None:
        """Write into the file what has happened. Never refuses: what happened, happened."""
