"""The shape of what is said: every field holds the kind of value that its class declares.

Bare words are codes and ids; prose, names and addresses stand in sealed fields. So nothing that a
person wrote can be stored in the open by mistake, whichever act it came in with.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from petition_es.domain.refusals import (
    NotACode,
    NotInTheList,
    Refusal,
    TimeWithoutZone,
    WrongKind,
)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:;@$/+=|#()-]{0,199}")
CODES_REMEMBERED = 1_024
"""Most words are ids of units, persons and records that were checked a moment ago."""

Check = Callable[[Any], None]
"""Refuses a value that a field is not for. Each is made once for a field, and called for ever."""

Values = Callable[[Any], tuple[Any, ...]]


def check_shape(said: Any) -> None:
    """Refuse an act, an entry or a part of one, with a field that holds what it is not for."""
    kind: Any = type(said)
    values, checks = _checks(kind)
    for value, (check, default) in zip(values(said), checks, strict=True):
        if value is not default:
            check(value)


def check_value(name: str, hint: Any, value: Any) -> None:
    """Refuse a value that the field `name`, declared as `hint`, is not for."""
    _check_of(name, hint)(value)


def declared(shape: type) -> dict[str, Any]:
    """What the fields of a dataclass are declared to hold."""
    return _declared(shape)


@cache
def _declared(shape: type) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


@cache
def _checks(shape: type) -> tuple[Values, tuple[tuple[Check, Any], ...]]:
    """What reads all fields of a class, and the check of each, with a default known to be sound."""
    fields = [f for f in dataclasses.fields(shape) if declared(shape)[f.name] is not Any]
    checks = ((field, _check_of(field.name, declared(shape)[field.name])) for field in fields)
    return (
        _values([field.name for field in fields]),
        tuple((check, _sound_default(field, check)) for field, check in checks),
    )


def _values(names: list[str]) -> Values:
    """Read fields all at once: `attrgetter` answers no tuple where there is none, or just one."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda said: tuple(getattr(said, name) for name in names)


def _sound_default(field: dataclasses.Field[Any], check: Check) -> Any:
    """What a class itself puts into a field, if it is of the kind that the field is for."""
    try:
        check(field.default)
    except Refusal:
        return dataclasses.MISSING
    return field.default


@cache
def _check_of(name: str, hint: Any) -> Check:
    origin = get_origin(hint)
    if hint is Any or origin is Callable:
        return _anything
    if origin in {Union, UnionType}:
        (only,) = (each for each in get_args(hint) if each is not NoneType)
        return _optional(_check_of(name, only))
    if origin is Literal:
        return _listed(name, get_args(hint))
    if origin is not None:
        return _collection(name, origin, get_args(hint))
    return _single(name, hint)


def _anything(_: Any) -> None:
    """Let every value pass."""


def _optional(check: Check) -> Check:
    def check_optional(value: Any) -> None:
        if value is not None:
            check(value)

    return check_optional


def _listed(name: str, allowed: tuple[str, ...]) -> Check:
    def check_listed(value: Any) -> None:
        if value not in allowed:
            raise NotInTheList(field=name, allowed=", ".join(allowed))

    return check_listed


def _collection(name: str, kind: Any, arguments: tuple[Any, ...]) -> Check:
    check_item, *check_held = (_check_of(name, each) for each in arguments if each is not ...)
    if issubclass(kind, Mapping):
        return _mapping(name, kind, check_item, *check_held)

    def check_collection(value: Any) -> None:
        if not isinstance(value, kind):
            raise WrongKind(field=name)
        for item in value:
            check_item(item)

    return check_collection


def _mapping(name: str, kind: Any, check_key: Check, check_held: Check) -> Check:
    def check_mapping(value: Any) -> None:
        if not isinstance(value, kind):
            raise WrongKind(field=name)
        for key, held in value.items():
            check_key(key)
            check_held(held)

    return check_mapping


def _single(name: str, kind: type) -> Check:
    if kind is str:
        return _code(name)
    if kind in {int, float}:
        return _number(name, kind)
    if issubclass(kind, datetime):
        return _moment(name)
    is_public_text = getattr(kind, "IS_PUBLIC_TEXT", False)
    if dataclasses.is_dataclass(kind) and not is_public_text:
        return _part(name, kind)
    return _thing(name, kind)


def _code(name: str) -> Check:
    def check_code(value: Any) -> None:
        if not isinstance(value, str):
            raise WrongKind(field=name)
        if not _is_code(value):
            raise NotACode(field=name)

    return check_code


@lru_cache(maxsize=CODES_REMEMBERED)
def _is_code(word: str) -> bool:
    return _CODE.fullmatch(word) is not None


def _number(name: str, kind: type) -> Check:
    """Let a whole number be a fraction, and truth be no whole number."""
    allowed = (int, float) if kind is float else (int,)

    def check_number(value: Any) -> None:
        if not isinstance(value, allowed) or (kind is int and isinstance(value, bool)):
            raise WrongKind(field=name)

    return check_number


def _moment(name: str) -> Check:
    def check_moment(value: Any) -> None:
        if not isinstance(value, datetime):
            raise WrongKind(field=name)
        if value.utcoffset() is None:
            raise TimeWithoutZone(field=name)

    return check_moment


def _part(name: str, kind: type) -> Check:
    def check_part(value: Any) -> None:
        if not isinstance(value, kind):
            raise WrongKind(field=name)
        check_shape(value)

    return check_part


def _thing(name: str, kind: type) -> Check:
    def check_thing(value: Any) -> None:
        if not isinstance(value, kind):
            raise WrongKind(field=name)

    return check_thing
