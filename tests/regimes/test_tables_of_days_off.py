"""Files of days off: read as a whole, or refused with every fault and its place."""

import re
from datetime import date

import pytest

from petition_es.regimes.calendar_faults import UnusableCalendar
from petition_es.regimes.calendars import (
    calendar_of_china,
    calendar_with_files,
    read_year_tables,
)

CALENDAR = calendar_of_china()
SOUND = """\
# An invented arrangement.
[[year]]
year = 2027
version = "国办发明电〔2026〕x号"
published_at = 2026-11-04
days_off = [2027-01-01, 2027-02-05]
workdays = [
    2027-02-06,
    2027-02-20,
]

[[year]]
year = 2028
version = "国办发明电〔2027〕x号"
published_at = 2027-11-04
days_off = [2028-01-03]
"""

KNOWN_KEYS = "known are year, version, published_at, days_off, workdays."
NO_VERSION = "names no version: write the number of the notice in quotes."
NO_DATE = "is no date: write a date as 2027-01-01, without quotes."
NO_SUCH_TABLE = "is no key of such a file: only [[year]] is."
NOON = "2027-11-04T12:00:00+08:00"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "days-off.toml"

    def with_text(text):
        path.write_text(text, encoding="utf-8")
        return path

    return with_text


@pytest.fixture
def faults_of(file):
    def read(text):
        with pytest.raises(UnusableCalendar) as refused:
            read_year_tables(file(text))
        return str(refused.value).splitlines()

    return read


def test_a_file_is_read(file):
    first, second = read_year_tables(file(SOUND))
    assert (first.year, first.version) == (2027, "国办发明电〔2026〕x号")
    assert first.published_at == date(2026, 11, 4)
    assert first.days_off == {date(2027, 1, 1), date(2027, 2, 5)}
    assert first.workdays == {date(2027, 2, 6), date(2027, 2, 20)}
    assert (second.year, second.workdays) == (2028, frozenset())


def test_a_file_may_begin_with_the_mark_that_some_editors_write(file):
    assert read_year_tables(file("\ufeff" + SOUND)) == read_year_tables(file(SOUND))


def test_a_calendar_takes_the_tables_of_files_over_those_of_the_library(file):
    of_2026 = '[[year]]\nyear = 2026\nversion = "own"\npublished_at = 2025-11-04\ndays_off = []\n'
    calendar = calendar_with_files(CALENDAR, [file(SOUND + of_2026)])
    assert [calendar.version_of(year) for year in (2026, 2027, 2028)] == [
        "own", "国办发明电〔2026〕x号", "国办发明电〔2027〕x号",
    ]  # fmt: skip
    assert calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2027, 2, 6))


@pytest.mark.parametrize(
    ("sound", "broken", "told"),
    [
        (
            "    2027-02-20,",
            "    2027-02-06,",
            "9, year[1].workdays: 2027-02-06 stands there twice.",
        ),
        ("2027-01-01, ", "2027-02-05, ", "6, year[1].days_off: 2027-02-05 stands there twice."),
        (
            "    2027-02-20,",
            "    2026-12-27,",
            "9, year[1].workdays: 2026-12-27 is no day of 2027.",
        ),
        ("2028-01-03", "2029-01-03", "16, year[2].days_off: 2029-01-03 is no day of 2028."),
        (
            "    2027-02-20,",
            "    2027-01-01,",
            "9, year[1].workdays: 2027-01-01 is a day off as well.",
        ),
        ("workdays = [", "work_days = [", f"7, year[1].work_days: is unknown; {KNOWN_KEYS}"),
        ("days_off = [2028-01-03]", "", "12, year[2]: days_off is missing."),
        ("year = 2028", 'year = "2028"', "13, year[2].year: '2028' is no year."),
        ("year = 2028", "year = true", "13, year[2].year: True is no year."),
        ('"国办发明电〔2027〕x号"', '" "', f"14, year[2].version: ' ' {NO_VERSION}"),
        ("2027-11-04", f"{NOON}", f"15, year[2].published_at: {NOON} {NO_DATE}"),
        ("[2028-01-03]", '["2028-01-03"]', f"16, year[2].days_off: '2028-01-03' {NO_DATE}"),
        ("[2028-01-03]", "2028-01-03", "16, year[2].days_off: 2028-01-03 is no list of dates."),
        ("# An invented", "zone = 8 #", f"1, zone: {NO_SUCH_TABLE}"),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(faults_of, sound, broken, told):
    assert faults_of(SOUND.replace(sound, broken)) == [f"days-off.toml, line {told}"]


def test_every_fault_of_a_file_is_told_at_once(faults_of):
    text = SOUND.replace("2027-01-01", "2026-01-01").replace("2028-01-03", "2027-01-03")
    assert len(faults_of(text)) == 2


def test_a_version_of_a_year_stands_in_a_file_once(faults_of):
    twice = SOUND.replace("2028", "2027").replace("2027〕", "2026〕")
    assert faults_of(twice) == [
        "days-off.toml, line 14, year[2].version: 国办发明电〔2026〕x号 of 2027 stands there twice."
    ]


def test_what_is_no_toml_is_told_with_its_line(faults_of):
    (told,) = faults_of(SOUND.replace("year = 2028", "year = = 2028"))
    assert re.match(r"days-off\.toml: .*line 13", told)
    (told,) = faults_of(SOUND.replace("2028-01-03", "2028-02-30"))
    assert told.startswith("days-off.toml: ")


def test_a_file_without_tables_is_refused(faults_of):
    needs = "days-off.toml, year: needs a table [[year]] for each year."
    assert faults_of("") == [needs]
    assert faults_of("year = []") == ["days-off.toml, line 1, " + needs.split(", ")[1]]
    (told,) = faults_of("[year]\nyear = 2027\n")
    assert told.endswith("needs a table [[year]] for each year.")


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(UnusableCalendar, match="cannot be opened"):
        read_year_tables(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UnusableCalendar, match="not UTF-8"):
        read_year_tables(tmp_path / "bytes.toml")


def test_of_several_files_all_are_taken_or_none(file, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text(SOUND.replace("2028-01-03", "2029-01-03"), encoding="utf-8")
    with pytest.raises(UnusableCalendar, match=r"broken\.toml, line 16"):
        calendar_with_files(CALENDAR, [file(SOUND), broken])
    assert not CALENDAR.is_known(2027)


def test_one_version_in_two_wordings_is_refused_with_the_file(file, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(SOUND.replace("2028-01-03", "2028-01-04"), encoding="utf-8")
    with pytest.raises(UnusableCalendar, match=r"other\.toml, .*2028 was published twice"):
        calendar_with_files(CALENDAR, [file(SOUND), other])
    assert calendar_with_files(CALENDAR, [file(SOUND)] * 2).is_known(2028)
