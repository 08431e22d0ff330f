"""Rows in Arrow, and in what reads Arrow; all of it needs the extra `analysis`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin
from uuid import UUID

from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.faults import ExtraMissing

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

Rows = Sequence[tuple[Any, ...]]


def table_of(columns: Sequence[Column], rows: Rows) -> "pa.Table":
    """The Arrow table of rows; ids are the extension type `uuid`, dictionaries are maps."""
    pa = _loaded("pyarrow")
    fields = [pa.field(c.name, arrow_type(c), nullable=c.is_optional) for c in columns]
    values = [
        pa.array([_in_arrow(row[i]) for row in rows], type=field.type)
        for i, field in enumerate(fields)
    ]
    return pa.Table.from_arrays(values, schema=pa.schema(fields))


def polars_frame(columns: Sequence[Column], rows: Rows) -> "pl.DataFrame":
    """The polars frame of rows; it knows no ids, so they are words in it."""
    ids = {i for i, column in enumerate(columns) if column.holds is UUID}
    worded = [Column(c.name, str, c.is_optional) if i in ids else c for i, c in enumerate(columns)]
    words = [tuple(_word(v) if i in ids else v for i, v in enumerate(row)) for row in rows]
    frame: pl.DataFrame = _loaded("polars").from_arrow(table_of(worded, words))
    return frame


def write_parquet(table: "pa.Table", path: Path | str) -> None:
    """Write a Parquet file."""
    _loaded("pyarrow.parquet").write_table(table, path)


def write_ipc(table: "pa.Table", path: Path | str) -> None:
    """Write an Arrow file."""
    pa = _loaded("pyarrow")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)


def arrow_type(column: Column) -> "pa.DataType":
    """The type of a column in Arrow."""
    pa = _loaded("pyarrow")
    single = {
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        str: pa.string(),
        datetime: pa.timestamp("us", tz="UTC"),
        date: pa.date32(),
        timedelta: pa.duration("us"),
        UUID: pa.uuid(),
    }
    if not column.is_json:
        return single[column.holds]
    arguments = get_args(column.holds)
    if get_origin(column.holds) is list:
        return pa.list_(single[arguments[0]])
    return pa.map_(pa.string(), single[arguments[1]])


def _loaded(library: str) -> Any:
    try:
        return import_module(library)
    except ImportError as reason:
        raise ExtraMissing(library=library) from reason


def _word(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _in_arrow(value: Any) -> Any:
    if isinstance(value, dict):
        return list(value.items())
    return value.bytes if isinstance(value, UUID) else value
