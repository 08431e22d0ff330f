"""Events in their stored form and back: the library's mapper, with our own topics and our seals."""

from typing import Any, cast
from uuid import UUID

from cattrs import Converter
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from petition_es.domain import inquiry, petition, petitioner, unit
from petition_es.domain.event import TOPICS, Event
from petition_es.store.codec import OrjsonTranscoder, make_converter, stated
from petition_es.store.envelopes import Envelope, close_envelope, place_of
from petition_es.store.faults import StoreFault, UnknownTopic, UnreadableEvent, UnstorableEvent
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.sealed_fields import put_back, sealed_words
from petition_es.store.sealing import Seal
from petition_es.store.sealing_keys import SealingKeys
from petition_es.store.stored import PetitionStoredEvent

STREAMS = (petition, petitioner, unit, inquiry)
"""The modules whose events enter the register of topics when they are imported."""

METADATA = ("command_id", "correlation_id", "regime")
"""Fields that say how an event came about; they have a column of their own."""

COLUMNS = frozenset({"originator_id", "originator_version", "event_id", "timestamp", *METADATA})
"""Fields that are not in the state, because they have columns."""

SEALED = "sealed"
"""The name in a state under which the paths of its sealed words are listed."""

VERSION = "class_version"
"""The name in a state under which the version of its shape stands, from the second one on."""

CONVERTER: Converter = make_converter()


class PetitionMapper(Mapper[UUID]):
    """Maps one batch of events.

    The state is JSON: the content of the event without what has columns, and without its sealed
    words, of which it lists the paths. Those are in an envelope, opened at the first look.
    """

    def __init__(
        self, seal: Seal, *, opening: OpeningKeys, sealing: SealingKeys | None = None
    ) -> None:
        super().__init__(OrjsonTranscoder())
        self._seal, self._opening, self._sealing = seal, opening, sealing

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> PetitionStoredEvent:
        """Write an event down, and seal its words."""
        event = cast("Event", domain_event)
        paths = sealed_words(event)
        return PetitionStoredEvent.made(
            originator_id=event.originator_id,
            originator_version=event.originator_version,
            topic=event.TOPIC,
            state=self._state(event, list(paths)),
            event_id=event.event_id,
            recorded_at=event.timestamp,
            metadata=_said(event),
            sealed=self._envelope(event, {path: word.reveal() for path, word in paths.items()}),
        )

    def _state(self, event: Event, paths: list[str]) -> bytes:
        try:
            state = stated(event, COLUMNS)
            if paths:
                state[SEALED] = paths
            if event.class_version > 1:
                state[VERSION] = event.class_version
            return self.transcoder.encode(state)
        except TypeError as reason:
            if isinstance(reason.__cause__, KeyboardInterrupt):  # orjson wraps even a Ctrl-C.
                raise reason.__cause__ from None
            raise UnstorableEvent(topic=event.TOPIC, reason=reason.__cause__ or reason) from reason

    def _envelope(self, event: Event, words: dict[str, str | None]) -> bytes | None:
        if self._sealing is None or not any(word is not None for word in words.values()):
            return None
        place = place_of(event.originator_id, event.event_id, event.TOPIC)
        return close_envelope(self._seal, self._sealing.key_for(event), words, place)

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        """Read an event back into its class, brought up to the present version of its shape."""
        stored = cast("PetitionStoredEvent", stored_event)
        event_class = TOPICS.get(stored.topic)
        if event_class is None:
            raise UnknownTopic(event_id=stored.event_id, topic=stored.topic)
        try:
            fields = self._fields(stored)
            upcast(event_class, fields)
            return read(event_class, fields)
        except StoreFault:
            raise
        except Exception as reason:  # cattrs itself raises bare exceptions
            raise UnreadableEvent(
                version=stored.originator_version,
                stream=stored.originator_id,
                topic=stored.topic,
                reason=f"{type(reason).__name__}: {reason}",
            ) from reason

    def _fields(self, stored: PetitionStoredEvent) -> dict[str, Any]:
        fields: dict[str, Any] = self.transcoder.decode(stored.state)
        if paths := fields.pop(SEALED, None):
            envelope = Envelope(stored, self._seal, self._opening)
            put_back(fields, {path: envelope.closed(path) for path in paths})
        fields.update(stored.metadata)
        fields["originator_id"] = stored.originator_id
        fields["originator_version"] = stored.originator_version
        fields["event_id"] = stored.event_id
        fields["timestamp"] = stored.recorded_at
        return fields


def _said(event: Event) -> dict[str, str]:
    if not (event.command_id or event.correlation_id or event.regime):
        return {}
    return {name: str(getattr(event, name)) for name in METADATA if getattr(event, name)}


def upcast(event_class: type[Event], fields: dict[str, Any]) -> None:
    """Bring the fields of an old event up to the present, one version after the other.

    An upcaster `upcast_v1_v2` is a static method of the event class, as in the library. It changes
    a dictionary of all fields: content as JSON, sealed words, metadata, event id and recorded time.
    """
    version = fields.pop(VERSION, 1)
    if version > event_class.class_version:
        raise ValueError(f"written as version {version}, known up to {event_class.class_version}")
    while version < event_class.class_version:
        getattr(event_class, f"upcast_v{version}_v{version + 1}")(fields)
        version += 1


def read(event_class: type[Event], fields: dict[str, Any]) -> Event:
    """Make the event, and refuse whatever does not fit its class."""
    return CONVERTER.structure(fields, event_class)
