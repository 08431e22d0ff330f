"""Rows out of a CSV file that may be damaged anywhere, in memory that does not grow.

One bad record costs one record.  The dangerous damage is a quote that opens and never closes: it
would swallow the good rows behind it.  So when a record breaks after running on over its first
line, only that line is given up: the lines behind it are read again as records of their own.
Those of the wrong shape are taken for the rest of the broken text and counted to its reject,
until one has the right number of columns.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from petition_es.importing.csv_header import Columns
from petition_es.importing.csv_record import BrokenRecord, CsvRecord
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.source_file import (
    BrokenArchive,
    PhysicalLine,
    SourceFile,
    UnreadableFile,
    check_encoding,
    codec_name,
)

_BOM = "\ufeff"
# A NUL, or how the error handler "surrogateescape" marks a byte that it could not decode.
_SUSPECT = re.compile("[\0\udc80-\udcff]")
_QUOTING = frozenset({Reason.UNCLOSED_QUOTE, Reason.STRAY_QUOTE, Reason.FIELD_TOO_LONG})
_MISSHAPEN = _QUOTING | {Reason.CUT_LINE, Reason.EXTRA_FIELDS}


@dataclass(frozen=True, slots=True)
class Row:
    """A whole record: the line it starts on, its number among the records, value by column."""

    line: int
    record: int
    fields: dict[str, str]


class CsvRows:
    """The rows of a CSV file (.csv or .csv.gz), each a Row or a Rejected, in the file's order.

    Opening reads the header and raises UnreadableFile when the columns are not the expected ones
    or the encoding is not the file's.  Iterate once.
    """

    def __init__(self, path: Path, expected: Columns, *, encoding: str = "utf-8") -> None:
        """Open ``path``; ``encoding`` may be any in which ASCII stays ASCII, such as gb18030."""
        self.encoding = codec_name(encoding)
        check_encoding(path, self.encoding)
        self.source = SourceFile(path)
        self._lines = _Lines(self.source, self.encoding)
        self._records = 0
        try:
            self.columns = self._header(expected)
        except UnreadableFile:
            self.close()
            raise

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""
        return self.source.size

    @property
    def position(self) -> int:
        """Bytes of the file read so far."""
        return self.source.position

    def __iter__(self) -> Iterator[Row | Rejected]:
        """Yield every record once; blank lines are no records."""
        lost: Rejected | None = None
        for start in self._lines:
            blank = not start.text.strip()
            outcome = None if blank else self._record(start)
            if lost and (blank or _misshapen(outcome)):
                lost = replace(lost, lines=lost.lines + 1)
                continue
            if lost:
                yield _told(lost)
                lost = None
            if isinstance(outcome, _RanOn):
                lost = outcome.rejected
            elif outcome:
                yield outcome
            self._records += not blank
        yield from filter(None, (lost and _told(lost), self._lines.damage))

    def _header(self, expected: Columns) -> tuple[str, ...]:
        name = self.source.path.name
        start = next((line for line in self._lines if line.text.strip(_BOM + " \t\r\n")), None)
        if start is None:
            raise UnreadableFile(f"{name}: the file is empty.")
        start = replace(start, text=start.text.removeprefix(_BOM))
        try:
            fields, taken = self._assemble(start)
        except BrokenRecord as why:
            raise UnreadableFile(f"{name}: the header is broken: {why.detail}.") from why
        if any(line.suspect for line in taken):
            raise UnreadableFile(f"{name}: the header is not in {self.encoding}.")
        columns = tuple(field.strip() for field in fields)
        expected.check(columns, name)
        return columns

    def _record(self, start: "_Line") -> "Row | Rejected | _RanOn":
        """Read the record that starts here."""
        try:
            fields, taken = self._assemble(start)
        except BrokenRecord as why:
            rejected = self._rejected(start, why)
            ran_on = why.reason is Reason.UNCLOSED_QUOTE or start.odd_quotes
            return _RanOn(rejected) if ran_on else rejected
        if len(fields) != len(self.columns):
            self._lines.push_back(taken[1:])
            rejected = self._rejected(start, _wrong_width(len(fields), len(self.columns)))
            return _RanOn(rejected) if len(taken) > 1 else rejected
        if any(line.suspect for line in taken):
            return self._suspect(fields, taken)
        return Row(start.number, self._records + 1, dict(zip(self.columns, fields, strict=True)))

    def _assemble(self, start: "_Line") -> "tuple[list[str], list[_Line]]":
        """Return the fields and lines of a record; broken, it leaves all but its first line."""
        record, taken = CsvRecord(), [start]
        try:
            while not record.take(taken[-1].text):
                taken[-1].check_whole(record)
                following = next(self._lines, None)
                if following is None:
                    raise record.still_open()
                taken.append(following)
            taken[-1].check_whole(record)
        except BrokenRecord:
            self._lines.push_back(taken[1:])
            raise
        return record.fields, taken

    def _suspect(self, fields: list[str], taken: "list[_Line]") -> Rejected:
        """Name the first column that holds a NUL or bytes that could not be decoded."""
        finds = ((at, _SUSPECT.search(field)) for at, field in enumerate(fields))
        at, bad = next((at, bad) for at, bad in finds if bad)
        place = f"at character {bad.start() + 1} of the field"
        if bad[0] == "\0":
            broken = BrokenRecord(Reason.NUL_BYTE, at, place)
        else:
            broken = BrokenRecord(Reason.WRONG_ENCODING, at, f"not {self.encoding} {place}")
        return replace(self._rejected(taken[0], broken), lines=len(taken))

    def _rejected(self, start: "_Line", why: BrokenRecord) -> Rejected:
        column = self.columns[min(why.column, len(self.columns) - 1)]
        return Rejected(start.number, column, why.reason, why.detail)

    def close(self) -> None:
        """Close the file."""
        self.source.close()

    def __enter__(self) -> Self:
        """Return the rows themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()


