"""What is said of an act beside its content, and what it leaves in the record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from petition_es.domain.codes import Channel, Precision, Source
from petition_es.domain.event import Event
from petition_es.domain.petition import Petition, State


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
class Once:
    """What makes a command be done once: its sender's key for it, and a fingerprint of its body."""

    key: str
    body: str


@dataclass(frozen=True)
class Recorded:
    """What an act left in the record: its events, their positions, and how the petition stands."""

    petition_id: UUID
    version: int
    events: tuple[Event, ...]
    position: int
    state: State
    number: str | None = None
    query_code: str | None = None
    """Drawn by this act and shown this once; the record keeps only a hash."""

    @classmethod
    def of(
        cls, petition: Petition, events: tuple[Event, ...], position: int, code: str | None
    ) -> "Recorded":
        """What these events left, the last of them at this position."""
        return cls(
            petition_id=petition.id,
            version=petition.version,
            events=events,
            position=position,
            state=petition.file.state,
            number=petition.file.number,
            query_code=code,
        )


NOW = Circumstances()
