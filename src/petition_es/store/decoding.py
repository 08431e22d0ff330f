"""Events for whoever folds many: of the right class, as near to the stored row as can be.

A projection looks at few fields of few events. So the JSON of an event that is decoded here is the
event: only a field of a type that JSON does not have is converted, when it is looked at. What does
not fit its class is refused then, not before. In every other way it is an instance of its class.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, ClassVar, Final, Literal, Union, get_args, get_origin
from uuid import UUID

import orjson

from petition_es.domain.event import TOPICS, Event
from petition_es.domain.sealed import Sealed
from petition_es.domain.shape import declared
from petition_es.store.codec import read_time
from petition_es.store.envelopes import Envelope
from petition_es.store.faults import SealNotFetched, UnknownTopic, UnreadableEvent
from petition_es.store.log_reader import LogRow
from petition_es.store.mapper import CONVERTER, SEALED, VERSION, upcast
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.sealed_fields import paths_in, put_back
from petition_es.store.sealing import Seal
from petition_es.store.stored import PetitionNotification

STREAM_ID: Final = 1
STREAM_VERSION: Final = 2
EVENT_ID: Final = 3
RECORDED_AT: Final = 4
TOPIC: Final = 5
SAID: Final = 6
STATE: Final = 7

IN_COLUMNS = {
    "originator_id": STREAM_ID,
    "originator_version": STREAM_VERSION,
    "event_id": EVENT_ID,
    "timestamp": RECORDED_AT,
}
"""Fields that are a column of the row, already of their type."""

AT_STORED = "_at"
FAULT = "_fault"
ENVELOPE = "_envelope"
AS_STORED = (str, bool, int)
"""What is in its place as soon as the JSON is read, as words of a list are, too: they were checked
when they were written."""


class _Missing:
    """A field that the class needs, looked at where the content lacks it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, event: Any, _: type) -> Any:
        if event is None:
            return self
        raise _unreadable(event, f"it has no {self.name}")


class _Converted:
    """A field that is converted at the first look; as it is in JSON it can never be seen."""

    def __init__(self, field: "dataclasses.Field[Any]", hint: Any) -> None:
        self.name, self.kept, self.field, self.hint = field.name, f"_{field.name}", field, hint
        self.convert = CONVERTER.get_structure_hook(hint)
        self.holds_words = any(True for _ in paths_in(hint))

    def __get__(self, event: Any, _: type) -> Any:
        if event is None:
            return self
        known = event.__dict__
        value = known.get(self.kept, self)
        if value is self:
            value = known[self.kept] = self._read(event)
        return value

    def __set__(self, event: Any, value: Any) -> None:
        event.__dict__[self.kept] = value

    def _read(self, event: Any) -> Any:
        known = event.__dict__
        if self.holds_words and SEALED in known:
            self._put_seals_back(known)
        if self.name not in known:
            return self._default(event)
        try:
            return self.convert(known[self.name], self.hint)
        except Exception as reason:
            raise _unreadable(event, f"{self.name}: {reason}") from reason

    def _put_seals_back(self, known: dict[str, Any]) -> None:
        paths = [path for path in known[SEALED] if path.partition(".")[0] == self.name]
        if paths and (envelope := known.get(ENVELOPE)) is not None:
            put_back(known, {path: envelope.closed(path) for path in paths})
        elif paths:
            unfetched = Sealed.closed(_not_fetched(known["event_id"]))
            put_back(known, dict.fromkeys(paths, unfetched))

    def _default(self, event: Any) -> Any:
        if self.field.default_factory is not dataclasses.MISSING:
            return self.field.default_factory()
        if self.field.default is not dataclasses.MISSING:
            return self.field.default
        raise _unreadable(event, f"it has no {self.name}")


class _At:
    """The time of an event, which everybody looks at, some many times.

    What is in JSON lies under another name, so that from the second look on the time itself is in
    its place.
    """

    def __get__(self, event: Any, _: type) -> Any:
        if event is None:
            return self
        known = event.__dict__
        try:
            value = known["at"] = read_time(known[AT_STORED], datetime)
        except Exception as reason:
            raise _unreadable(event, f"at: {reason!r}") from reason
        return value


class _Faulty:
    """A field of a row whose content cannot be read at all."""

    def __get__(self, event: Any, _: type) -> Any:
        if event is None:
            return self
        raise event.__dict__[FAULT]


