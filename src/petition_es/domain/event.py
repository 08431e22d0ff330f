"""What every event of every stream carries, and how an event is made from an entry."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from petition_es.domain.codes import Channel, Precision, Role, Source
from petition_es.domain.entry import Entry
from petition_es.domain.shape import declared

TOPICS: dict[str, type["Event"]] = {}
"""Every event class by its stable topic; topics are storage format and never change."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, for ever.

    `at` is when it happened in the office (UTC, with the office's offset beside it), `timestamp`
    when it was recorded, by the office's clock. Names and fields are storage format.
    """

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    event_id: UUID
    command_id: UUID | None = None
    correlation_id: UUID | None = None
    regime: str | None = None
    at: datetime
    at_precision: Precision = "second"
    tz_offset: str = "+00:00"
    unit_id: str | None = None
    actor: str
    role: Role
    on_behalf_of: str | None = None
    entry_channel: Channel | None = None
    rests_on: tuple[UUID, ...] = ()
    source: Source | None = None

    STREAM: ClassVar[str] = ""
    TOPIC: ClassVar[str] = ""
    BY_PARTY: ClassVar[bool] = False
    """A petitioner's own step: an officer who writes it down does so on behalf of that person."""
    class_version: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        """Enter the class in the register of topics under the stream's name and its own."""
        super().__init_subclass__()
        if "STREAM" in cls.__dict__:  # A stream's own base class is no event.
            return
        cls.TOPIC = f"{cls.STREAM}.{cls.__name__}"
        TOPICS[cls.TOPIC] = cls
        # Else a hash would be made of the whole content, and open the seals for it.
        cls.__hash__ = _hash_of_id  # type: ignore[assignment,method-assign]

    def __deepcopy__(self, memo: object) -> Self:
        """What happened never changes, so a copy is the event itself."""
        return self

    @property
    def local_at(self) -> datetime:
        """`at` on the wall clock of the office that acted."""
        return self.at.astimezone(zone_of(self.tz_offset))

    @property
    def sealed_for(self) -> str | None:
        """The person whose own words these are; None: they belong to the whole stream.

        Words of one person are sealed under that person's key, others under the petition's.
        """
        return None

    @property
    def sealed_with(self) -> UUID:
        """The petition under whose key its words are, where they are no single person's."""
        return self.originator_id

    @property
    def acting_unit(self) -> str | None:
        """The unit whose step this was: the one acted for, else the actor's own."""
        if self.role == "petitioner":
            return None
        return self.unit_id if self.BY_PARTY else self.on_behalf_of or self.unit_id

    @property
    def known_at(self) -> datetime | None:
        """When it became known: recorded here, or in the source it came from (None: not known)."""
        return self.timestamp if self.source is None else self.source.recorded_at

    @classmethod
    def of(
        cls,
        entry: Entry,
        *,
        originator_id: UUID,
        originator_version: int,
        rests_on: tuple[UUID, ...],
        content: Mapping[str, Any],
    ) -> Self:
        """Make the event that `entry` records: its stamp, its place in the stream, its content."""
        return cls(
            originator_id=originator_id,
            originator_version=originator_version,
            timestamp=entry.recorded_at.astimezone(UTC),
            event_id=entry.event_id,
            command_id=entry.command_id,
            correlation_id=entry.correlation_id,
            regime=entry.regime,
            at=entry.at_utc,
            at_precision=entry.at_precision,
            tz_offset=entry.tz_offset,
            unit_id=entry.actor.unit_id,
            actor=entry.actor.actor_id,
            role=entry.actor.role,
            on_behalf_of=entry.on_behalf_of,
            entry_channel=entry.entry_channel,
            rests_on=rests_on,
            source=entry.source,
            **content,
        )


def _hash_of_id(event: Event) -> int:
    """No two events share an id."""
    return hash(event.event_id)


@cache
def zone_of(tz_offset: str) -> timezone:
    """The zone of an office, from its offset as it is stored (`+08:00`)."""
    sign = -1 if tz_offset.startswith("-") else 1
    hours, minutes = tz_offset[1:].split(":")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))


STAMP = frozenset(field.name for field in dataclasses.fields(Event))
"""The fields that every event carries; all others are the event's own content."""


def content_fields(event_class: type) -> frozenset[str]:
    """Name the fields that belong to this kind of event alone."""
    return _content_fields(event_class)


@cache
def _content_fields(event_class: type) -> frozenset[str]:
    return frozenset(declared(event_class)) - STAMP
