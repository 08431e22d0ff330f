"""The stored form of an event: the library's four columns and those of our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent


@dataclass(frozen=True)
class PetitionStoredEvent(StoredEvent):
    """One row of the log, without its position.

    `sealed` is the envelope of the sealed words, None when there are none to be read.
    """

    originator_id: UUID
    event_id: UUID
    recorded_at: datetime
    metadata: Mapping[str, str]
    sealed: bytes | None = None
    sealed_fetched: bool = True

    @classmethod
    def made(cls, **columns: Any) -> Self:
        """Make one of all its columns, in a third of the time that a frozen class takes for it."""
        stored = object.__new__(cls)
        stored.__dict__.update(columns)
        return stored


@dataclass(frozen=True)
class PetitionNotification(PetitionStoredEvent, Notification):
    """One row of the log with its position, which the library calls `id`."""
