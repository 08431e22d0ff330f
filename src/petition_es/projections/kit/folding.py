"""Folding: events in the order of the log become rows; every way of running uses this loop."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.faults import HandlerFailed
from petition_es.projections.kit.handlers import Handler

Key = tuple[Any, ...]
Rows = dict[Key, Any]
Matters = Mapping[UUID, UUID]
"""The matter that each petition belongs to; one that is not named is a matter of its own."""

Step = Callable[..., None]
"""What is done at an event, given its position and what is known of the petition."""

Keys = Callable[[Event, Any], Iterable[Key]]

ATTRIBUTES = {"petition_id": "originator_id", "unit_id": "acting_unit"}
"""Where keys that every event has are read from it."""


class Folding:
    """The rows of one projection so far.

    `rows` may be given, with what was folded before. `is_mine` says which keys are folded here,
    where several processes share the keys among them.
    """

    def __init__(
        self,
        definition: Definition,
        *,
        rows: Rows | None = None,
        matters: Matters | None = None,
        is_mine: Callable[[Key], bool] | None = None,
    ) -> None:
        self.definition = definition
        self.rows: Rows = {} if rows is None else rows
        self._matters: Matters = {} if matters is None else matters
        self._is_mine = is_mine
        self.steps: dict[str, list[Step]] = {}
        for topic in dict.fromkeys(event.TOPIC for event in definition.events):
            self.steps[topic] = [self._step(*group) for group in _by_key(definition, topic)]

    def anew(self) -> "Folding":
        """A folding of the same projection and the same keys, without any rows yet."""
        return Folding(self.definition, matters=self._matters, is_mine=self._is_mine)

    def take(self, position: int, event: Event, known: Any = None) -> None:
        """Fold one event; HandlerFailed tells which handler raised, and where."""
        for step in self.steps.get(event.TOPIC, ()):
            step(position, event, known)

    def row(self, key: Key) -> Any:
        """The row of a key; a fresh one where there is none."""
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = fresh_row(self.definition, key)
        return row

    def _step(self, key: tuple[str, ...] | None, handlers: list[Handler]) -> Step:
        """Bind all that stays the same for an event, for the step is taken millions of times."""
        method = self.definition.key_method
        if key is None and method is not None:
            reads = self.definition.keys_read_before
            keys: Keys = method if reads else lambda event, _: method(event)
            return self._step_of_many(keys, handlers)
        getters = [self._getter(name) for name in key or self.definition.key_names]
        if len(getters) == 1 and self._is_mine is None:
            return self._step_of_one(getters[0], handlers)
        return self._step_of_many(lambda e, _: (tuple([get(e) for get in getters]),), handlers)

    def _step_of_one(self, get: Callable[[Event], Any], handlers: list[Handler]) -> Step:
        """The way most events go: one key of one column."""
        find, fresh, told = self.rows.get, self.row, _Told(self.definition, handlers)
        call = _calling(handlers)

        def step(position: int, event: Event, known: Any = None) -> None:
            key: Key | None = None
            try:
                value = get(event)
                if value is None:
                    return
                key = (value,)
                row = find(key)
                if row is None:
                    row = fresh(key)
                call(row, event, known)
                row.folded += 1
            except Exception as reason:
                raise told.failed(position, event, reason, key) from reason

        return step

    def _step_of_many(self, keys: Keys, handlers: list[Handler]) -> Step:
        fresh, is_mine, told = self.row, self._is_mine, _Told(self.definition, handlers)
        call = _calling(handlers)

        def step(position: int, event: Event, known: Any = None) -> None:
            key: Key | None = None
            try:
                for key in keys(event, known):
                    if None in key or (is_mine is not None and not is_mine(key)):
                        continue
                    row = fresh(key)
                    call(row, event, known)
                    row.folded += 1
            except Exception as reason:
                raise told.failed(position, event, reason, key) from reason

        return step

    def _getter(self, name: str) -> Callable[[Event], Any]:
        if name == "matter_id":
            matters = self._matters
            return lambda event: matters.get(event.originator_id, event.originator_id)
        return attrgetter(ATTRIBUTES.get(name, name))


def fresh_row(definition: Definition, key: Key) -> Any:
    """A row from which nothing was folded yet."""
    row = definition.row_class()
    for name, value in zip(definition.key_names, key, strict=True):
        setattr(row, name, value)
    for column in definition.copied:
        setattr(row, column.name, column.fresh())
    row.folded = 0
    return row


def _by_key(
    definition: Definition, topic: str
) -> Iterable[tuple[tuple[str, ...] | None, list[Handler]]]:
    """The handlers of a topic, those together that fold into the same row."""
    groups: dict[tuple[str, ...] | None, list[Handler]] = {}
    for handler in definition.handlers:
        if any(topic == event.TOPIC for event in handler.events):
            groups.setdefault(handler.key, []).append(handler)
    return groups.items()


def _calling(handlers: list[Handler]) -> Callable[[Any, Event, Any], None]:
    """Call the handlers of a row one after the other, each with what it asks for."""
    calls = [_with_known(handler) for handler in handlers]
    if len(calls) == 1:
        return calls[0]

    def call(row: Any, event: Event, known: Any) -> None:
        for each in calls:
            each(row, event, known)

    return call


def _with_known(handler: Handler) -> Callable[[Any, Event, Any], None]:
    method = handler.method
    if handler.reads_before:
        return method
    return lambda row, event, _: method(row, event)


class _Told:
    """Tells which handler raised."""

    def __init__(self, definition: Definition, handlers: list[Handler]) -> None:
        self.name, self.key_method = definition.row_class.__name__, definition.key_method
        self.handlers = {handler.method.__code__: handler.name for handler in handlers}

    def failed(
        self, position: int, event: Event, reason: Exception, key: Key | None
    ) -> HandlerFailed:
        """The fault that says where the first handler stands in the traceback."""
        trace, name = reason.__traceback__, "keys"
        while trace is not None:
            name = self.handlers.get(trace.tb_frame.f_code, name)
            trace = trace.tb_next
        return HandlerFailed(self.name, name, position, event, key if name != "keys" else None)
