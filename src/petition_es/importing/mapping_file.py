"""What all mapping files share: how one is read, what a value is, and what is told of the source.

A value is a text, or ``{ column = "...", values = { "theirs" = "ours" }, otherwise = "..." }``;
without ``values`` the column's own text is taken.
"""

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)

from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.targets import CHANNELS, Field
from petition_es.importing.times import zone_named

SYSTEM_NAME = re.compile("[a-z0-9][a-z0-9-]{0,62}")
SHIPPED = Path(__file__).parent / "mappings"

Text = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[str, StringConstraints(pattern=f"^{SYSTEM_NAME.pattern}$")]


class Table(BaseModel):
    """One table of a mapping file; what it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Value(Table):
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


class Source(Table):
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

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times that have no offset."""
        return zone_named(self.timezone)


def check_choice(name: str, value: Value, field: Field) -> None:
    """Refuse words that the field does not have."""
    wrong = value.possible() - field.choices if field.choices else frozenset()
    if wrong:
        allowed = ", ".join(sorted(field.choices))
        raise ValueError(f"{name} cannot be {', '.join(sorted(wrong))}; it is one of {allowed}")


def _known_channel(channel: Value) -> Value:
    check_choice("channel", channel, CHANNELS)
    return channel


ChannelValue = Annotated[Value, AfterValidator(_known_channel)]
"""A value that is a channel, one that there is a word for."""

F = TypeVar("F", bound=Table)


def read_mapping_file(path: Path, kind: type[F], shipped: Path = SHIPPED) -> F:
    """Read a mapping, or raise UnreadableFile with a line for each fault: file, line, key, why.

    A bare name that is no file here, such as ``helpdesk``, is looked for among the shipped ones.
    """
    ours = shipped / f"{path.stem}.toml"
    path = ours if not path.exists() and path.parent == Path() and ours.exists() else path
    try:
        text = path.read_text(encoding="utf-8")
        return kind.model_validate(tomllib.loads(text))
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
