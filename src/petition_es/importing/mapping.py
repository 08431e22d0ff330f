"""Mapping files: what the cases and activities of a foreign log become, written in TOML.

A mapping has these tables (``mappings/wabo_receipt.toml`` is a whole one, with comments):

``[source]``
    ``system`` names the source in every imported id; ``timezone`` is the wall clock of its
    office: times without an offset are read on it, and all are shown on it; ``empty`` lists
    values that the source writes where it knows nothing.
``[case]``
    ``id`` and, optionally, ``started_at`` name columns; ``channel`` is a value (see below);
    ``division`` is where all cases lie, as ``scheme@version:value``: whose law times them.
``[event]``
    ``activity`` and ``at`` and, optionally, ``resource``, ``unit`` and ``id`` name columns.
``[assignment]``
    for a log whose cases have a deadline of their own: ``to_unit`` is a value, ``due`` and,
    optionally, ``done_at`` name columns of the case.  A case with such a deadline counts as
    registered and assigned (交办) to that unit when it started, and as reported when it was done.
``[activities]``
    ``"activity" = { event = "Contacted", method = "phone", ... }`` for what it becomes, or
    ``"activity" = { ignore = "why it is no step of a petition" }``.  An action is recorded under
    its activity's name, unless ``code`` gives it another one.
``[otherwise]``
    the same for all other activities, or ``reject = true``.  Without it, and by default, they
    become ``ActionTaken`` of kind ``other``, which claims nothing but that it happened.

What a value is stands in ``mapping_file``.
"""

import re
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from petition_es.importing.case_log import CASE_PREFIX, LogColumns
from petition_es.importing.mapping_file import (
    ChannelValue,
    Source,
    Table,
    Text,
    Value,
    check_choice,
    read_mapping_file,
)
from petition_es.importing.targets import NEUTRAL, TARGETS

CODE_TEXT = re.compile(r"[\w.-]+@[\w.-]+:[\w.-]+")


def _check_fields(event: str, fields: dict[str, Value]) -> None:
    target = TARGETS.get(event)
    if target is None:
        raise ValueError(f"{event} is no event to map to; there are {', '.join(TARGETS)}")
    missing = [name for name, field in target.items() if field.needed and name not in fields]
    if missing:
        raise ValueError(f"{event} needs {', '.join(missing)}")
    for name, value in fields.items():
        if name not in target:
            raise ValueError(f"{event} has no field {name}; it has {', '.join(target) or 'none'}")
        check_choice(name, value, target[name])


class Rule(Table):
    """What an activity becomes: an event with its fields, or nothing, for a stated reason."""

    event: str | None = None
    fields: dict[str, Value] = Field(default_factory=dict)
    ignore: Text | None = None
    reject: bool = False

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        own = {key: given[key] for key in ("event", "ignore", "reject") if key in given}
        return own | {"fields": {key: given[key] for key in given if key not in own}}

    @model_validator(mode="after")
    def _one_thing_said(self) -> Self:
        if [self.event is not None, self.ignore is not None, self.reject].count(True) != 1:
            raise ValueError("needs one of event, ignore or reject")
        if self.event is None and self.fields:
            raise ValueError(f"{', '.join(self.fields)} goes with an event only")
        if self.event is not None:
            _check_fields(self.event, self.fields)
        return self


NEUTRAL_RULE = Rule.model_validate({"event": NEUTRAL, "kind": "other"})


class Case(Table):
    """The table [case]."""

    id: Text
    channel: ChannelValue = Value(constant="unknown")
    started_at: Text | None = None
    division: Text | None = None

    @field_validator("division")
    @classmethod
    def _division_is_a_code(cls, given: str | None) -> str | None:
        if given is not None and not CODE_TEXT.fullmatch(given):
            raise ValueError("write it as scheme@version:value, such as iso3166@2020:NL")
        return given


class Assignment(Table):
    """The table [assignment]: who has a case, until when, and when it was done."""

    to_unit: Value
    due: Text
    done_at: Text | None = None

    def columns(self) -> set[str | None]:
        """Return the columns of the case that it reads."""
        return {self.to_unit.column, self.due, self.done_at}


class Event(Table):
    """The table [event]."""

    activity: Text
    at: Text
    resource: Text | None = None
    unit: Text | None = None
    id: Text | None = None


class Mapping(Table):
    """A whole mapping file."""

    source: Source
    case: Case
    event: Event
    assignment: Assignment | None = None
    activities: dict[str, Rule] = Field(default_factory=dict)
    otherwise: Rule = NEUTRAL_RULE

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times that have no offset."""
        return self.source.zone

    def rule(self, activity: str) -> Rule:
        """Return what this activity becomes."""
        return self.activities.get(activity, self.otherwise)

    def columns(self) -> LogColumns:
        """Return the columns a reader has to know, and those the log must have besides."""
        rules = (*self.activities.values(), self.otherwise)
        values = {value.column for rule in rules for value in rule.fields.values()}
        of_case = {self.case.started_at, self.case.channel.column}
        of_case |= {name for name in values if name and name.startswith(CASE_PREFIX)}
        of_case |= self.assignment.columns() if self.assignment else set()
        of_event = (values | {self.event.unit}) - of_case
        return LogColumns(
            case_id=self.case.id,
            activity=self.event.activity,
            at=self.event.at,
            resource=self.event.resource,
            event_id=self.event.id,
            of_case=frozenset(filter(None, of_case)),
            of_event=frozenset(filter(None, of_event)),
        )


def read_mapping(path: Path) -> Mapping:
    """Read a mapping of case logs, by its path or by the name of a shipped one."""
    return read_mapping_file(path, Mapping)
