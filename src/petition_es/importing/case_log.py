"""A foreign case log, the same whether it came as CSV or as XES: cases with their events.

Attributes go by the names of the CSV spelling: those of a case begin with ``case:`` (an XES
trace's ``channel`` is ``case:channel``), those of an event do not.  Empty ones are left out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from petition_es.importing.csv_record import FIELD_CHARS_MAX
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.seen import Seen
from petition_es.importing.times import Moment, TimeRefused, read_moment

CASE_PREFIX = "case:"
NAME_CHARS_MAX = 256


@dataclass(frozen=True, slots=True)
class LogColumns:
    """Which attribute says what; ``event_id`` and ``resource`` only if the log has them.

    ``of_case`` and ``of_event`` are further attributes that the mapping reads; those of a case may
    go by any name in a CSV, and must begin with ``case:`` to be found in an XES file.
    """

    case_id: str = "case:concept:name"
    activity: str = "concept:name"
    at: str = "time:timestamp"
    resource: str | None = "org:resource"
    event_id: str | None = None
    of_case: frozenset[str] = frozenset()
    of_event: frozenset[str] = frozenset()

    def belongs_to_case(self, column: str) -> bool:
        """Tell whether a column of a CSV speaks of the case rather than of the event."""
        return column.startswith(CASE_PREFIX) or column == self.case_id or column in self.of_case


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One event of a case.

    ``record`` names it within its case by what it says (its own id, or activity and instant), so
    that CSV and XES of one log, or a repaired file, name it alike.  ``line`` is where it stands.
    """

    activity: str
    at: Moment
    resource: str | None
    attributes: dict[str, str]
    record: str
    line: int


@dataclass(frozen=True, slots=True)
class LogCase:
    """One case with those of its events that could be read, in the order of the source."""

    case_id: str
    attributes: dict[str, str]
    events: list[LogEvent]
    line: int


@dataclass(frozen=True, slots=True)
class RawEvent:
    """The attributes of an event as the file has them, and the line it stands on."""

    line: int
    attributes: dict[str, str]


class CaseReading:
    """Makes cases out of raw attributes: what cannot be read becomes a Rejected."""

    def __init__(self, columns: LogColumns, zone: tzinfo, now: datetime) -> None:
        """Read times without an offset in ``zone``; none may be after ``now``."""
        self.columns = columns
        self._zone = zone
        self._now = now
        self._seen = Seen()

    def case(
        self, line: int, attributes: dict[str, str], events: Sequence[RawEvent]
    ) -> Iterator[LogCase | Rejected]:
        """Yield a reject for each event that cannot be read, then the case.

        A case without a name, or with the name of an earlier one, cannot be taken in: then there
        is a reject for each of its events.
        """
        try:
            case_id = self._case_id(attributes)
        except _Unreadable as why:
            yield from (why.rejected(event.line) for event in events)
            if not events:
                yield replace(why.rejected(line), events=0)
            return
        readable: list[LogEvent] = []
        times = Counter[str]()
        for event in events:
            try:
                readable.append(self._event(event, times))
            except _Unreadable as why:
                yield why.rejected(event.line)
        yield LogCase(case_id, attributes, readable, line)

    def _case_id(self, attributes: dict[str, str]) -> str:
        column = self.columns.case_id
        _check_lengths(attributes)
        case_id = _name(attributes, column)
        if self._seen.same_as_before(case_id) is not None:
            detail = "an earlier case of this file has the same name"
            raise _Unreadable(column, Reason.DUPLICATE_ID_OTHER_CONTENT, detail)
        return case_id

    def _event(self, raw: RawEvent, times: Counter[str]) -> LogEvent:
        _check_lengths(raw.attributes)
        activity = _name(raw.attributes, self.columns.activity)
        at = self._moment(raw.attributes)
        resource = raw.attributes.get(self.columns.resource) if self.columns.resource else None
        record = self._record(raw.attributes, activity, at)
        times[record] += 1
        # Two events of one case that say the very same are told apart by their order.
        record = record if times[record] == 1 else f"{record}#{times[record]}"
        return LogEvent(activity, at, resource, raw.attributes, record, raw.line)

    def _record(self, attributes: dict[str, str], activity: str, at: Moment) -> str:
        if self.columns.event_id:
            return _name(attributes, self.columns.event_id)
        return f"{activity}@{at.at.astimezone(UTC).isoformat()}"

    def _moment(self, attributes: dict[str, str]) -> Moment:
        column = self.columns.at
        try:
            return read_moment(_needed(attributes, column), self._zone, now=self._now)
        except TimeRefused as why:
            raise _Unreadable(column, why.reason, why.detail) from why


class _Unreadable(Exception):
    def __init__(self, column: str, reason: Reason, detail: str) -> None:
        super().__init__(column, reason, detail)
        self.column = column
        self.reason = reason
        self.detail = detail

    def rejected(self, line: int) -> Rejected:
        return Rejected(line, self.column, self.reason, self.detail)


def _check_lengths(attributes: dict[str, str]) -> None:
    if max(map(len, attributes.values()), default=0) <= FIELD_CHARS_MAX:
        return
    for name, value in attributes.items():
        if len(value) > FIELD_CHARS_MAX:
            detail = f"{len(value)} characters, {FIELD_CHARS_MAX} allowed"
            raise _Unreadable(name[:NAME_CHARS_MAX], Reason.FIELD_TOO_LONG, detail)


def _needed(attributes: dict[str, str], column: str) -> str:
    text = attributes.get(column, "").strip()
    if not text:
        raise _Unreadable(column, Reason.MISSING_VALUE, "the value is missing or blank")
    return text


def _name(attributes: dict[str, str], column: str) -> str:
    text = _needed(attributes, column)
    if len(text) > NAME_CHARS_MAX:
        detail = f"{len(text)} characters, {NAME_CHARS_MAX} allowed"
        raise _Unreadable(column, Reason.BAD_IDENTIFIER, detail)
    if not text.isprintable():
        detail = "a control character within it"
        raise _Unreadable(column, Reason.BAD_IDENTIFIER, detail)
    return text
