"""One way to open any case log: CSV or XES, plain or gzip, told apart by what is in it."""

import codecs
from datetime import datetime, tzinfo
from pathlib import Path

from petition_es.importing.case_log import CaseReading, LogColumns
from petition_es.importing.csv_log import CsvLog
from petition_es.importing.source_file import ARCHIVE_DAMAGE, SourceFile, UnreadableFile
from petition_es.importing.xes import XesLog


def open_case_log(
    path: Path, columns: LogColumns, zone: tzinfo, *, now: datetime, encoding: str = "utf-8"
) -> CsvLog | XesLog:
    """Open a case log, or raise UnreadableFile.

    Iterating yields a LogCase for each case and a Rejected for each event or row that cannot be
    read; both kinds of file give the same cases.  ``encoding`` is for CSV: XES names its own.
    """
    reading = CaseReading(columns, zone, now)
    if _is_xml(path):
        return XesLog(path, reading)
    return CsvLog(path, reading, encoding=encoding)


def _is_xml(path: Path) -> bool:
    with SourceFile(path) as source:
        try:
            start = source.stream.read(256)
        except ARCHIVE_DAMAGE as why:
            raise UnreadableFile(f"{path.name}: the archive is damaged at its start.") from why
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for mark in marks:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith(b"<")
