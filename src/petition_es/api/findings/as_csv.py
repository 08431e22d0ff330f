"""Findings as a table for spreadsheets: codes, and the words of one language."""

import csv
import io
from collections.abc import Iterator
from datetime import tzinfo

from petition_es.api.findings.reading import Found
from petition_es.audits.finding import Finding
from petition_es.audits.in_json import replay_address
from petition_es.audits.wording import clears, seen, title
from petition_es.messages import label

COLUMNS = (
    "finding_id", "rule", "title", "severity", "petition", "unit", "arose_at", "position", "seen",
    "clears", "inquiry", "replay",
)  # fmt: skip
BEGINS = "\ufeff"
"""Tells a spreadsheet that Chinese comes in UTF-8."""


def as_csv(found: Found | None, language: str, zone: tzinfo) -> str:
    """The table, its first line the names of the columns."""
    written = io.StringIO()
    written.write(BEGINS)
    csv.writer(written).writerows([COLUMNS, *(_rows(found, language, zone) if found else ())])
    return written.getvalue()


def _rows(found: Found, language: str, zone: tzinfo) -> Iterator[tuple[object, ...]]:
    for finding in found.findings:
        state = found.inquiries[finding.finding_id].state
        yield _row(finding, label("inquiry_state", state, language), language, zone)


def _row(finding: Finding, state: str, language: str, zone: tzinfo) -> tuple[object, ...]:
    return (
        finding.finding_id,
        finding.rule,
        title(finding.rule, language),
        finding.severity,
        finding.number or finding.petition_id,
        finding.unit_id,
        finding.arose_at.astimezone(zone).isoformat(timespec="seconds"),
        finding.position,
        seen(finding, language),
        clears(finding, language),
        state,
        replay_address(finding),
    )
