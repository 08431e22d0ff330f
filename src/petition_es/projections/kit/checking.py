"""Checking: what is wrong with a projection is said when its class is made, and how to cure it."""

from inspect import getattr_static
from typing import Any

from petition_es.domain.event import TOPICS, Event
from petition_es.domain.shape import declared
from petition_es.domain.unit import Unit, UnitEvent
from petition_es.projections.course import Course
from petition_es.projections.kit.definition import KNOWN_KEYS, Definition
from petition_es.projections.kit.faults import (
    KeyUnknown,
    MergeImpossible,
    NotAProjection,
    UnsaidEvents,
)
from petition_es.projections.kit.handlers import Handler, is_event


def check_words(row_class: Any) -> None:
    """Refuse words of the kit that are not said as they are meant to be."""
    name, key = row_class.__name__, row_class.key
    if not isinstance(key, str) and not (
        isinstance(key, tuple) and key and all(isinstance(each, str) for each in key)
    ):
        raise KeyUnknown(f'{name}.key is a name, as in key = "unit_id", or a tuple of names.')
    if row_class.keys is not None and not isinstance(
        getattr_static(row_class, "keys"), staticmethod
    ):
        raise KeyUnknown(f"{name}.keys belongs to no row: mark it with @staticmethod.")
    for word in ("only", "ignores"):
        said = getattr(row_class, word)
        if said is not None and not (isinstance(said, tuple) and all(map(is_event, said))):
            raise UnsaidEvents(f"{name}.{word} is a tuple of events, as in (Petition.Received,).")
    if not _is_known_before(row_class.before):
        raise NotAProjection(
            f"{name}.before is Course, or a projection whose key is petition_id, or Unit.Unit; "
            f"leave it out for the petition's file."
        )


def _is_known_before(before: Any) -> bool:
    definition = getattr(before, "DEFINITION", None)
    is_by_petition = definition is not None and definition.key_names == ("petition_id",)
    return any(before is each for each in (None, Course, Unit)) or is_by_petition


def check(definition: Definition) -> None:
    """Refuse a projection that could not be folded, or would not give the same rows every time."""
    _check_said(definition)
    _check_known(definition)
    _check_keys(definition)
    _check_merges(definition)


def _check_known(definition: Definition) -> None:
    """What is known of a unit is known at the events of units only."""
    name, is_of_units = definition.row_class.__name__, definition.before is Unit
    strangers = [event for event in definition.events if not issubclass(event, UnitEvent)]
    if is_of_units and strangers:
        raise NotAProjection(
            f"{name} asks for what is known of a unit, and {_named(set(strangers))} tell of no "
            f"unit: handle them in another class."
        )


def _check_said(definition: Definition) -> None:
    """Every event of the streams that are handled is either handled, ignored, or no concern."""
    name, handled = definition.row_class.__name__, set(definition.events)
    only, ignores = definition.row_class.only, definition.row_class.ignores
    if only is not None and ignores is not None:
        raise UnsaidEvents(f"{name} says `only` and `ignores`: one of them says it all.")
    if only is not None and set(only) != handled:
        wrong = _named(set(only) ^ handled)
        raise UnsaidEvents(f"{name}.only must name what is handled, no more and no less: {wrong}.")
    if ignores is not None:
        _check_ignored(name, handled, set(ignores))


def _check_ignored(name: str, handled: set[type[Event]], ignored: set[type[Event]]) -> None:
    streams = {event.STREAM for event in handled}
    known = {event for event in TOPICS.values() if event.STREAM in streams}
    if both := handled & ignored:
        raise UnsaidEvents(f"{name} both handles and ignores {_named(both)}.")
    if unsaid := known - handled - ignored:
        raise UnsaidEvents(
            f"{name} says nothing of {_named(unsaid)}: handle them, or name them in `ignores`."
        )


def _named(events: set[type[Event]]) -> str:
    return ", ".join(sorted(event.__name__ for event in events))


def _check_keys(definition: Definition) -> None:
    for handler in definition.handlers:
        names = handler.key or definition.key_names
        if len(names) != len(definition.keys):
            raise KeyUnknown(f"The key of {handler.name} needs {len(definition.keys)} names.")
        if definition.key_method is None or handler.key:
            _check_carried(handler, names)
    if definition.is_event_rows and definition.key_names != ("event_id",):
        raise KeyUnknown("Rows of events are kept by event: leave `key` out.")


def _check_merges(definition: Definition) -> None:
    name = definition.row_class.__name__
    merges = {column.merge is None for column in definition.fields}
    if len(merges) > 1:
        raise MergeImpossible(f"Either all fields of {name} declare how they merge, or none.")
    if definition.follows_course and not (definition.is_by_petition or definition.is_sum):
        raise MergeImpossible(
            f"{name} follows the course of petitions, so a late entry must be able to take back "
            f"what was folded: make every field a Sum, or `petition_id` its key."
        )


def _check_carried(handler: Handler, names: tuple[str, ...]) -> None:
    for event in handler.events:
        for name in names:
            if name not in KNOWN_KEYS and name not in declared(event) and not hasattr(event, name):
                raise KeyUnknown(
                    f"{event.__name__} carries no {name}: give {handler.name} a key of its own, "
                    f'as in @on(..., key="to_unit").'
                )
