"""A table is handed on to whatever an analyst works with, and says the same everywhere."""

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from histories import ROADS, day, named, received, referred, registered, submitted, told
from petition_es.projections import EventRows, Petition, Projection, on, run
from petition_es.projections.kit.faults import ExtraMissing, FormatUnknown

AT = day(2).astimezone(UTC)
WAY = told(submitted(), registered(), referred(ROADS), received(ROADS, on=2))


class Everything(EventRows):
    """A column of every kind."""

    word: str
    number: int
    ratio: float
    truth: bool
    at: datetime
    day: date
    time: timedelta
    other: UUID
    words: list[str]
    by_word: dict[str, int]
    nothing: str | None

    @on(Petition.Received)
    def note(self, event):
        self.word, self.number, self.ratio, self.truth = "路,\n“危”", 7, 0.5, True
        self.at, self.day, self.time = event.at, event.local_at.date(), timedelta(hours=1)
        self.other, self.words, self.by_word = event.originator_id, ["a", "b"], {"z": 1, "a": 2}


class Steps(Projection):
    steps: int = 0

    @on(Petition.Submitted, Petition.Registered)
    def more(self, event):
        self.steps += 1


@pytest.fixture
def table():
    return run(Everything, WAY)


def test_rows_are_found_by_key(table):
    assert table[named("to-roads-received")]["number"] == 7
    with pytest.raises(KeyError):
        table[named("nothing")]


def test_dictionaries_stand_in_one_order(table):
    assert list(table.rows[0]["by_word"]) == ["a", "z"]


def test_it_says_what_it_is(table):
    assert repr(run(Steps, WAY)) == "<steps: 1 rows of petition_id, steps>"


def test_csv_holds_every_cell_as_a_word(table, tmp_path):
    table.to_file(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "event_id": str(named("to-roads-received")),
        "word": "路,\n“危”", "number": "7", "ratio": "0.5", "truth": "True",
        "at": "2016-07-03T01:00:00+00:00", "day": "2016-07-03", "time": "3600.0",
        "other": str(WAY[0].originator_id), "words": '["a","b"]', "by_word": '{"a":2,"z":1}',
        "nothing": "",
    }  # fmt: skip


def test_arrow_keeps_the_type_of_every_column(table):
    schema = table.to_arrow().schema
    assert schema.field("event_id").type == pa.uuid()
    assert schema.field("at").type == pa.timestamp("us", tz="UTC")
    assert schema.field("by_word").type == pa.map_(pa.string(), pa.int64())
    assert [f.name for f in schema if f.nullable] == ["nothing"]


@pytest.mark.parametrize("name", ["rows.parquet", "rows.arrow"])
def test_files_read_back_are_the_same_table(table, tmp_path, name):
    table.to_file(tmp_path / name)
    path = tmp_path / name
    read = pl.read_parquet(path) if name.endswith("parquet") else pl.read_ipc(path)
    assert read["word"].to_list() == ["路,\n“危”"]
    assert read["at"].to_list() == [AT]
    assert read["event_id"].to_list() == [named("to-roads-received").bytes]


def test_pandas_and_polars_read_it(table):
    assert table.to_pandas()["time"][0] == pd.Timedelta(hours=1)
    frame = table.to_polars()
    assert frame["event_id"].to_list() == [str(named("to-roads-received"))]
    assert frame["words"].to_list() == [["a", "b"]]


def test_a_table_without_rows_keeps_its_columns():
    empty = run(Everything, [])
    assert empty.to_polars().columns == empty.columns
    assert len(empty.to_pandas()) == 0


def test_another_kind_of_file_is_refused(table, tmp_path):
    with pytest.raises(
        FormatUnknown, match=r"let its name end in one of \.csv, \.parquet, \.arrow"
    ):
        table.to_file(tmp_path / "rows.xlsx")


def test_a_library_that_is_not_there_is_named_with_its_extra(table, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'petition-es\[analysis\]'"):
        table.to_arrow()
