"""Ten times the file takes no more memory to read, but for the digests of names."""

import gzip
import tracemalloc

import pytest
from broken_file import HEADER, row
from case_logs import as_csv, as_xes

from petition_es.importing.case_log import LogColumns
from petition_es.importing.complaints import COLUMNS, ComplaintFile
from petition_es.importing.csv_rows import CsvRows
from petition_es.importing.eventlog import open_case_log
from petition_es.importing.source_file import LINE_BYTES_MAX
from petition_es.importing.times import zone_named

MIB = 1024 * 1024
BYTES_A_NAME = 250


def peak(outcomes) -> int:
    """Bytes in use at the worst moment of reading all of it."""
    tracemalloc.start()
    try:
        with outcomes() as reading:
            for _ in reading:
                pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_rows_are_read_in_flat_memory(tmp_path):
    def reading(rows):
        path = tmp_path / f"{rows}.csv"
        path.write_bytes(HEADER + b"".join(row(f"m{n}", body="长" * 500) for n in range(rows)))
        return lambda: CsvRows(path, COLUMNS)

    peak(reading(10))  # What is loaded once and for all is loaded now.
    assert peak(reading(5_000)) < peak(reading(500)) + MIB / 4


def test_complaints_take_a_digest_each_and_no_more(tmp_path, now):
    def reading(rows):
        path = tmp_path / f"{rows}.csv"
        path.write_bytes(HEADER + b"".join(row(f"m{n}", body="长" * 500) for n in range(rows)))
        return lambda: ComplaintFile(path, now=now)

    peak(reading(10))
    growth = peak(reading(2_500)) - peak(reading(500))
    assert growth / 2_000 < BYTES_A_NAME


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_field_of_any_size_takes_bounded_memory(tmp_path, quote):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(HEADER + b"1,u,s,2019/1/1," + quote)
        for _ in range(100):
            file.write(b"x" * MIB)
        file.write(quote + b",r,2019/1/2\n")
    assert peak(lambda: CsvRows(path, COLUMNS)) < 5 * LINE_BYTES_MAX


@pytest.mark.parametrize("write", [as_csv, as_xes])
def test_case_logs_are_read_in_flat_memory(tmp_path, now, write):
    def reading(cases):
        path = tmp_path / f"{cases}.gz"
        step = {"concept:name": "a", "time:timestamp": "2019-01-01", "org:resource": "r" * 50}
        log = [({"case:concept:name": f"c{n}"}, [step] * 5) for n in range(cases)]
        path.write_bytes(gzip.compress(write(log), 1))
        return lambda: open_case_log(path, LogColumns(), zone_named("UTC"), now=now)

    peak(reading(10))
    growth = peak(reading(2_500)) - peak(reading(500))
    assert growth / 2_000 < BYTES_A_NAME
