"""Defining: the class of a projection is read once, when it is made."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from inspect import signature
from typing import Any, ClassVar, get_origin, get_type_hints
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.shape import declared
from petition_es.projections.kit.checking import check, check_words
from petition_es.projections.kit.columns import SINGLE, Column, column_of
from petition_es.projections.kit.definition import FOLDED, KNOWN_KEYS, Definition
from petition_es.projections.kit.faults import NotAProjection
from petition_es.projections.kit.handlers import Derived, Handler, handler_of, said_of

RESERVED = frozenset(
    {"key", "keys", "ignores", "only", "before", "after", "opens", "version", FOLDED}
)


def define(row_class: Any) -> Definition:
    """Read the definition of a projection off its class."""
    handlers = _handlers(row_class)
    if not handlers:
        raise NotAProjection(
            f"{row_class.__name__} has no handler: mark a method with @on(Petition.Received)."
        )
    hints = _hints(row_class)
    check_words(row_class)
    names = (row_class.key,) if isinstance(row_class.key, str) else tuple(row_class.key)
    method = row_class.keys
    definition = Definition(
        row_class=row_class,
        name=_snake(row_class.__name__),
        version=row_class.version,
        keys=tuple(_key_column(name, hints, handlers, method) for name in names),
        fields=tuple(_fields(row_class, hints, names)),
        derived=tuple(_derived(row_class)),
        handlers=handlers,
        key_method=method,
        keys_read_before=method is not None and len(signature(method).parameters) > 1,
        before=row_class.before,
        after=row_class.after,
        opens=row_class.opens,
        is_event_rows=row_class.IS_EVENT_ROWS,
    )
    check(definition)
    return definition


def _handlers(row_class: Any) -> tuple[Handler, ...]:
    """All handlers, those of the classes above first; what is overwritten must be marked anew."""
    found: dict[str, Any] = {}
    for each in reversed(row_class.__mro__):
        for name, value in vars(each).items():
            if name in found and said_of(value) is None:
                raise NotAProjection(
                    f"{each.__name__}.{name} takes the place of a handler: mark it with @on(...)."
                )
            if said_of(value) is not None:
                found[name] = value
    marked = ((name, value, said_of(value)) for name, value in found.items())
    return tuple(handler_of(name, method, said) for name, method, said in marked if said)


def _hints(row_class: Any) -> dict[str, Any]:
    try:
        hints = get_type_hints(row_class, include_extras=True)
    except NameError as reason:
        raise NotAProjection(
            f"A field of {row_class.__name__} has a type that is not imported: {reason}."
        ) from reason
    own = {name: hint for name, hint in hints.items() if get_origin(hint) is not ClassVar}
    for name in own:
        _check_name(name)
    return own


def _check_name(name: str) -> None:
    if name in RESERVED:
        raise NotAProjection(
            f"A field cannot be called {name}, for that word has a meaning here: give the field "
            f"another name, or say what you mean without a type, as in `key = ...`."
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise NotAProjection(f"The field {name} needs a name in small letters, as in `received`.")


def _fields(row_class: Any, hints: dict[str, Any], key: tuple[str, ...]) -> Iterator[Column]:
    for name, hint in hints.items():
        default = getattr(row_class, name, None)
        if said_of(default) is not None or isinstance(default, Derived):
            raise NotAProjection(f"{name} is a field and a method: give one another name.")
        if not hasattr(row_class, name):  # Until a handler sets it, a row shows that it is empty.
            setattr(row_class, name, None)
        if name not in key:
            yield column_of(name, hint, default)


def _derived(row_class: Any) -> Iterator[Column]:
    for each in reversed(row_class.__mro__):
        for name, value in vars(each).items():
            if isinstance(value, Derived):
                yield column_of(name, get_type_hints(value.method).get("return", str), None)


def _key_column(
    name: str, hints: dict[str, Any], handlers: tuple[Handler, ...], method: object
) -> Column:
    """The column of a key: as the class declares it, else as the events do."""
    if name in hints:
        return column_of(name, hints[name], None, is_key=True)
    if name in KNOWN_KEYS:
        return Column(name, KNOWN_KEYS[name], is_key=True)
    if method is not None:
        return Column(name, str, is_key=True)
    hint = next((_carried(e, name) for h in handlers if not h.key for e in h.events), None)
    return Column(name, hint if hint in SINGLE else str, is_key=True)


def _carried(event: type[Event], name: str) -> Any:
    hint = declared(event).get(name)
    kinds = [kind for kind in (str, UUID, int, bool, datetime, date) if _is_for(hint, kind)]
    return kinds[0] if kinds else None


def _is_for(hint: Any, kind: type) -> bool:
    return hint is kind or kind in getattr(hint, "__args__", ())


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
