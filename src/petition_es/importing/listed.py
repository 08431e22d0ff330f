"""Lists: files in which each row is a whole record with an identifier of its own."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.row_reading import RowReading, RowRefused
from petition_es.importing.seen import Seen

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Already:
    """A row that repeats, word for word, one that came before it in the same file."""

    record: int
    line: int


class ListFile(ABC, Generic[R]):
    """The records of a list; each row comes out as a record, Already or Rejected.

    Memory grows only by a digest of each identifier, about 150 bytes a row.
    """

    def __init__(self, rows: CsvRows, identifier: str) -> None:
        """Begin to read; `identifier` is the column of it."""
        self.rows = rows
        self._identifier = identifier
        self._seen = Seen()

    @abstractmethod
    def _reading(self, row: Row) -> RowReading:
        """Begin to read a row."""

    @abstractmethod
    def _record(self, reading: RowReading) -> R:
        """Answer what the row says, or raise RowRefused."""

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""
        return self.rows.size

    @property
    def position(self) -> int:
        """Bytes of the file read so far."""
        return self.rows.position

    def __iter__(self) -> Iterator[R | Already | Rejected]:
        """Yield the outcome of every record, in the file's order."""
        for row in self.rows:
            yield row if isinstance(row, Rejected) else self._outcome(row)

    def _outcome(self, row: Row) -> R | Already | Rejected:
        reading = self._reading(row)
        try:
            record, name = self._record(reading), reading.identifier(self._identifier)
        except RowRefused as why:
            return why.rejected
        same = self._seen.same_as_before(name, reading.content())
        if same is None:
            return record
        if same:
            return Already(row.record, row.line)
        detail = "an earlier row of this file has this identifier with other content"
        return Rejected(row.line, self._identifier, Reason.DUPLICATE_ID_OTHER_CONTENT, detail)

    def __enter__(self) -> Self:
        """Return the list itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.rows.close()
