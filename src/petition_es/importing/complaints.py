"""Citizens' messages, with or without the reply, out of a CSV file.

Columns may come in any order: ``message_id, user, subject, submitted_at, body`` must be there;
``reply`` and ``replied_at`` may, but together; ``likes`` and ``dislikes`` are let through unread.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from petition_es.importing.csv_header import Columns
from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.listed import ListFile
from petition_es.importing.reasons import Reason
from petition_es.importing.row_reading import RowReading
from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.times import Moment, zone_named

COLUMNS = Columns(
    required=("message_id", "user", "subject", "submitted_at", "body"),
    optional=("reply", "replied_at", "likes", "dislikes"),
)

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


class ComplaintFile(ListFile[Complaint]):
    """The complaints of a file; each record comes out as Complaint, Already or Rejected."""

    def __init__(
        self, path: Path, *, now: datetime, zone: tzinfo | None = None, encoding: str = "utf-8"
    ) -> None:
        """Open ``path``, or raise UnreadableFile; ``zone`` is Asia/Shanghai if not given."""
        super().__init__(CsvRows(path, COLUMNS, encoding=encoding), "message_id")
        if ("reply" in self.rows.columns) != ("replied_at" in self.rows.columns):
            self.rows.close()
            raise UnreadableFile(f"{path.name}: reply and replied_at are needed together.")
        self._zone = zone or zone_named("Asia/Shanghai")
        self._now = now

    def _reading(self, row: Row) -> RowReading:
        return RowReading(row, _CONTENT, self._zone, now=self._now)

    def _record(self, reading: RowReading) -> Complaint:
        submitted_at = reading.moment("submitted_at")
        reply, replied_at = _reply(reading, submitted_at)
        return Complaint(
            record=reading.row.record,
            line=reading.row.line,
            message_id=reading.identifier("message_id"),
            user=reading.identifier("user"),
            subject=reading.needed("subject"),
            submitted_at=submitted_at,
            body=reading.needed("body"),
            reply=reply,
            replied_at=replied_at,
        )


def _reply(reading: RowReading, submitted_at: Moment) -> tuple[str | None, Moment | None]:
    reply, time = reading.text("reply"), reading.text("replied_at")
    if not reply and not time:
        return None, None
    if not reply or not time:
        empty = "replied_at" if reply else "reply"
        detail = "a reply without its time" if reply else "a time of reply without the reply"
        raise reading.refusal(empty, Reason.MISSING_VALUE, detail)
    return reply, reading.moment_after("replied_at", submitted_at)
