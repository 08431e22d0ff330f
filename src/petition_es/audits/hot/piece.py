"""A petition as far as it counts for a hot issue, and the window of days that is looked at."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

from petition_es.audits.links.where import Point


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One petition. `persons` are numbers that nobody can read; `unit_id` is who has it."""

    petition_id: UUID
    number: str | None
    began_at: datetime
    persons: frozenset[int]
    division: str | None = None
    category: str | None = None
    point: Point | None = None
    unit_id: str | None = None


@dataclass(frozen=True)
class Window:
    """So many days of the office's calendar, of which `last` is the last; as many lie before."""

    last: date
    days: int
    zone: tzinfo

    @property
    def since(self) -> datetime:
        """When the window begins."""
        return self._midnight(self.last - timedelta(days=self.days - 1))

    @property
    def until(self) -> datetime:
        """When it is over."""
        return self._midnight(self.last + timedelta(days=1))

    @property
    def before(self) -> datetime:
        """When the window before begins, with which growth is compared."""
        return self._midnight(self.last - timedelta(days=2 * self.days - 1))

    def holds(self, piece: Piece) -> bool:
        """Tell whether a petition began in the window."""
        return self.since <= piece.began_at < self.until

    def is_before(self, piece: Piece) -> bool:
        """Tell whether it began in the window before."""
        return self.before <= piece.began_at < self.since

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)
