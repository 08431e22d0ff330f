"""Columns: what a typed field of a projection becomes in PostgreSQL and in Arrow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from petition_es.projections.kit.faults import ColumnUnknown, MergeImpossible
from petition_es.projections.kit.merging import Merge

SINGLE: dict[Any, str] = {
    bool: "boolean",
    int: "bigint",
    float: "double precision",
    str: "text",
    datetime: "timestamptz",
    date: "date",
    timedelta: "interval",
    UUID: "uuid",
}
"""What holds one value, and its type in PostgreSQL; times are UTC."""

LISTED = (int, float, str, bool)
"""What a list or the values of a dictionary may hold: such a column is JSON."""

ADDED_UP = (int, timedelta)
"""What adds up to the same in every order; floats do not, so they are counted in whole units."""


@dataclass(frozen=True)
class Column:
    """One column: its name, the Python type of what it holds, and what a fresh row has in it."""

    name: str
    holds: Any
    is_optional: bool = False
    default: Any = None
    merge: Merge | None = None
    is_key: bool = False

    @property
    def sql_type(self) -> str:
        """The type of the column in PostgreSQL."""
        return SINGLE.get(self.holds, "jsonb")

    @property
    def is_json(self) -> bool:
        """Tell whether the column holds a list or a dictionary."""
        return self.holds not in SINGLE

    @property
    def is_copied(self) -> bool:
        """Tell whether each row needs a default of its own, because it can be changed in place."""
        return isinstance(self.default, list | dict)

    @property
    def said(self) -> str:
        """What the column holds, as the class declares it."""
        return self.holds.__name__ if self.holds in SINGLE else str(self.holds)

    def fits(self, value: Any) -> bool:
        """Tell whether the column can hold this value."""
        return _fitting(self.holds)(value)

    def fresh(self) -> Any:
        """What a fresh row holds."""
        return self.default.copy() if self.is_copied else self.default


def column_of(name: str, hint: Any, default: Any, *, is_key: bool = False) -> Column:
    """Make the column of a field from its annotation; refuse what no table can hold."""
    merge: Merge | None = None
    if get_origin(hint) is Annotated:
        hint, merge = get_args(hint)[:2]
    hint, is_optional = _without_none(hint)
    column = Column(name, _held(name, hint), is_optional, default, merge, is_key)
    if merge is not None:
        _check_merge(column)
    return column


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in {Union, UnionType}:
        return hint, False
    rest = [each for each in get_args(hint) if each is not NoneType]
    return (rest[0] if len(rest) == 1 else hint), len(rest) < len(get_args(hint))


def _held(name: str, hint: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in SINGLE:
        return hint
    if origin is Literal and all(isinstance(word, str) for word in arguments):
        return str
    if origin is list and arguments[0] in LISTED:
        return hint
    if origin is dict and arguments[0] is str and arguments[1] in LISTED:
        return hint
    known = ", ".join(kind.__name__ for kind in SINGLE)
    raise ColumnUnknown(
        f"The field {name} is a {hint}, which no column holds: use {known}, or a list or a "
        f"dict[str, ...] of int, float, str or bool."
    )


def _check_merge(column: Column) -> None:
    """Only what gives the same in every order may be folded in parts."""
    if column.merge == "sum":
        added = get_args(column.holds)[1] if get_origin(column.holds) is dict else column.holds
        if added not in ADDED_UP or column.is_optional:
            raise MergeImpossible(
                f"{column.name} cannot be a Sum: only int, timedelta and dict[str, int] add up to "
                f"the same in every order; count in whole units."
            )
        if column.default or column.default is None:
            raise MergeImpossible(
                f"The Sum {column.name} must begin at nothing: give it = 0 or {{}}."
            )
    elif not column.is_optional or column.default is not None or column.is_json:
        raise MergeImpossible(
            f"{column.name} begins unknown: write `{column.name}: {str(column.merge).title()}"
            f"[... | None] = None`."
        )


@cache
def _fitting(holds: Any) -> Callable[[Any], bool]:
    """What tells whether a value is of a kind: exactly, for a truth is no number."""
    if get_origin(holds) is list:
        fits_each = _fitting(get_args(holds)[0])
        return lambda value: isinstance(value, list) and all(map(fits_each, value))
    if get_origin(holds) is dict:
        fits_word, fits_each = map(_fitting, get_args(holds))
        return lambda value: (
            isinstance(value, dict)
            and all(map(fits_word, value))
            and all(map(fits_each, value.values()))
        )
    if holds is datetime:  # A time is no day, and has its zone.
        return lambda value: isinstance(value, datetime) and value.tzinfo is not None
    if holds is float:
        return lambda value: type(value) is float or type(value) is int
    return lambda value: type(value) is holds


def as_written(column: Column, value: Any) -> Any:
    """A value as it is kept: dictionaries in one order, so that equal rows are equal bytes."""
    if column.is_json and isinstance(value, Mapping):
        return dict(sorted(value.items()))
    return value
