"""Cases out of a CSV with one row for each event.

Rows of one case need not stand together, and no file says beforehand whether they do.  So the
rows go through a temporary SQLite database that sorts them by case: it lies in the temporary
folder (TMPDIR) without a name, so that nothing is left of it when the process ends, however it
ends.  Memory is that of the largest case; the disk needs about the size of the unpacked file.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

from petition_es.importing.case_log import CaseReading, LogCase, LogColumns, RawEvent
from petition_es.importing.csv_header import Columns
from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.rejects import Rejected
from petition_es.importing.source_file import UnreadableFile

_SCHEMA = """
pragma journal_mode = off;
pragma synchronous = off;
create table cases (number integer primary key, name text unique);
create table rows (number int, line int, position int, fields blob, primary key (number, line))
    without rowid;
begin;
"""

_StoredRow = tuple[int, int, int, bytes]


class CsvLog:
    """The cases of an event-log CSV, in the order of their first rows.

    Rows that are broken come out first, as Rejected, while all rows are sorted.
    """

    def __init__(self, path: Path, reading: CaseReading, *, encoding: str = "utf-8") -> None:
        """Open ``path``, or raise UnreadableFile if columns that the mapping names are missing."""
        self._columns = reading.columns
        self._rows = CsvRows(path, _expected(reading.columns), encoding=encoding)
        of_event = (
            name for name in self._rows.columns if not reading.columns.belongs_to_case(name)
        )
        self._of_event = frozenset(of_event)
        self._reading = reading
        self.position = 0

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""
        return self._rows.size

    def __iter__(self) -> Iterator[LogCase | Rejected]:
        """Yield broken rows, then cases; before each, a reject for every unreadable event."""
        sorter = _Sorter(self._columns.case_id)
        try:
            for row in self._rows:
                if isinstance(row, Rejected):
                    yield row
                else:
                    sorter.add(row, self._rows.position)
            for stored in sorter.cases():
                yield from self._case(stored)
        except sqlite3.Error as why:
            raise UnreadableFile(
                f"The rows cannot be sorted in the temporary folder: {why}."
            ) from why
        finally:
            sorter.close()

    def _case(self, stored: list[_StoredRow]) -> Iterator[LogCase | Rejected]:
        of_case: dict[str, str] = {}
        events: list[RawEvent] = []
        for _, line, self.position, packed in stored:
            events.append(RawEvent(line, {}))
            for name, value in orjson.loads(packed).items():
                if name in self._of_event:
                    events[-1].attributes[name] = value
                else:
                    # Every row says it again; where they differ, the first one counts.
                    of_case.setdefault(name, value)
        return self._reading.case(events[0].line, of_case, events)

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def __enter__(self) -> Self:
        """Return the log itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()


class _Sorter:
    """Brings together the rows of each case, on disk."""

    def __init__(self, case_id: str) -> None:
        self._case_id = case_id
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_SCHEMA)
        self._latest = ("", 0)

    def add(self, row: Row, position: int) -> None:
        fields = {column: value for column, value in row.fields.items() if value.strip()}
        number = self._number(fields.get(self._case_id, "").strip())
        stored = (number, row.line, position, orjson.dumps(fields))
        self._database.execute("insert into rows values (?, ?, ?, ?)", stored)

    def _number(self, name: str) -> int:
        """Return the number of a case; most rows belong to the case of the row before."""
        if self._latest[0] != name or not self._latest[1]:
            self._database.execute("insert or ignore into cases (name) values (?)", (name,))
            found = self._database.execute("select number from cases where name = ?", (name,))
            self._latest = (name, found.fetchone()[0])
        return self._latest[1]

    def cases(self) -> Iterator[list[_StoredRow]]:
        """Yield the rows of one case after the other."""
        found = self._database.execute("select * from rows order by number, line")
        for _, rows in groupby(found, key=lambda row: row[0]):
            yield list(rows)

    def close(self) -> None:
        self._database.close()


def _expected(columns: LogColumns) -> Columns:
    named = (columns.case_id, columns.activity, columns.at, columns.resource, columns.event_id)
    needed = [*filter(None, named), *sorted(columns.of_case | columns.of_event)]
    return Columns(required=tuple(dict.fromkeys(needed)), others=True)
