"""The shape of what is said: every field holds the kind of value that its class declares.

Bare words are codes and ids; prose, names and addresses stand in sealed fields. So nothing that a
person wrote can be stored in the open by mistake, whichever act it came in with.
"""

import dataclasses
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from petition_es.domain.refusals import NotACode, NotInTheList, TimeWithoutZone, WrongKind

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:;@$/+=|#()-]{0,199}")


def check_shape(said: Any) -> None:
    """Refuse an act, an entry or a part of one, with a field that holds what it is not for."""
    for name, hint in declared(type(said)).items():
        check_value(name, hint, getattr(said, name))


def declared(shape: type) -> dict[str, Any]:
    """What the fields of a dataclass are declared to hold."""
    return _declared(shape)


@cache
def _declared(shape: type) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


def check_value(name: str, hint: Any, value: Any) -> None:
    """Refuse a value that the field `name`, declared as `hint`, is not for."""
    origin = get_origin(hint)
    if hint is Any:
        return
    if origin in {Union, UnionType}:
        _check_optional(name, hint, value)
    elif origin is Literal:
        _check_listed(name, hint, value)
    elif origin is not None:
        _check_collection(name, hint, value)
    else:
        _check_single(name, hint, value)


def _check_optional(name: str, hint: Any, value: Any) -> None:
    if value is not None:
        (only,) = (each for each in get_args(hint) if each is not NoneType)
        check_value(name, only, value)


def _check_listed(name: str, hint: Any, value: Any) -> None:
    if value not in get_args(hint):
        raise NotInTheList(field=name, allowed=", ".join(get_args(hint)))


def _check_collection(name: str, hint: Any, value: Any) -> None:
    arguments = get_args(hint)
    if not isinstance(value, get_origin(hint) or tuple):
        raise WrongKind(field=name)
    if isinstance(value, Mapping):
        for key, item in value.items():
            check_value(name, arguments[0], key)
            check_value(name, arguments[1], item)
    else:
        for item in value:
            check_value(name, arguments[0], item)


def _check_single(name: str, kind: type, value: Any) -> None:
    number_as_float = kind is float and isinstance(value, int)
    truth_as_number = kind is int and isinstance(value, bool)
    if truth_as_number or not (isinstance(value, kind) or number_as_float):
        raise WrongKind(field=name)
    if isinstance(value, str) and not _CODE.fullmatch(value):
        raise NotACode(field=name)
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise TimeWithoutZone(field=name)
    if dataclasses.is_dataclass(value) and not getattr(value, "IS_PUBLIC_TEXT", False):
        check_shape(value)
