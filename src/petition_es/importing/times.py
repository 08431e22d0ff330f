"""The spellings of time in real files, read into zone-aware times.

Understood are ``2019/4/25 9:32:09``, ``2019-04-25 09:32``, ``2019/4/25``, ``2019年4月25日``,
``2019年4月25日9时32分`` and ISO 8601 with a blank or T, fractions, and an offset or Z; digits and
marks may be full-width.  A time without an offset is in the zone of the source.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from petition_es.importing.reasons import Reason

Precision = Literal["second", "day"]

YEARS = range(1900, 2101)
SPELLING_CHARS_MAX = 64
_HOURS = re.compile("%-?[HIXcT]")

_SPELLING = re.compile(
    r"""
    (?P<year>\d{4}) (?: (?P<mark>[-/.]) (?P<month>\d{1,2}) (?P=mark) (?P<day>\d{1,2})
                      | 年 (?P<month_zh>\d{1,2}) 月 (?P<day_zh>\d{1,2}) [日号] )
    (?: (?:\s*T\s*|\s+|(?<=[日号]))
        (?P<hour>\d{1,2}) [:时] (?P<minute>\d{1,2}) 分?
        (?: (?: : | (?<=分) ) (?P<second>\d{1,2}) 秒? (?:[.,](?P<fraction>\d{1,9}))? )?
        \s* (?P<offset> Z | [+-]\d{2}:?[0-5]\d )?
    )?
    """,
    re.VERBOSE | re.ASCII,
)


class TimeRefused(ValueError):
    """A text that cannot be a time of the past; ``reason`` says which way, ``detail`` where."""

    def __init__(self, reason: Reason, detail: str) -> None:
        """Keep the reject code and a detail that does not repeat the text."""
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class UnknownZone(ValueError):
    """No such time zone is known on this machine."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A zone-aware time and how exact it is; a ``day`` is the midnight it begins with.

    A time given to the minute counts as ``second``: its source claims more than the day.
    """

    at: datetime
    precision: Precision

    def precedes(self, other: "Moment") -> bool:
        """Tell whether this is surely before ``other``: by the day where either knows no more."""
        if "day" not in (self.precision, other.precision):
            return self.at < other.at
        # The moment known to the day lies in its own zone; there the other one has a day too.
        zone = (self if self.precision == "day" else other).at.tzinfo
        return self.at.astimezone(zone).date() < other.at.astimezone(zone).date()


def zone_named(name: str) -> ZoneInfo:
    """Return the zone with this IANA name, or raise UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as why:
        raise UnknownZone(f"No time zone is called {name!r}; an example is Asia/Shanghai.") from why


def read_moment(text: str, zone: tzinfo, *, now: datetime, spelling: str | None = None) -> Moment:
    """Read a time that is not after ``now`` (zone-aware), or raise TimeRefused.

    ``spelling`` is one more that the source uses, in the words of ``strptime``.
    """
    own = _spelled_as(spelling, text, zone) if spelling else None
    moment = own or _spelled_usually(text, zone)
    if moment.at > now:
        raise TimeRefused(Reason.FUTURE_DATE, f"after {now.isoformat(timespec='seconds')}")
    return moment


def _spelled_as(spelling: str, text: str, zone: tzinfo) -> Moment | None:
    try:
        read = datetime.strptime(text, spelling)  # noqa: DTZ007  # its zone is the source's
    except ValueError:
        return None
    if read.year not in YEARS:
        raise _impossible_year()
    if not _HOURS.search(spelling):
        return Moment(read.replace(tzinfo=zone), "day")
    return Moment(read if read.tzinfo else _existing(read.replace(tzinfo=zone)), "second")


def _spelled_usually(text: str, zone: tzinfo) -> Moment:
    spelled = _spelled(text) if len(text) <= SPELLING_CHARS_MAX else None
    if not spelled:
        raise TimeRefused(Reason.UNREADABLE_DATE, f"{len(text)} characters, no known spelling")
    return _moment(spelled, zone)


def _spelled(text: str) -> re.Match[str] | None:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _SPELLING.fullmatch(plain.strip())


def _moment(spelled: re.Match[str], zone: tzinfo) -> Moment:
    part = spelled.group
    year = int(part("year"))
    if year not in YEARS:
        raise _impossible_year()
    day = (year, int(part("month") or part("month_zh")), int(part("day") or part("day_zh")))
    try:
        if part("hour") is None:
            return Moment(datetime(*day, tzinfo=zone), "day")
        clock = (int(part("hour")), int(part("minute")), int(part("second") or 0))
        fraction = int((part("fraction") or "0").ljust(6, "0")[:6])
        offset = _offset(part("offset"))
        at = datetime(*day, *clock, fraction, tzinfo=offset or zone)
    except ValueError as why:
        raise _impossible("no such day or time of day") from why
    return Moment(at if offset else _existing(at), "second")


def _offset(text: str | None) -> tzinfo | None:
    if text is None or text == "Z":
        return UTC if text else None
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _existing(at: datetime) -> datetime:
    """Refuse the hour that the clocks skip in spring: there and back again it is another one."""
    if at.utcoffset() == at.replace(fold=1).utcoffset():
        return at  # No clock was set near this time.
    if at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) != at.replace(tzinfo=None):
        raise _impossible("an hour that the clocks of this zone skipped")
    return at


def _impossible_year() -> TimeRefused:
    return _impossible(f"a year before {YEARS.start} or after {YEARS.stop - 1}")


def _impossible(detail: str) -> TimeRefused:
    return TimeRefused(Reason.IMPOSSIBLE_DATE, detail)
