"""The rows of a projection as a table, to look at or to hand on."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from petition_es.projections.kit import arrow
from petition_es.projections.kit.columns import as_written
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.faults import FormatUnknown

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@dataclass(frozen=True)
class Table:
    """The rows of a projection, sorted by key; times are UTC."""

    definition: Definition
    tuples: Sequence[tuple[Any, ...]]

    @classmethod
    def of(cls, definition: Definition, rows: Mapping[Any, Any]) -> "Table":
        """Make the table of folded rows; one of which nothing stands is no row."""
        columns = definition.columns
        tuples = [
            tuple(as_written(c, v) for c, v in zip(columns, definition.values(row), strict=True))
            for row in rows.values()
            if row.folded
        ]
        keys = len(definition.keys)
        return cls(definition, sorted(tuples, key=lambda each: each[:keys]))

    @property
    def columns(self) -> list[str]:
        """The names of the columns, the key first."""
        return [column.name for column in self.definition.columns]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows, each by column."""
        return [dict(zip(self.columns, each, strict=True)) for each in self.tuples]

    def __len__(self) -> int:
        return len(self.tuples)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and (
            (self.columns, list(self.tuples)) == (other.columns, list(other.tuples))
        )

    __hash__ = None  # type: ignore[assignment]  # a table is compared by its rows, as a list is

    def __getitem__(self, key: Any) -> dict[str, Any]:
        """The row of a key: a value, or a tuple of values where the key has several columns."""
        wanted = key if isinstance(key, tuple) else (key,)
        for each in self.tuples:
            if each[: len(wanted)] == wanted:
                return dict(zip(self.columns, each, strict=True))
        raise KeyError(key)

    def __repr__(self) -> str:
        return f"<{self.definition.name}: {len(self)} rows of {', '.join(self.columns)}>"

    def to_file(self, path: Path | str) -> None:
        """Write the table as its file's name ends: `.csv`, `.parquet` or `.arrow`."""
        writing = {".csv": self.to_csv, ".parquet": self.to_parquet, ".arrow": self.to_ipc}
        write = writing.get(Path(path).suffix)
        if write is None:
            raise FormatUnknown(path=path, known=", ".join(writing))
        write(path)

    def to_csv(self, path: Path | str) -> None:
        """Write the table as CSV in UTF-8; an empty cell is nothing, and JSON what holds several.

        Times are in ISO 8601, lengths of time in seconds.
        """
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.columns)
            writer.writerows([_plain(value) for value in each] for each in self.tuples)

    def to_arrow(self) -> "pa.Table":
        """The table in Arrow; needs the extra `analysis`."""
        return arrow.table_of(self.definition.columns, self.tuples)

    def to_parquet(self, path: Path | str) -> None:
        """Write the table as a Parquet file; needs the extra `analysis`."""
        arrow.write_parquet(self.to_arrow(), path)

    def to_ipc(self, path: Path | str) -> None:
        """Write the table as an Arrow file; needs the extra `analysis`."""
        arrow.write_ipc(self.to_arrow(), path)

    def to_pandas(self) -> "pd.DataFrame":
        """The table as a pandas frame; needs the extra `analysis`."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> "pl.DataFrame":
        """The table as a polars frame, with ids as words; needs the extra `analysis`."""
        return arrow.polars_frame(self.definition.columns, self.tuples)


def _plain(value: Any) -> Any:
    if isinstance(value, list | dict):
        return orjson.dumps(value).decode()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
