"""Folding: events in the order in which they happened become the petition's file."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile


def write(event: PetitionEvent, file: PetitionFile) -> None:
    """Enter an event in the file, and let it take effect."""
    file.entries[event.event_id] = event
    event.apply(file)


def fold(
    happened: Iterable[PetitionEvent], origins: Mapping[UUID, UUID] | None = None
) -> PetitionFile:
    """Fold a file from nothing."""
    file = PetitionFile(origins=origins or {})
    for event in happened:
        write(event, file)
    return file
