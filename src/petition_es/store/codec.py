"""The JSON form of events: written by orjson, read back into their types by cattrs.

A field that is None or empty because that is its default is left out. Times are UTC and end in Z.
"""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import orjson
from cattrs import Converter
from eventsourcing.persistence import Transcoder

from petition_es.domain.codes import Code
from petition_es.domain.sealed import Sealed

EMPTY: tuple[object, ...] = ((), {})
"""What is left out, beside None, where it is the default."""

CODE_FIELDS = 3

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME


class OrjsonTranscoder(Transcoder):
    """The library's port for bytes, on orjson."""

    def encode(self, obj: Any) -> bytes:
        """Write JSON; sealed words become null, for they have an envelope of their own."""
        return orjson.dumps(obj, default=_plain, option=_OPTIONS)

    def decode(self, data: bytes) -> Any:
        """Read JSON."""
        return orjson.loads(data)


def _plain(value: object) -> str | dict[str, Any] | None:
    if isinstance(value, datetime):
        return write_time(value)
    if isinstance(value, Sealed):
        return None
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"nothing of type {type(value).__name__} can be written")


def write_time(moment: datetime) -> str:
    """Write a moment in UTC, as `2016-03-01T00:00:00Z`."""
    if moment.tzinfo is None:
        raise TypeError("a time without its zone")
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat()[: -len("+00:00")] + "Z"


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
    kind: Any = type(event)
    defaults = _empty_defaults(kind)
    return {
        name: value
        for name, value in vars(event).items()
        if name not in apart
        and type(value) is not Sealed
        and not ((value is None or value in EMPTY) and name in defaults)
    }


@cache
def _empty_defaults(event_class: type) -> frozenset[str]:
    return frozenset(
        field.name
        for field in dataclasses.fields(event_class)
        if field.default is None or field.default == () or field.default_factory is dict
    )


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
