"""What is wrong with a file of days off, and where in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_HEADING = re.compile(r"^\s*\[\[\s*year\s*\]\]")
_KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*=""")


@dataclass(frozen=True)
class Fault:
    """One fault: its file, its line (0 where none can be told), its key (empty for the file)."""

    file: str
    line: int
    key: str
    why: str

    def __str__(self) -> str:
        """Write it as `days-off.toml, line 5, year[1].workdays: …`."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}, {self.key}: {self.why}" if self.key else f"{place}: {self.why}"


class UnusableCalendar(Exception):
    """A file of days off cannot be used, and nothing of it is; the message tells every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        self.facts = {"faults": "; ".join(str(fault).removesuffix(".") for fault in faults)}
        super().__init__("\n".join(str(fault) for fault in self.faults))


class TomlLines:
    """Where the keys and dates of the `[[year]]` tables stand in a file."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.splitlines()

    def fault(self, why: str, *, table: int | None = None, key: str = "", day: str = "") -> Fault:
        """A fault of the file, of its table number `table` (from 0), or of a key or date there."""
        if table is None:
            return Fault(self._file, self._line_of_key(0, len(self._lines), key), key, why)
        line = self._line_in_table(table, key, day)
        where = f"year[{table + 1}]"
        return Fault(self._file, line, f"{where}.{key}" if key else where, why)

    def _line_in_table(self, table: int, key: str, day: str) -> int:
        """The line of the date under the key, else of the key, else of the table's heading."""
        headings = [at for at, line in enumerate(self._lines) if _HEADING.match(line)]
        if table >= len(headings):
            return 0
        begins, ends = headings[table], [*headings, len(self._lines)][table + 1]
        of_key = self._line_of_key(begins, ends, key)
        return self._last_line_of(day, of_key, ends) or of_key or begins + 1

    def _line_of_key(self, begins: int, ends: int, key: str) -> int:
        for at in range(begins, ends):
            named = _KEY.match(self._lines[at])
            if key and named and named[1] == key:
                return at + 1
        return 0

    def _last_line_of(self, day: str, of_key: int, ends: int) -> int:
        """The last line with this date, from that of its key to that of the next key."""
        found = 0
        for at in range(max(of_key - 1, 0), ends if day and of_key else 0):
            if at >= of_key and _KEY.match(self._lines[at]):
                break
            if day in self._lines[at]:
                found = at + 1
        return found


def written(value: object) -> str:
    """A value as it may stand in the file."""
    return value.isoformat() if isinstance(value, date) else repr(value)
