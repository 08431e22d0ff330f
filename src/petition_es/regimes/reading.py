"""Reading one file of rules: TOML, held against its shape, every fault at its line."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError

from petition_es.domain.regime.rules import Basis, Wording
from petition_es.regimes.faults import InstrumentUnknown, RegimeUnreadable
from petition_es.regimes.file_shape import Citation, RegimeTable

AT = re.compile(r"^(?P<said>.*?) @ \$\.?(?P<path>.*)$", re.DOTALL)
STEP = re.compile(r"(?P<key>[A-Za-z_0-9-]+)(?:\[(?P<index>\d+)\])?")
LISTED = re.compile(r"\(?(?P<word>\S+) not in literal typing\.Literal\[(?P<words>.*)\]\)?")
DECODED_AT = re.compile(r"line (\d+)")


@dataclass(frozen=True)
class RegimeFile:
    """A file that was read: its name, its text (to tell lines by), and what it says."""

    name: str
    text: str
    said: RegimeTable

    def line_of(self, *keys: str, index: int = 0) -> int:
        """The line of a key: `rule`, `limit` of the table of this index; the table's, else 1."""
        return line_of(self.text, keys, index)


def read_file(name: str, text: str) -> RegimeFile:
    """Read a file; a fault names the line and the key where it is not as it must be."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        found = DECODED_AT.search(str(reason))
        line = found.group(1) if found else 1
        raise RegimeUnreadable(file=name, line=line, place="TOML", reason=reason) from reason
    try:
        said = _converter(tables).structure(tables, RegimeTable)
    except BaseValidationError as reason:
        raise _told(name, text, transform_error(reason)[0]) from reason
    for keys, index, instrument in _cited(tables):
        if instrument not in said.instruments:
            at = {"file": name, "line": line_of(text, keys, index), "place": ".".join(keys)}
            raise InstrumentUnknown(**at, instrument=instrument)
    return RegimeFile(name, text, said)


def _cited(tables: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Every instrument that a file of a sound shape cites, with the keys and the table it is in."""
    for key, many in tables.items():
        for index, table in enumerate(many if isinstance(many, list) else [many]):
            if not isinstance(table, dict):
                continue
            if basis := table.get("basis"):
                yield (key, "basis"), index, basis["instrument"]
            if basis := table.get("extension", {}).get("basis"):
                yield (key, "extension"), index, basis["instrument"]


def _told(name: str, text: str, message: str) -> RegimeUnreadable:
    """The first thing that does not fit, at its line."""
    found = AT.match(message)
    said, path = (found["said"], found["path"]) if found else (message, "")
    steps = [(step["key"], int(step["index"] or 0)) for step in STEP.finditer(path)]
    keys = [key for key, _ in steps]
    index = next((number for _, number in steps), 0)
    if missing := re.search(r"'(\w+)'", said) if "required" in said else None:
        keys.append(missing[1])
    if extra := re.search(r"\((.*)\)", said) if "extra" in said else None:
        keys.append(extra[1].strip("'"))
    if listed := LISTED.search(said):
        said = f"{listed['word']} is none of {listed['words'].replace(chr(39), '')}"
    line = line_of(text, tuple(keys), index)
    return RegimeUnreadable(file=name, line=line, place=".".join(keys) or "file", reason=said)


def line_of(text: str, keys: tuple[str, ...], index: int) -> int:
    """Find a key in the text: in the table of its name, the `index`-th of them; from 1 on."""
    lines = text.splitlines()
    first = _table_begins(lines, keys[0], index) if keys else None
    begin = 0 if first is None else first
    for key in reversed(keys[1:] if first is not None else keys):
        for number in range(begin, len(lines)):
            if number > begin and lines[number].startswith("[") and first is not None:
                break
            if (
                re.match(rf"\s*\[?{re.escape(key)}\b", lines[number])
                or f" {key} =" in lines[number]
            ):
                return number + 1
    return begin + 1


def _table_begins(lines: list[str], name: str, index: int) -> int | None:
    heads = [
        number for number, line in enumerate(lines) if line.strip("[] ") == name and "[" in line
    ]
    return heads[min(index, len(heads) - 1)] if heads else None


def _day(value: Any, _: type) -> date:
    if type(value) is not date:
        raise TypeError("a day, written as 2016-07-01, is needed")
    return value


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def _converter(tables: dict[str, Any]) -> Converter:
    """What reads the tables of a file, and knows the instruments that the file lists."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook(date, _day)
    listed = tables.get("instruments", {})

    def basis(said: Any, _: type) -> Basis:
        cited = converter.structure(said, Citation)
        titles = listed.get(cited.instrument, {"zh": "", "en": ""})  # One not listed is told next.
        return Basis(instrument=converter.structure(titles, Wording), article=cited.article)

    converter.register_structure_hook(Basis, basis)
    return converter
