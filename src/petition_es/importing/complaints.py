"""Citizens' messages, with or without the reply, out of a CSV file.

Columns may come in any order: ``message_id, user, subject, submitted_at, body`` must be there;
``reply`` and ``replied_at`` may, but together; ``likes`` and ``dislikes`` are let through unread.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Self

from petition_es.importing.csv_header import Columns
from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.seen import Seen
from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.times import Moment, TimeRefused, read_moment, zone_named

COLUMNS = Columns(
    required=("message_id", "user", "subject", "submitted_at", "body"),
    optional=("reply", "replied_at", "likes", "dislikes"),
)
IDENTIFIER_CHARS_MAX = 64

_CONTENT = (*COLUMNS.required, "reply", "replied_at")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One message as its source tells it; all text as written, without the blanks around it."""

    record: int
    line: int
    message_id: str
    user: str
    subject: str
    submitted_at: Moment
    body: str
    reply: str | None
    replied_at: Moment | None


@dataclass(frozen=True, slots=True)
class Already:
    """A row that repeats, word for word, one that came before it in the same file."""

    record: int
    line: int


class ComplaintFile:
    """The complaints of a file; each record comes out as Complaint, Already or Rejected.

    Memory grows only by a digest of each identifier, about 150 bytes a row.
    """

    def __init__(
        self, path: Path, *, now: datetime, zone: tzinfo | None = None, encoding: str = "utf-8"
    ) -> None:
        """Open ``path``, or raise UnreadableFile; ``zone`` is Asia/Shanghai if not given."""
        self.rows = CsvRows(path, COLUMNS, encoding=encoding)
        if ("reply" in self.rows.columns) != ("replied_at" in self.rows.columns):
            self.rows.close()
            raise UnreadableFile(f"{path.name}: reply and replied_at are needed together.")
        self._zone = zone or zone_named("Asia/Shanghai")
        self._now = now
        self._seen = Seen()

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""
        return self.rows.size

    @property
    def position(self) -> int:
        """Bytes of the file read so far."""
        return self.rows.position

    def __iter__(self) -> Iterator[Complaint | Already | Rejected]:
        """Yield the outcome of every record, in the file's order."""
        for row in self.rows:
            yield row if isinstance(row, Rejected) else self._outcome(row)

    def _outcome(self, row: Row) -> Complaint | Already | Rejected:
        reading = _Reading(row, self._zone, self._now)
        try:
            complaint = reading.complaint()
        except _Refused as why:
            return why.rejected
        same = self._seen.same_as_before(complaint.message_id, reading.content())
        if same is None:
            return complaint
        if same:
            return Already(row.record, row.line)
        detail = "an earlier row of this file has this identifier with other content"
        return Rejected(row.line, "message_id", Reason.DUPLICATE_ID_OTHER_CONTENT, detail)

    def __enter__(self) -> Self:
        """Return the complaints themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.rows.close()


class _Refused(Exception):
    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected)
        self.rejected = rejected


class _Reading:
    """One row being read: each method takes a column and returns its value or refuses."""

    def __init__(self, row: Row, zone: tzinfo, now: datetime) -> None:
        self._row = row
        self._texts = {column: row.fields.get(column, "").strip() for column in _CONTENT}
        self._zone = zone
        self._now = now

    def complaint(self) -> Complaint:
        submitted_at = self._moment("submitted_at")
        reply, replied_at = self._reply(submitted_at)
        return Complaint(
            record=self._row.record,
            line=self._row.line,
            message_id=self._identifier("message_id"),
            user=self._identifier("user"),
            subject=self._needed("subject"),
            submitted_at=submitted_at,
            body=self._needed("body"),
            reply=reply,
            replied_at=replied_at,
        )

    def _reply(self, submitted_at: Moment) -> tuple[str | None, Moment | None]:
        reply, time = self._texts["reply"], self._texts["replied_at"]
        if not reply and not time:
            return None, None
        if not reply or not time:
            empty = "replied_at" if reply else "reply"
            detail = "a reply without its time" if reply else "a time of reply without the reply"
            raise self._refusal(empty, Reason.MISSING_VALUE, detail)
        replied_at = self._moment("replied_at")
        if replied_at.precedes(submitted_at):
            detail = f"compared by the {_coarser(replied_at, submitted_at)}"
            raise self._refusal("replied_at", Reason.REPLY_BEFORE_MESSAGE, detail)
        return reply, replied_at

    def content(self) -> str:
        """Return all that the row says, for comparison."""
        return "\x1f".join(self._texts.values())

    def _needed(self, column: str) -> str:
        text = self._texts[column]
        if not text:
            raise self._refusal(column, Reason.MISSING_VALUE, "the field is empty or blank")
        return text

    def _identifier(self, column: str) -> str:
        text = self._needed(column)
        if len(text) > IDENTIFIER_CHARS_MAX:
            detail = f"{len(text)} characters, {IDENTIFIER_CHARS_MAX} allowed"
            raise self._refusal(column, Reason.BAD_IDENTIFIER, detail)
        if " " in text or not text.isprintable():
            detail = "a blank or control character within it"
            raise self._refusal(column, Reason.BAD_IDENTIFIER, detail)
        return text

    def _moment(self, column: str) -> Moment:
        try:
            return read_moment(self._needed(column), self._zone, now=self._now)
        except TimeRefused as why:
            raise self._refusal(column, why.reason, why.detail) from why

    def _refusal(self, column: str, reason: Reason, detail: str) -> _Refused:
        return _Refused(Rejected(self._row.line, column, reason, detail))


def _coarser(one: Moment, other: Moment) -> str:
    return "day" if "day" in (one.precision, other.precision) else "second"
