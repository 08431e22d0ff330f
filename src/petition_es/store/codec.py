"""The JSON form of events: written by orjson, read back into their types by cattrs.

A field that is None or empty because that is its default is left out. Times are UTC and end in Z.
"""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, get_args
from uuid import UUID

import orjson
from cattrs import Converter
from eventsourcing.persistence import Transcoder

from petition_es.domain.codes import Code
from petition_es.domain.sealed import Sealed
from petition_es.domain.shape import declared

EMPTY: tuple[object, ...] = ((), {})
"""What is left out, beside None, where it is the default."""

CODE_FIELDS = 3

_OPTIONS = orjson.OPT_UTC_Z


class OrjsonTranscoder(Transcoder):
    """The library's port for bytes, on orjson."""

    def encode(self, obj: Any) -> bytes:
        """Write JSON; sealed words become null, for they have an envelope of their own."""
        return orjson.dumps(obj, default=_plain, option=_OPTIONS)

    def decode(self, data: bytes) -> Any:
        """Read JSON."""
        return orjson.loads(data)


def _plain(value: object) -> dict[str, Any] | None:
    if isinstance(value, Sealed):
        return None
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"nothing of type {type(value).__name__} can be written")


def in_utc(value: Any) -> Any:
    """A moment, or a part of an event with moments in it, as it is written: in UTC."""
    if not isinstance(value, datetime):
        moments = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        in_place = {name: in_utc(each) for name, each in moments if isinstance(each, datetime)}
        return dataclasses.replace(value, **in_place)
    if value.tzinfo is None:
        raise TypeError("a time without its zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def read_time(word: str | datetime, _: type) -> datetime:
    """Read a moment back, in UTC."""
    moment = word if isinstance(word, datetime) else datetime.fromisoformat(word)
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise TypeError("a time without its zone")
    return moment.astimezone(UTC)


def stated(event: Any, apart: frozenset[str]) -> dict[str, Any]:
    """The fields of an event that are worth writing down, those `apart` excepted."""
    said: dict[str, Any] = vars(event)
    kind: Any = type(event)
    state = {
        name: value
        for name, is_left_out in _stated_fields(kind, apart)
        if ((value := said[name]) is not None or not is_left_out)
        and type(value) is not Sealed
        and not (is_left_out and value in EMPTY)
    }
    for name in _fields_with_moments(kind):
        if state.get(name) is not None:
            state[name] = in_utc(state[name])
    return state


@cache
def _stated_fields(event_class: Any, apart: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """The fields by name, and whether each is left out where it is empty, as its default is."""
    return tuple(
        (field.name, field.default is None or field.default == () or field.default_factory is dict)
        for field in dataclasses.fields(event_class)
        if field.name not in apart
    )


@cache
def _fields_with_moments(event_class: Any) -> tuple[str, ...]:
    """The fields in which a moment may stand, by itself or in a part."""
    return tuple(name for name, hint in declared(event_class).items() if _holds_moment(hint))


def _holds_moment(hint: Any) -> bool:
    is_part = isinstance(hint, type) and dataclasses.is_dataclass(hint)
    parts = declared(hint).values() if is_part else get_args(hint)
    return hint is datetime or any(map(_holds_moment, parts))


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is kind:
        return value
    if kind is float and type(value) is int:
        return float(value)
    raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")


def _uuid(value: Any, _: type) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _code(word: Any, _: type) -> Code:
    scheme, version, value = word["scheme"], word["version"], word["value"]
    if len(word) > CODE_FIELDS:
        raise TypeError("a code has a scheme, a version and a value, and nothing else")
    return _known_code(scheme, version, value)


@lru_cache(maxsize=100_000)
def _known_code(*words: Any) -> Code:
    """The same few codes stand in millions of events."""
    return Code(*(_exactly(word, str) for word in words))


def make_converter() -> Converter:
    """Make the reader of states: strict, because a state that almost fits was not written by us."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook(UUID, _uuid)
    converter.register_structure_hook(Code, _code)
    converter.register_structure_hook(datetime, read_time)
    converter.register_structure_hook(Sealed, _exactly)
    return converter
