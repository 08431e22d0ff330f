"""The reject file: one line for each record that was not imported.

It says where (file, line, column), why (a :class:`Reason`) and, as detail, positions and lengths.
What the field contained is never repeated: the text of a petition is sealed in the store, and a
reject file lies open on a disk.
"""

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from petition_es.importing.reasons import Reason
from petition_es.importing.source_file import UnusableFile

COLUMNS = ("source_file", "line", "column", "reason", "detail")

_ADVICE = "Name another file with --rejects."


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record, or an event of a case, that was not taken in.

    ``line`` is where it starts, counted from 1 with the header as line 1; ``column`` is empty
    where no single column is to blame; ``lines`` is how many physical lines went with it, and
    ``events`` how many events of a case log.
    """

    line: int
    column: str
    reason: Reason
    detail: str
    lines: int = 1
    events: int = 1


class UnwritableFile(UnusableFile):
    """The rejects cannot be written where they were to go."""


class RejectFile:
    """A CSV in UTF-8 that holds the rejects of one run, and only of that run.

    Rows go to a ``.part`` sibling, flushed one by one, so that a killed run leaves them readable;
    a run that ends moves it over the file of the run before.  No rejects, no file.
    """

    def __init__(self, path: Path, *, source_file: str) -> None:
        """Begin a run that reads ``source_file`` (its name, without folders).

        A file that is there and holds no rejects is somebody's: raise UnwritableFile, as where
        nothing can be written.
        """
        self.path = path
        self.count = 0
        self.part = path.with_name(f"{path.name}.part")
        self._source_file = source_file
        with _told(path):
            if path.exists() and not _holds_rejects(path):
                raise UnwritableFile(f"{path}: is there already and holds no rejects. {_ADVICE}")
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
        with _told(self.path):
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
        """Finish after a whole run; after a broken one leave the ``.part`` to be read, if any."""
        if kind is None:
            self.finish()
            return
        self._file.close()
        if not self.count:
            self.part.unlink(missing_ok=True)

    def _write(self, row: Iterable[object]) -> None:
        with _told(self.path):
            self._rows.writerow(row)
            self._file.flush()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into one line that says what to do."""
    try:
        yield
    except OSError as why:
        message = f"{path}: rejects cannot be written ({why.strerror}). {_ADVICE}"
        raise UnwritableFile(message) from why


def _holds_rejects(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline(256).strip() == ",".join(COLUMNS).encode()
