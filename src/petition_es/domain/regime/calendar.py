"""Days off and make-up working days (调休), year by year, each version as it was published.

A year that nobody has announced yet is provisional (暂定): its weekends and the holidays with a
fixed date are days off, and whatever is counted in it says that it may still change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

MonthAndDay = tuple[int, int]
"""The date of a holiday that falls on the same day every year: (10, 1) is the first of October."""

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class UnusableTable(ValueError):
    """The days of a year that were announced contradict themselves, or a version of them."""


@dataclass(frozen=True, kw_only=True)
class YearTable:
    """The days off of one year, as one notice (放假安排的通知) announced them.

    `days_off` are holidays and days in lieu; other Saturdays and Sundays need not be named.
    `workdays` are the make-up working days among the weekends. `published_at` is a day on the
    office's wall clock. A notice that also moves a day of the year before is told in two tables:
    the second is a new version of that year. Raises UnusableTable for a day of another year, and
    for one that is both worked and off.
    """

    year: int
    version: str
    published_at: date
    days_off: frozenset[date]
    workdays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a table that no office could work by."""
        for day in sorted(self.days_off | self.workdays):
            if day.year != self.year:
                raise UnusableTable(f"{day} is no day of {self.year}.")
        for day in sorted(self.days_off & self.workdays):
            raise UnusableTable(f"{day} is both a day off and a working day.")


@dataclass(frozen=True, kw_only=True)
class Day:
    """What the calendar says of one day, and whether its year still waits to be announced."""

    date: date
    is_workday: bool
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class _Year:
    """A year made ready for counting, so that no question has to walk through its days."""

    first: int
    """The ordinal of 1 January."""
    before: tuple[int, ...]
    """How many working days lie before each day, and last before the end of the year."""
    workdays: tuple[date, ...]

    def until(self, day: date) -> int:
        """The working days of this year up to `day`, which is one of them if it is worked."""
        return self.before[day.toordinal() - self.first + 1]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days and days off of an office, with every version that was ever published.

    `tables` hold the versions; of one year the one published last is in force, and of two that
    were published on the same day the one added last. `fixed_holidays` are days off in a
    provisional year. Days are days on the office's wall clock. Raises UnusableTable if two tables
    of a year bear the same version and differ.
    """

    tables: tuple[YearTable, ...] = ()
    fixed_holidays: frozenset[MonthAndDay] = frozenset()
    _counted: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse two wordings of the same version."""
        seen: dict[tuple[int, str], YearTable] = {}
        for table in self.tables:
            if seen.setdefault((table.year, table.version), table) != table:
                raise UnusableTable(f"{table.year} was published twice as {table.version}.")

    def with_year(self, table: YearTable) -> "Calendar":
        """Add a year or a later version of it, as it was announced.

        To add a table again changes nothing. Raises UnusableTable if another table of the year
        bears the same version.
        """
        if table in self.tables:
            return self
        return replace(self, tables=(*self.tables, table))

    def as_published_on(self, day: date) -> "Calendar":
        """The calendar as it stood at the end of `day`: what a page of that day was counted by."""
        known = tuple(table for table in self.tables if table.published_at <= day)
        return replace(self, tables=known)

    def is_known(self, year: int) -> bool:
        """Whether the days off of this year were announced; else every count in it may change."""
        return year in self._in_force

    def are_known(self, first: date, last: date) -> bool:
        """Whether every year from the day `first` to the day `last` was announced."""
        if first.year == last.year:
            return first.year in self._in_force
        return all(year in self._in_force for year in range(first.year, last.year + 1))

    def version_of(self, year: int) -> str | None:
        """The version in force of this year's days off; None while the year is provisional."""
        table = self._in_force.get(year)
        return table.version if table else None

    def look_up(self, day: date) -> Day:
        """Tell whether `day` is worked, and whether that is settled."""
        is_provisional = not self.is_known(day.year)
        return Day(date=day, is_workday=self.is_workday(day), is_provisional=is_provisional)

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked, as far as is known: `look_up` also says if it is settled."""
        year = self._year(day.year)
        place = day.toordinal() - year.first
        return year.before[place + 1] > year.before[place]

    def first_workday_from(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is (Civil Code art. 203)."""
        year = self._year(day.year)
        place = year.before[day.toordinal() - year.first]
        if place < len(year.workdays):
            return year.workdays[place]
        return self.first_workday_from(date(day.year + 1, 1, 1))

    def workday_after(self, day: date, number: int) -> date:
        """The working day that is `number` (at least 1) working days after `day`."""
        year = self._year(day.year)
        place = year.until(day) + number - 1
        following = day.year
        while place >= len(year.workdays):
            place -= len(year.workdays)
            following += 1
            year = self._year(following)
        return year.workdays[place]

    def workdays_between(self, first: date, last: date) -> int:
        """The working days after `first` up to and with `last`; negative if `last` is earlier."""
        if last < first:
            return -self.workdays_between(last, first)
        whole = sum(len(self._year(year).workdays) for year in range(first.year, last.year))
        return whole + self._year(last.year).until(last) - self._year(first.year).until(first)

    @cached_property
    def _in_force(self) -> Mapping[int, YearTable]:
        by_publication = sorted(self.tables, key=lambda table: table.published_at)
        return {table.year: table for table in by_publication}

    def _year(self, year: int) -> _Year:
        counted = self._counted.get(year)
        if counted is None:
            counted = self._counted[year] = self._count(year)
        return counted

    def _count(self, year: int) -> _Year:
        first = date(year, 1, 1).toordinal()
        length = date(year, 12, 31).toordinal() - first + 1
        days = [date.fromordinal(first + place) for place in range(length)]
        worked = [self._is_worked(day) for day in days]
        workdays = tuple(day for day, is_worked in zip(days, worked, strict=True) if is_worked)
        return _Year(first, tuple(accumulate(worked, initial=0)), workdays)

    def _is_worked(self, day: date) -> bool:
        table = self._in_force.get(day.year)
        if table is None:
            return day.weekday() < SATURDAY and (day.month, day.day) not in self.fixed_holidays
        return day in table.workdays or (day.weekday() < SATURDAY and day not in table.days_off)
