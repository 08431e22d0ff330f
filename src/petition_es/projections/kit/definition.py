"""The definition of a projection: what its class says, as every way of running reads it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.projections.course import Course
from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.faults import FieldLeftEmpty, ValueUnfit
from petition_es.projections.kit.handlers import Handler
from petition_es.projections.kit.merging import Merge

KNOWN_KEYS: dict[str, type] = {
    "petition_id": UUID,
    "matter_id": UUID,
    "event_id": UUID,
    "unit_id": str,
}
"""Keys that every event of a petition has, whatever it carries."""

FOLDED = "folded"
"""How many events a row was folded from: a row of which nothing stands any more is no row."""


@dataclass(frozen=True)
class Definition:
    """What a projection is, as its class says it."""

    row_class: Any
    name: str
    version: int
    keys: tuple[Column, ...]
    fields: tuple[Column, ...]
    derived: tuple[Column, ...]
    handlers: tuple[Handler, ...]
    key_method: Callable[..., Iterable[tuple[Any, ...]]] | None
    keys_read_before: bool
    before: Any
    after: bool
    opens: bool
    is_event_rows: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns that are shown: the key, the fields, and what is worked out of them."""
        return (*self.keys, *self.fields, *self.derived)

    @cached_property
    def events(self) -> tuple[type[Event], ...]:
        """The events that are handled."""
        return tuple(dict.fromkeys(event for h in self.handlers for event in h.events))

    @property
    def reads_before(self) -> bool:
        """Tell whether a handler or the key needs the petition's state before the event."""
        return self.keys_read_before or any(handler.reads_before for handler in self.handlers)

    @cached_property
    def is_by_petition(self) -> bool:
        """Tell whether each row is folded from the events of one petition."""
        names = {handler.key or self.key_names for handler in self.handlers}
        by_one = {("petition_id",), ("event_id",)}
        return self.key_method is None and names <= by_one

    @cached_property
    def is_mergeable(self) -> bool:
        """Tell whether rows may be folded in parts and put together."""
        return all(column.merge is not None for column in self.fields)

    @cached_property
    def is_sum(self) -> bool:
        """Tell whether what was folded can be taken away again."""
        return all(column.merge == "sum" for column in self.fields)

    @property
    def follows_course(self) -> bool:
        """Tell whether the steps of a petition are folded in the order in which they happened."""
        return self.reads_before and self.before is Course

    @cached_property
    def copied(self) -> tuple[Column, ...]:
        """The fields of which each row needs a default of its own."""
        return tuple(column for column in self.fields if column.is_copied)

    @cached_property
    def merges(self) -> tuple[tuple[str, Merge], ...]:
        """The fields that say how they merge."""
        return tuple((column.name, column.merge) for column in self.fields if column.merge)

    @cached_property
    def key_names(self) -> tuple[str, ...]:
        """The names of the key's columns."""
        return tuple(column.name for column in self.keys)

    @property
    def says_what_it_ignores(self) -> bool:
        """Tell whether the class says what it has no handler for."""
        return self.row_class.ignores is not None or self.row_class.only is not None

    def values(self, row: Any) -> tuple[Any, ...]:
        """A row as it is shown: the key, the fields, what is worked out of them.

        FieldLeftEmpty where it lacks what it must hold, ValueUnfit where it holds something else.
        """
        name = self.row_class.__name__
        values = [getattr(row, column.name) for column in self.columns]
        for column, value in zip(self.columns, values, strict=True):
            if value is None:
                if not column.is_optional:
                    raise FieldLeftEmpty(name, column.name)
            elif not column.fits(value):
                raise ValueUnfit(name, column.name, value, column.said)
        return tuple(values)
