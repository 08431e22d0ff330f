"""What a writer says about itself, in a file that outlives it: what it tried, and what came of it.

A line is written with one call, so that whoever is killed leaves whole lines, or a last one without
an end, which does not count.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal
from uuid import UUID

import orjson

Word = Literal["tried", "acknowledged", "refused", "broken", "gave_up"]
"""`broken`: what must never happen to a writer, with the reason."""


class Journal:
    """The journal of one writer; `number` counts what it meant to do, however often it is tried."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(
        self,
        word: Word,
        number: int,
        ids: Sequence[UUID] = (),
        positions: Sequence[int] = (),
        reason: str = "",
    ) -> None:
        """Write down a line."""
        said = (word, number, [str(each) for each in ids], list(positions), reason)
        os.write(self._file, orjson.dumps(said) + b"\n")


class Reader:
    """Reads on in a journal that is being written."""

    def __init__(self, path: Path) -> None:
        self._path, self._read = path, 0

    def news(self) -> Iterator[tuple[Word, int, list[UUID], list[int], str]]:
        """What was noted since the last look."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            said = file.read()
        whole = said[: said.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            word, number, ids, positions, reason = orjson.loads(line)
            yield word, number, [UUID(each) for each in ids], positions, reason
