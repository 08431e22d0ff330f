"""Service requests of a city, one row each, out of a CSV file whose columns a mapping names."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from petition_es.audits.links.where import point_of
from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.listed import ListFile
from petition_es.importing.reasons import Reason
from petition_es.importing.request_mapping import RequestMapping
from petition_es.importing.row_reading import RowReading
from petition_es.importing.times import Moment


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """One request as its source tells it; what it does not tell is empty.

    `point` is "latitude, longitude" in degrees. `closed_at` is None where a note has no time.
    """

    line: int
    request_id: str
    opened_at: Moment
    channel: str
    title: str
    text: str
    category: str
    address: str
    point: str
    note: str
    closed_at: Moment | None
    closed_by: str


class RequestFile(ListFile[ServiceRequest]):
    """The requests of a list; each record comes out as ServiceRequest, Already or Rejected."""

    def __init__(
        self, path: Path, mapping: RequestMapping, *, now: datetime, encoding: str = "utf-8"
    ) -> None:
        """Open ``path``, or raise UnreadableFile if columns that the mapping names are missing."""
        self._mapping, self._now = mapping, now
        self._columns = mapping.columns()
        super().__init__(CsvRows(path, self._columns, encoding=encoding), mapping.request.id)

    def _reading(self, row: Row) -> RowReading:
        source = self._mapping.source
        return RowReading(
            row,
            self._columns.required,
            source.zone,
            now=self._now,
            empty=source.empty,
            spelling=source.times,
        )

    def _record(self, reading: RowReading) -> ServiceRequest:
        columns, category = self._mapping.request, self._mapping.category
        opened_at = reading.moment(columns.opened)
        note, closed_at, closed_by = self._closing(reading, opened_at)
        said = {column: text for column, text in reading.texts.items() if text}
        return ServiceRequest(
            line=reading.row.line,
            request_id=reading.identifier(columns.id),
            opened_at=opened_at,
            channel=columns.channel.of(said) or "unknown",
            title=reading.text(columns.title),
            text=reading.text(columns.text),
            category=reading.text(category.column if category else None),
            address=reading.text(columns.address),
            point=self._point(reading),
            note=note,
            closed_at=closed_at,
            closed_by=closed_by,
        )

    def _closing(self, reading: RowReading, opened_at: Moment) -> tuple[str, Moment | None, str]:
        """Read the closing; its time is checked even where there is no note to tell."""
        columns = self._mapping.closing
        if columns is None:
            return "", None, ""
        is_dated = bool(reading.text(columns.closed))
        closed_at = reading.moment_after(columns.closed, opened_at) if is_dated else None
        return reading.text(columns.note), closed_at, reading.text(columns.unit)

    def _point(self, reading: RowReading) -> str:
        columns = self._mapping.request
        if columns.latitude is None or columns.longitude is None:
            return ""
        latitude, longitude = reading.text(columns.latitude), reading.text(columns.longitude)
        if not latitude and not longitude:
            return ""
        for column, alone in (
            (columns.latitude, f"{latitude}, 0"),
            (columns.longitude, f"0, {longitude}"),
        ):
            if point_of(alone) is None:
                detail = "no degrees, or one of the two is missing"
                raise reading.refusal(column, Reason.BAD_COORDINATES, detail)
        return f"{latitude}, {longitude}"