@dataclass(frozen=True, slots=True)
class _RanOn:
    """A reject whose text may run on over the lines behind it."""

    rejected: Rejected


@dataclass(frozen=True, slots=True)
class _Line:
    """A decoded line; ``suspect`` if it holds a NUL or bytes that could not be decoded."""

    number: int
    text: str
    suspect: bool
    length: int
    overlong: bool
    odd_quotes: bool

    def check_whole(self, record: CsvRecord) -> None:
        """Raise BrokenRecord if only the head of this line was kept."""
        if self.overlong:
            detail = f"the line is {self.length} bytes long"
            raise BrokenRecord(Reason.FIELD_TOO_LONG, max(0, len(record.fields) - 1), detail)


class _Lines:
    """Decoded lines of which some can be put back, to be read again."""

    def __init__(self, source: SourceFile, encoding: str) -> None:
        self.damage: Rejected | None = None
        self._physical = source.lines()
        self._encoding = encoding
        self._back: deque[_Line] = deque()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _Line:
        if self._back:
            return self._back.popleft()
        try:
            return self._decoded(next(self._physical))
        except BrokenArchive as why:
            detail = f"the archive can be read up to line {why.line}"
            self.damage = Rejected(why.line + 1, "", Reason.BROKEN_ARCHIVE, detail, events=0)
            raise StopIteration from why

    def push_back(self, lines: Iterable[_Line]) -> None:
        """Let ``lines`` be the next ones."""
        self._back.extendleft(reversed(list(lines)))

    def _decoded(self, line: PhysicalLine) -> _Line:
        try:
            text, undecoded = line.data.decode(self._encoding), False
        except UnicodeDecodeError:
            text, undecoded = line.data.decode(self._encoding, "surrogateescape"), True
        suspect = undecoded or "\0" in text
        return _Line(line.number, text, suspect, line.length, line.overlong, line.odd_quotes)


def _misshapen(outcome: Row | Rejected | _RanOn | None) -> bool:
    rejected = isinstance(outcome, Rejected) and outcome.reason in _MISSHAPEN
    return rejected or isinstance(outcome, _RanOn)


def _wrong_width(found: int, wanted: int) -> BrokenRecord:
    detail = f"{found} fields, {wanted} columns"
    if found < wanted:
        return BrokenRecord(Reason.CUT_LINE, found, detail)
    return BrokenRecord(Reason.EXTRA_FIELDS, wanted - 1, detail)


def _told(lost: Rejected) -> Rejected:
    """Say in the reject how many lines went with it."""
    if lost.lines == 1:
        return lost
    last = lost.line + lost.lines - 1
    return replace(lost, detail=f"{lost.detail}; lines {lost.line} to {last} went with it")
