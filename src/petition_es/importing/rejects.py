"""The reject file: one line for each record that was not imported.

It says where (file, line, column), why (a :class:`Reason`) and, as detail, positions and lengths.
What the field contained is never repeated: the text of a petition is sealed in the store, and a
reject file lies open on a disk.
"""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from petition_es.importing.reasons import Reason

COLUMNS = ("source_file", "line", "column", "reason", "detail")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record, or an event of a case, that was not taken in.

    ``line`` is where it starts, counted from 1 with the header as line 1; ``column`` is empty
    where no single column is to blame; ``lines`` is how many physical lines went with it.
    """

    line: int
    column: str
    reason: Reason
    detail: str
    lines: int = 1


class RejectFile:
    """A CSV in UTF-8 that holds the rejects of one run, and only of that run.

    Rows go to a ``.part`` sibling, flushed one by one, so that a killed run leaves them readable;
    a run that ends moves it over the file of the run before.  No rejects, no file.
    """

    def __init__(self, path: Path, *, source_file: str) -> None:
        """Begin a run that reads ``source_file`` (its name, without folders)."""
        self.path = path
        self.count = 0
        self.part = path.with_name(f"{path.name}.part")
        self._source_file = source_file
        self._file = self.part.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._write(COLUMNS)

    def add(self, rejected: Rejected) -> None:
        """Write one reject and hand it to the operating system at once."""
        where = (self._source_file, rejected.line, rejected.column)
        self._write((*where, rejected.reason.value, rejected.detail))
        self.count += 1

    def finish(self) -> None:
        """End the run: the file now holds exactly its rejects, or is gone if there were none."""
        os.fsync(self._file.fileno())
        self._file.close()
        if self.count:
            self.part.replace(self.path)
        else:
            self.part.unlink()
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish after a whole run; after a broken one leave the ``.part`` to be read."""
        if kind is None:
            self.finish()
        else:
            self._file.close()

    def _write(self, row: Iterable[object]) -> None:
        self._rows.writerow(row)
        self._file.flush()
