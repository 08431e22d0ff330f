"""The days off that were announced: China's from a library, an office's own from TOML files.

A file holds a table for each year, or for each later version of one:

    [[year]]
    year = 2027
    version = "国办发明电〔2026〕x号"
    published_at = 2026-11-04
    days_off = [2027-01-01, 2027-02-05]
    workdays = [2027-02-06]
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from chinese_calendar import constants

from petition_es.domain.regime.calendar import Calendar, UnusableTable, YearTable
from petition_es.regimes.calendar_faults import Fault, TomlLines, UnusableCalendar
from petition_es.regimes.year_tables import year_tables

FIXED_HOLIDAYS_OF_CHINA = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""New Year, Labour Day and National Day (全国年节及纪念日放假办法 art. 2, as of 2025).

The others follow the moon or the sun, and are not guessed.
"""

LIBRARY = "chinesecalendar"


@cache
def calendar_of_china() -> Calendar:
    """The working days of China (全国节假日安排) from 2004 on, as the installed library knows them.

    The version of each year is the library's. It holds the last word on a year and no days of
    publication; each year counts as published on 1 October of the year before, ahead of every
    notice, so that a table from a file always replaces it.
    """
    word = version(LIBRARY)
    years = sorted({day.year for day in constants.holidays})
    tables = tuple(
        YearTable(
            year=year,
            version=word,
            published_at=date(year - 1, 10, 1),
            days_off=_of_year(constants.holidays, year),
            workdays=_of_year(constants.workdays, year),
        )
        for year in years
    )
    return Calendar(tables=tables, fixed_holidays=FIXED_HOLIDAYS_OF_CHINA)


def calendar_with_files(calendar: Calendar, paths: Iterable[Path]) -> Calendar:
    """The calendar with the tables of these files: with all of them, or UnusableCalendar."""
    read = [(path, read_year_tables(path)) for path in paths]
    for path, tables in read:
        for table in tables:
            try:
                calendar = calendar.with_year(table)
            except UnusableTable as why:
                raise UnusableCalendar([Fault(path.name, 0, "version", str(why))]) from why
    return calendar


def read_year_tables(path: Path) -> tuple[YearTable, ...]:
    """The tables of a TOML file, or UnusableCalendar with a line for each fault: file, line, key.

    Refuses an unknown or missing key, a value of the wrong kind, a date that stands twice, is off
    and worked at once, or belongs to another year. Of a refused file nothing is used.
    """
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise UnusableCalendar([Fault(path.name, 0, "", f"{why}.")]) from why
    lines = TomlLines(path.name, text)
    tables, faults = year_tables(content, lines)
    if faults:
        raise UnusableCalendar(faults)
    return tables


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # Some editors begin a file with a mark.
    except OSError as why:
        reason = f"cannot be opened ({why.strerror})."
        raise UnusableCalendar([Fault(str(path), 0, "", reason)]) from why
    except UnicodeDecodeError as why:
        raise UnusableCalendar([Fault(path.name, 0, "", "is not UTF-8.")]) from why


def _of_year(days: Mapping[date, str], year: int) -> frozenset[date]:
    return frozenset(day for day in days if day.year == year)
