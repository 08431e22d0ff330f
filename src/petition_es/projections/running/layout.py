"""How the rows of a projection lie in its table: what is shown, and what stands beside it.

Beside the columns of the definition a table holds `folded`, how many events the row was folded
from, and where rows are kept by event, whose they are: `_petition_id` and `_position`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson

from petition_es.projections.kit.columns import Column, as_written
from petition_es.projections.kit.definition import FOLDED, Definition
from petition_es.projections.kit.faults import NotAProjection

SCHEMA = "petition_views"
NAME_BYTES_MAX = 40
"""PostgreSQL cuts names off at 63 bytes; what is written behind a name needs the rest."""

OWNER = (Column("_petition_id", UUID), Column("_position", int))
"""Whose event a row is, and where it stands in the log, in tables that are kept by event."""

TAKEN = frozenset({"projections", "parked", "erased"})
"""Tables of the schema that belong to no projection."""

StoredRow = tuple[Any, ...]
Owner = tuple[UUID, int]


@dataclass(frozen=True, eq=False)
class Layout:
    """The table of one build of a projection; one and the same is kept as long as it is used."""

    definition: Definition
    build: int

    @property
    def view(self) -> str:
        """The name under which the rows are read, whichever build answers."""
        return self.definition.name

    @property
    def table(self) -> str:
        """The table of this build."""
        return f"{self.definition.name}_{self.build}"

    @property
    def parts(self) -> str | None:
        """The table that says which petitions each key was folded from, where that is needed."""
        return f"{self.table}_parts" if has_parts(self.definition) else None

    @property
    def part_columns(self) -> tuple[Column, ...]:
        """The columns of that table: a key, and a petition that has a part in it."""
        return (*self.definition.keys, OWNER[0])

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns of the table, in order."""
        beside = OWNER if has_owner(self.definition) else ()
        return (*self.definition.columns, Column(FOLDED, int), *beside)

    @cached_property
    def read_back(self) -> tuple[Column, ...]:
        """The columns from which a row is taken up again; the rest is worked out anew."""
        return (*self.definition.keys, *self.definition.fields, Column(FOLDED, int))

    @cached_property
    def _names_read_back(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.read_back)

    @cached_property
    def _values(self) -> Any:
        return attrgetter(*(column.name for column in self.definition.columns), FOLDED)

    @cached_property
    def _json(self) -> tuple[tuple[int, Column], ...]:
        return tuple((i, column) for i, column in enumerate(self.columns) if column.is_json)

    @cached_property
    def _times(self) -> tuple[int, ...]:
        return tuple(i for i, column in enumerate(self.columns) if column.holds is datetime)

    @cached_property
    def _fitting(self) -> set[tuple[type, ...]]:
        """The types of values in rows that were looked through: most rows are like others."""
        return set()

    def stored(self, row: Any, owner: Owner | tuple[()] = ()) -> StoredRow:
        """A folded row as it is stored.

        FieldLeftEmpty or ValueUnfit where it holds nothing, or something else than it must.
        """
        values = self._values(row) + owner
        kinds = tuple(map(type, values))
        if kinds not in self._fitting:
            self.definition.values(row)
            self._fitting.add(kinds)
        for i in self._times:
            if values[i] is not None and values[i].tzinfo is None:
                self.definition.values(row)
        return self._with_json(row, values) if self._json else tuple(values)

    def _with_json(self, row: Any, values: StoredRow) -> StoredRow:
        changed = list(values)
        for i, column in self._json:
            if values[i] is not None and not column.fits(values[i]):
                self.definition.values(row)
            changed[i] = as_written(column, values[i])
        return tuple(changed)

    def taken_up(self, stored: StoredRow) -> Any:
        """A row as it was folded, from its values of the columns `read_back`."""
        row = self.definition.row_class()
        row.__dict__.update(zip(self._names_read_back, stored, strict=True))
        return row


def has_owner(definition: Definition) -> bool:
    """Tell whether rows are kept by event, so that the rows of a petition are not known by key."""
    handled = {handler.key or definition.key_names for handler in definition.handlers}
    return definition.is_by_petition and handled != {("petition_id",)}


def has_parts(definition: Definition) -> bool:
    """Tell whether it must be known which petitions a key was folded from, to fold it anew.

    Sums need it only where they may hold something of sealed words: an erasure has to find them.
    """
    return not definition.is_by_petition and (not definition.is_sum or definition.opens)


def digest(definition: Definition) -> str:
    """What tells one shape of a projection's table from another."""
    layout = Layout(definition, 0)
    shape = [
        (column.name, column.sql_type, str(column.holds), column.is_optional, column.merge)
        for column in layout.columns
    ]
    said = (shape, definition.key_names, layout.parts is not None)
    return sha256(orjson.dumps(said)).hexdigest()


def check_fits(definition: Definition) -> None:
    """Refuse a name that would not fit a table of its own, and rows of two kinds in one table."""
    name = definition.row_class.__name__
    if len(definition.name.encode()) > NAME_BYTES_MAX or definition.name in TAKEN:
        raise NotAProjection(f"The name {name} is too long, or taken: give the class another one.")
    handled = {handler.key or definition.key_names for handler in definition.handlers}
    if definition.is_by_petition and len(handled) > 1:
        raise NotAProjection(
            f"The rows of {name} are of events, or of petitions: give all handlers the same key."
        )
