"""A list of units in CSV, read row by row; a row that cannot be read is named with its reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from petition_es.domain.codes import Code
from petition_es.domain.refusals import HappensInTheFuture, NotADay, NotNamed, Refusal
from petition_es.domain.shape import check_shape
from petition_es.domain.unit import UnitName
from petition_es.domain.unit_list import UnitPlace
from petition_es.importing.csv_header import Columns
from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.rejects import Rejected

COLUMNS = Columns(
    required=("unit_id", "name_zh", "level", "kind", "superior"),
    optional=("name_en", "division", "connected_since"),
)

DIVISIONS = ("gbt2260", "2023")
"""Scheme and edition of a division that is written as bare digits."""


@dataclass(frozen=True)
class Unreadable:
    """A row that no unit can be made of: its line, and the key and facts of the reason."""

    line: int
    key: str
    facts: dict[str, str]

    @classmethod
    def of(cls, line: int, why: Refusal) -> "Unreadable":
        """A row that a rule refuses."""
        return cls(line, f"refusal.{why.rule}", why.facts)


class UnitFile:
    """The rows of a list of units; UnreadableFile where it is none. Iterate once.

    Days are those of `zone`, and none of them is later than `now`.
    """

    def __init__(self, path: Path, *, zone: tzinfo, now: datetime) -> None:
        self.rows = CsvRows(path, COLUMNS)
        self._zone, self._now = zone, now
        self._days: dict[str, datetime] = {}

    def __iter__(self) -> Iterator[UnitPlace | Unreadable]:
        """Yield every row once, in the file's order."""
        for row in self.rows:
            if isinstance(row, Rejected):
                yield Unreadable(row.line, f"reason.{row.reason.value}", {})
                continue
            try:
                yield self._place(row)
            except Refusal as why:
                yield Unreadable.of(row.line, why)

    def _place(self, row: Row) -> UnitPlace:
        words = {column: word.strip() for column, word in row.fields.items()}
        if not words["name_zh"]:
            raise NotNamed(unit=words["unit_id"])
        said: dict[str, Any] = {name: words[name] for name in ("unit_id", "level", "kind")}
        place = UnitPlace(
            line=row.line,
            name=UnitName(zh=words["name_zh"], en=words.get("name_en") or None),
            division=_where(words.get("division"), _division),
            superior=words["superior"] or None,
            connected_since=_where(words.get("connected_since"), self._day),
            **said,
        )
        check_shape(place)
        return place

    def _day(self, word: str) -> datetime:
        """The beginning of a day; a list says few different ones."""
        if word not in self._days:
            self._days[word] = self._beginning_of(word)
        return self._days[word]

    def _beginning_of(self, word: str) -> datetime:
        try:
            begins = datetime.combine(date.fromisoformat(word), time(), self._zone)
        except ValueError as error:
            raise NotADay(field="connected_since") from error
        if begins > self._now:
            raise HappensInTheFuture(at=word, now=self._now.date().isoformat())
        return begins

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


def _where(word: str | None, read: Callable[[str], Any]) -> Any:
    return read(word) if word else None


def _division(word: str) -> Code:
    """A division, as bare digits or as `SCHEME@EDITION:VALUE`."""
    scheme, _, rest = word.partition("@")
    edition, colon, value = rest.partition(":")
    return Code(scheme, edition, value) if colon else Code(*DIVISIONS, word)
