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

A value is a text, or ``{ column = "...", values = { "theirs" = "ours" }, otherwise = "..." }``;
without ``values`` the column's own text is taken.
"""

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from petition_es.importing.case_log import CASE_PREFIX, LogColumns
from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.targets import CHANNELS, NEUTRAL, TARGETS, Field
from petition_es.importing.times import zone_named

CODE_TEXT = re.compile(r"[\w.-]+@[\w.-]+:[\w.-]+")
SYSTEM_NAME = re.compile("[a-z0-9][a-z0-9-]{0,62}")
SHIPPED = Path(__file__).parent / "mappings"

Text = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[str, StringConstraints(pattern=f"^{SYSTEM_NAME.pattern}$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Value(_Table):
    """A constant, or a column whose values may be translated."""

    constant: Text | None = None
    column: Text | None = None
    values: dict[str, Text] = {}
    otherwise: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_a_constant(cls, given: Any) -> Any:
        return {"constant": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _constant_or_column(self) -> Self:
        if (self.constant is None) == (self.column is None):
            raise ValueError("must be a text or a table with a column")
        return self

    def possible(self) -> frozenset[str]:
        """Return what may come out, as far as the mapping tells."""
        told = (self.constant, self.otherwise, *self.values.values())
        return frozenset(filter(None, told))

    def of(self, attributes: AnyMapping[str, str]) -> str | None:
        """Look the value up in what the source says; None where it says nothing."""
        if self.column is None:
            return self.constant
        theirs = attributes.get(self.column)
        if self.values or theirs is None:
            return self.values.get(theirs or "", self.otherwise)
        return theirs


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
        _check_choice(name, value, target[name])


def _check_choice(name: str, value: Value, field: Field) -> None:
    wrong = value.possible() - field.choices if field.choices else frozenset()
    if wrong:
        allowed = ", ".join(sorted(field.choices))
        raise ValueError(f"{name} cannot be {', '.join(sorted(wrong))}; it is one of {allowed}")


class Rule(_Table):
    """What an activity becomes: an event with its fields, or nothing, for a stated reason."""

    event: str | None = None
    fields: dict[str, Value] = {}
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


class Source(_Table):
    """The table [source]."""

    system: Name
    timezone: Text
    empty: frozenset[str] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _list_to_set(cls, given: Any) -> Any:
        empty = given.get("empty") if isinstance(given, dict) else None
        return given | {"empty": frozenset(empty)} if isinstance(empty, list) else given

    @model_validator(mode="after")
    def _zone_exists(self) -> Self:
        zone_named(self.timezone)
        return self


class Case(_Table):
    """The table [case]."""

    id: Text
    channel: Value = Value(constant="unknown")
    started_at: Text | None = None
    division: Text | None = None

    @field_validator("division")
    @classmethod
    def _division_is_a_code(cls, given: str | None) -> str | None:
        if given is not None and not CODE_TEXT.fullmatch(given):
            raise ValueError("write it as scheme@version:value, such as iso3166@2020:NL")
        return given

    @model_validator(mode="after")
    def _known_channels(self) -> Self:
        _check_choice("channel", self.channel, CHANNELS)
        return self


class Assignment(_Table):
    """The table [assignment]: who has a case, until when, and when it was done."""

    to_unit: Value
    due: Text
    done_at: Text | None = None

    def columns(self) -> set[str | None]:
        """Return the columns of the case that it reads."""
        return {self.to_unit.column, self.due, self.done_at}


class Event(_Table):
    """The table [event]."""

    activity: Text
    at: Text
    resource: Text | None = None
    unit: Text | None = None
    id: Text | None = None


class Mapping(_Table):
    """A whole mapping file."""

    source: Source
    case: Case
    event: Event
    assignment: Assignment | None = None
    activities: dict[str, Rule] = {}
    otherwise: Rule = NEUTRAL_RULE

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times that have no offset."""
        return zone_named(self.source.timezone)

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
    """Read a mapping, or raise UnreadableFile with a line for each fault: file, line, key, why.

    A bare name that is no file here, such as ``helpdesk``, is looked for among the shipped ones.
    """
    shipped = SHIPPED / f"{path.stem}.toml"
    path = shipped if not path.exists() and path.parent == Path() and shipped.exists() else path
    try:
        text = path.read_text(encoding="utf-8")
        return Mapping.model_validate(tomllib.loads(text))
    except OSError as why:
        raise UnreadableFile(f"{path}: cannot be opened ({why.strerror}).") from why
    except ValidationError as why:
        faults = (_fault(path, text, error["loc"], error["msg"]) for error in why.errors())
        raise UnreadableFile("\n".join(faults)) from why
    except ValueError as why:  # Not TOML, or not UTF-8; either tells its place.
        raise UnreadableFile(f"{path.name}: {why}.") from why


def _fault(path: Path, text: str, where: tuple[int | str, ...], why: str) -> str:
    keys = tuple(str(key) for key in where if key != "fields")
    line = _line_of(text, keys)
    place = f"{path.name}, line {line}" if line else path.name
    return f"{place}, {'.'.join(keys)}: {why.removeprefix('Value error, ')}"


_HEADING = re.compile(r"^\s*\[([^\[\]]+)\]")
_KEY = re.compile(r"""^\s*("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)\s*=""")


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """Find the line that comes closest to the key; 0 if not even its table is there."""
    table: tuple[str, ...] = ()
    best, depth = 0, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            table = (heading[1].strip(),)
        named = _KEY.match(line)
        here = (*table, named[1].strip("\"'")) if named else table
        if here == keys[: len(here)] and len(here) > depth:
            best, depth = number, len(here)
    return best
