"""The truth about a simulated year (真值): what an audit ought to find, and could only guess.

One JSON object a line, in the order of rows: which petitions are repeats of which, which answers
were copied, which were sent to and fro. The first line says of which year it is the truth.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

Truth = Mapping[str, Any]
"""One thing that is true of one petition."""


def line_of(truth: Truth) -> bytes:
    """Write a truth down."""
    return orjson.dumps(truth, default=str, option=orjson.OPT_APPEND_NEWLINE)


class TruthFile:
    """The file of all truths; it appears when the last one is written, and not before."""

    def __init__(self, path: Path, about: Truth) -> None:
        """Begin it, or raise OSError; `about` becomes the first line."""
        self._path, self._part = path, path.with_name(f"{path.name}.part")
        self._file = self._part.open("wb")
        self._file.write(line_of(about))

    def add(self, lines: bytes) -> None:
        """Add the lines of a batch."""
        self._file.write(lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put it in its place, or, where the load was stopped, leave nothing of it."""
        self._file.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)
