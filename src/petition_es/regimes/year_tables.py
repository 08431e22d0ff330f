"""From the content of a TOML file to tables of days off: all of them sound, or every fault told."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any

from petition_es.domain.regime.calendar import YearTable
from petition_es.regimes.calendar_faults import Fault, TomlLines, written

LISTS = ("days_off", "workdays")
NEEDED = ("year", "version", "published_at", "days_off")
KEYS = (*NEEDED, "workdays")

A_DATE = "write a date as 2027-01-01, without quotes"


def year_tables(
    content: Mapping[str, Any], lines: TomlLines
) -> tuple[tuple[YearTable, ...], list[Fault]]:
    """The tables of a file, and what is wrong with it; tables only where nothing is."""
    rows = content.get("year")
    faults = [
        lines.fault("is no key of such a file: only [[year]] is.", key=key)
        for key in content
        if key != "year"
    ]
    if not rows or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return (), [*faults, lines.fault("needs a table [[year]] for each year.", key="year")]
    faults += [fault for place, row in enumerate(rows) for fault in _faults(place, row, lines)]
    faults += _same_versions(rows, lines) if not faults else []
    return (() if faults else tuple(_table(row) for row in rows)), faults


def _table(row: Mapping[str, Any]) -> YearTable:
    return YearTable(
        year=row["year"],
        version=row["version"],
        published_at=row["published_at"],
        days_off=frozenset(row["days_off"]),
        workdays=frozenset(row.get("workdays", ())),
    )


def _faults(place: int, row: Mapping[str, Any], lines: TomlLines) -> Iterator[Fault]:
    for key in row:
        if key not in KEYS:
            yield lines.fault(f"is unknown; known are {', '.join(KEYS)}.", table=place, key=key)
    for key in NEEDED:
        if key not in row:
            yield lines.fault(f"{key} is missing.", table=place)
    for key in KEYS:
        if key in row and (why := _wrong_kind(key, row[key])):
            yield lines.fault(why, table=place, key=key)
    for key in LISTS:
        yield from _wrong_days(place, key, row, lines)
    yield from _both(place, row, lines)


def _wrong_kind(key: str, value: Any) -> str | None:
    if key == "year" and not (type(value) is int and MINYEAR < value < MAXYEAR):
        return f"{written(value)} is no year."
    if key == "version" and not (isinstance(value, str) and value.strip()):
        return f"{written(value)} names no version: write the number of the notice in quotes."
    if key == "published_at" and not _is_date(value):
        return f"{written(value)} is no date: {A_DATE}."
    if key in LISTS and not isinstance(value, list):
        return f"{written(value)} is no list of dates."
    return None


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _wrong_days(place: int, key: str, row: Mapping[str, Any], lines: TomlLines) -> Iterator[Fault]:
    """What is wrong with single dates of a list."""
    days, year = _listed(row, key), row.get("year")
    for day in days:
        if not _is_date(day):
            why = f"{written(day)} is no date: {A_DATE}."
        elif type(year) is int and day.year != year:
            why = f"{written(day)} is no day of {year}."
        else:
            continue
        yield lines.fault(why, table=place, key=key, day=written(day).strip("'"))
    for day in _more_than_once(days):
        why = f"{written(day)} stands there twice."
        yield lines.fault(why, table=place, key=key, day=written(day))


def _listed(row: Mapping[str, Any], key: str) -> list[Any]:
    """What stands in a list of the table; nothing where that is no list."""
    days = row.get(key)
    return days if isinstance(days, list) else []


def _more_than_once(values: list[Any]) -> list[Any]:
    dates = Counter(value for value in values if _is_date(value))
    return [value for value, times in dates.items() if times > 1]


def _both(place: int, row: Mapping[str, Any], lines: TomlLines) -> Iterator[Fault]:
    off, worked = ({day for day in _listed(row, key) if _is_date(day)} for key in LISTS)
    for day in sorted(off & worked):
        why = f"{written(day)} is a day off as well."
        yield lines.fault(why, table=place, key="workdays", day=written(day))


def _same_versions(rows: list[Mapping[str, Any]], lines: TomlLines) -> Iterator[Fault]:
    """A version of a year stands in a file once; a later notice has a number of its own."""
    seen: set[tuple[int, str]] = set()
    for place, row in enumerate(rows):
        named = (row["year"], row["version"])
        if named in seen:
            why = f"{row['version']} of {row['year']} stands there twice."
            yield lines.fault(why, table=place, key="version")
        seen.add(named)
