"""Handlers: which method of a projection folds which events."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, TypeVar

from petition_es.domain.event import Event
from petition_es.projections.kit.faults import ColumnFailed, NotAProjection

Method = TypeVar("Method", bound=Callable[..., None])

MARK = "_folds"


@dataclass(frozen=True)
class Said:
    """What `@on` says of a method."""

    events: tuple[type[Event], ...]
    key: tuple[str, ...] | None


@dataclass(frozen=True)
class Handler:
    """One method of a projection, the events it folds, and under which key."""

    name: str
    method: Callable[..., None]
    events: tuple[type[Event], ...]
    key: tuple[str, ...] | None
    reads_before: bool


def on(
    *events: type[Event], key: str | tuple[str, ...] | None = None
) -> Callable[[Method], Method]:
    """Mark a method of a projection as the handler of these events.

    It is called as `method(row, event)`, or, where it takes a third argument, as
    `method(row, event, petition)` with the petition's state before the event. `key` names what of
    these events leads to their row where that is not the projection's own key.
    """
    if not events or not all(is_event(each) for each in events):
        raise NotAProjection("@on takes the event classes it is for, as in @on(Petition.Received).")

    def marked(method: Method) -> Method:
        setattr(method, MARK, Said(events, (key,) if isinstance(key, str) else key))
        return method

    return marked


def is_event(value: object) -> bool:
    """Tell whether this is a class of events."""
    return isinstance(value, type) and issubclass(value, Event)


def said_of(value: object) -> Said | None:
    """What `@on` said of this, if anything."""
    return getattr(value, MARK, None)


def handler_of(name: str, method: Callable[..., None], said: Said) -> Handler:
    """Read a handler off its method."""
    parameters = len(signature(method).parameters)
    if parameters not in {2, 3}:
        raise NotAProjection(f"The handler {name} takes (self, event) or (self, event, petition).")
    return Handler(name, method, said.events, said.key, reads_before=parameters == 3)  # noqa: PLR2004  # self, event, petition


def derived(method: Callable[[Any], Any]) -> "Derived":
    """Mark a method as a column that is worked out from the row's other fields."""
    return Derived(method)


@dataclass(frozen=True)
class Derived:
    """A column worked out when the row is written; reading it works it out at once."""

    method: Callable[[Any], Any]

    def __get__(self, row: Any, _: type | None = None) -> Any:
        if row is None:
            return self
        try:
            return self.method(row)
        except Exception as reason:
            name = type(row).__name__
            raise ColumnFailed(name, self.method.__name__, reason) from reason