class _Decoded:
    """What decoded events have beside their class: equality with an event made in any other way."""

    EVENT_CLASS: ClassVar[Any]
    FAULTY: ClassVar[Any]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, self.EVENT_CLASS):
            return NotImplemented
        names = declared(self.EVENT_CLASS)
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        return hash(self.event_id)  # type: ignore[attr-defined]  # every event has one


Decoder = Callable[[LogRow], Event]


def notification(row: LogRow) -> PetitionNotification:
    """A row as the mapper takes it."""
    position, stream, version, event_id, recorded_at, topic, said, state, sealed = row
    return PetitionNotification(
        originator_id=stream,
        originator_version=version,
        topic=topic,
        state=state,
        id=position,
        event_id=event_id,
        recorded_at=recorded_at,
        metadata=orjson.loads(said),
        sealed=sealed,
    )


def decode_with_words(row: LogRow, seal: Seal, keys: OpeningKeys) -> Event:
    """The event of a row that was read with its envelope, which is opened at the first look."""
    event = decode(row)
    if SEALED in event.__dict__:
        event.__dict__[ENVELOPE] = Envelope(notification(row), seal, keys)
    return event


def decode(row: LogRow) -> Event:
    """The event of a row; its sealed words were not fetched, and nobody can look at them."""
    kind = _CLASSES.get(row[TOPIC]) or _class_of(row)
    event: Event = object.__new__(kind)
    try:
        content = orjson.loads(row[STATE])
        if row[SAID] != "{}":
            content.update(orjson.loads(row[SAID]))
        content["originator_id"] = row[STREAM_ID]
        content["originator_version"] = row[STREAM_VERSION]
        content["event_id"] = row[EVENT_ID]
        content["timestamp"] = row[RECORDED_AT]
        if VERSION in content or kind.class_version > 1:
            upcast(kind.EVENT_CLASS, content)
    except Exception as reason:  # noqa: BLE001  # told to whoever looks; upcasters raise anything
        return _faulty(kind, row, reason)
    content[AT_STORED] = content.pop("at", None)
    object.__setattr__(event, "__dict__", content)
    return event


def _faulty(kind: Any, row: LogRow, reason: Exception) -> Event:
    """An event that says what is wrong with it to whoever looks at its content."""
    event: Event = object.__new__(kind.FAULTY)
    columns = {name: row[column] for name, column in IN_COLUMNS.items()}
    event.__dict__.update(columns)
    event.__dict__[FAULT] = _unreadable(event, str(reason))
    return event


_CLASSES: dict[str, Any] = {}


def _class_of(row: LogRow) -> Any:
    event_class = TOPICS.get(row[TOPIC])
    if event_class is None:
        raise UnknownTopic(event_id=row[EVENT_ID], topic=row[TOPIC])
    hints = declared(event_class)
    fields = {field.name: field for field in dataclasses.fields(event_class)}
    shown = {name: _shown(fields[name], hint) for name, hint in hints.items()}
    faulty = _made(event_class, {name: _Faulty() for name in hints if name not in IN_COLUMNS})
    kind = _made(event_class, {**{n: f for n, f in shown.items() if f}, "FAULTY": faulty})
    _CLASSES[row[TOPIC]] = kind
    return kind


def _made(event_class: Any, fields: Mapping[str, Any]) -> Any:
    # Its STREAM says that it is no event of its own, as with the base class of a stream.
    own = {"STREAM": event_class.STREAM, "EVENT_CLASS": event_class}
    return type(event_class.__name__, (_Decoded, event_class), {**own, **fields})


def _shown(field: "dataclasses.Field[Any]", hint: Any) -> Any:
    """What stands for a field; nothing, where it or its default is in its place at once."""
    if field.name == "at":
        return _At()
    if field.name not in IN_COLUMNS and not all(map(_is_as_stored, _choices(hint))):
        return _Converted(field, hint)
    has_default = field.default is not dataclasses.MISSING
    return None if has_default or field.name in IN_COLUMNS else _Missing(field.name)


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _is_as_stored(hint: Any) -> bool:
    return hint in AS_STORED or hint is NoneType or get_origin(hint) is Literal


def _not_fetched(event_id: UUID) -> Callable[[], str]:
    def refuse() -> str:
        raise SealNotFetched(event_id=event_id)

    return refuse


def _unreadable(event: Any, reason: str) -> UnreadableEvent:
    return UnreadableEvent(
        version=event.originator_version,
        stream=event.originator_id,
        topic=event.TOPIC,
        reason=reason,
    )
