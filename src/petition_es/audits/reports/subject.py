"""What a report is about: a unit, a division and all below it, or everything; in a period."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

from petition_es.audits.quality.counting import Only
from petition_es.audits.quality.period import Period
from petition_es.projections.keeper.table import within


@dataclass(frozen=True)
class Subject:
    """Which findings and rates a report tells; the days are those of `zone`."""

    period: Period
    only: Only
    zone: ZoneInfo

    def values(self) -> dict[str, Any]:
        """What the conditions are filled with."""
        division = self.only.division
        return {
            "since": self._midnight(self.period.first),
            "until": self._midnight(self.period.last + timedelta(days=1)),
            "unit": self.only.unit,
            "within": None if division is None else within(division),
            "zone": self.zone.key,
        }

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)


CHOSEN: LiteralString = """
    WHERE arose_at >= %(since)s AND arose_at < %(until)s
        AND (%(unit)s::text IS NULL OR unit_id = %(unit)s)
        AND (%(within)s::text IS NULL OR petition_id IN (
            SELECT petition_id FROM {verdicts} WHERE starts_with(division, %(within)s)
        ))
"""
"""The condition on findings: when they arose, who has to explain them, where the problem lies."""
