"""A report: the rates, the findings and the matters of a unit or a division in a period."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from psycopg import Connection

from petition_es.audits.finding import Finding, Severity
from petition_es.audits.quality.counting import Quality, quality
from petition_es.audits.quality.period import Period
from petition_es.audits.reports.found import CameAgain, InMonth, by_month, came_again, worst
from petition_es.audits.reports.subject import Subject
from petition_es.audits.running.tables import Build

SEVERITIES: tuple[Severity, ...] = tuple(reversed(get_args(Severity)))
"""The gravest first."""

LISTED, MATTERS = 200, 20


@dataclass(frozen=True)
class Report:
    """What a report tells: as of the audit that `quality` was counted from."""

    subject: Subject
    quality: Quality
    counted: tuple[InMonth, ...]
    worst: tuple[Finding, ...]
    matters: tuple[CameAgain, ...]

    @property
    def months(self) -> list[str]:
        """The months of the period, those without a finding among them."""
        return list(months_of(self.subject.period))

    @property
    def rules(self) -> list[str]:
        """The rules that raised something, the busiest first."""
        sums: Counter[str] = Counter()
        for each in self.counted:
            sums[each.rule] += each.findings
        return sorted(sums, key=lambda rule: (-sums[rule], rule))

    def findings(
        self, rule: str | None = None, severity: str | None = None, month: str | None = None
    ) -> int:
        """How many findings there are: of a rule, of a severity, of a month; None: of any."""
        return sum(
            each.findings
            for each in self.counted
            if rule in {None, each.rule} and severity in {None, each.severity}
            if month in {None, each.month}
        )


def report(
    connection: Connection[Any], build: Build, subject: Subject, listed: int = LISTED
) -> Report:
    """Put a report together; of the findings the worst `listed` are told one by one."""
    return Report(
        subject,
        quality(connection, build, subject.period, "month", subject.only),
        tuple(by_month(connection, build, subject)),
        tuple(worst(connection, build, subject, listed)),
        tuple(came_again(connection, build, subject, MATTERS)),
    )


def months_of(period: Period) -> Iterator[str]:
    """The months that a period touches."""
    month = period.first.replace(day=1)
    while month <= period.last:
        yield f"{month:%Y-%m}"
        month = _next(month)


def _next(month: date) -> date:
    years, place = divmod(month.month, 12)
    return date(month.year + years, place + 1, 1)
