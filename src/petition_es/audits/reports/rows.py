"""Findings as rows for other programs: JSON for programs, CSV for tables, each with its replay."""

import csv
from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import Any, TextIO

import orjson

from petition_es.audits.finding import Finding
from petition_es.audits.in_json import finding_alone
from petition_es.audits.wording import clears, seen, title
from petition_es.messages import label

REPLAY = "/replay/{number}?at={position}"
COLUMNS = (
    "finding_id", "rule", "title", "severity", "severity_in_words", "arose_on", "number", "unit_id",
    "unit", "seen", "clears", "matter_id", "policy", "position", "replay",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute instead of showing it."""

UnitName = Callable[[str], str]


def replay_of(finding: Finding, base_url: str = "") -> str:
    """Where the case can be replayed, at the event by which the finding arose."""
    number = finding.number or finding.petition_id
    return base_url.rstrip("/") + REPLAY.format(number=number, position=finding.position)


def in_json(finding: Finding, base_url: str = "") -> dict[str, Any]:
    """A finding in plain values, with its words in all languages."""
    return {**finding_alone(finding), "replay": replay_of(finding, base_url)}


def write_json(out: TextIO, findings: Iterable[Finding], base_url: str) -> int:
    """Write a list of findings, one on a line; answer how many there were."""
    many = 0
    out.write("[")
    for finding in findings:
        line = orjson.dumps(in_json(finding, base_url), default=str).decode()
        out.write(("," if many else "") + "\n" + line)
        many += 1
    out.write("\n]\n")
    return many


def write_csv(  # noqa: PLR0917  # what every row needs
    out: TextIO,
    findings: Iterable[Finding],
    base_url: str,
    language: str,
    unit_name: UnitName,
    zone: tzinfo,
) -> int:
    """Write a table of findings in one language; answer how many there were."""
    table = csv.writer(out)
    table.writerow(COLUMNS)
    many = 0
    for each in findings:
        table.writerow([_plain(cell) for cell in _row(each, base_url, language, unit_name, zone)])
        many += 1
    return many


def _row(
    finding: Finding, base_url: str, language: str, unit_name: UnitName, zone: tzinfo
) -> tuple[object, ...]:
    unit = finding.unit_id or ""
    return (
        finding.finding_id, finding.rule, title(finding.rule, language), finding.severity,
        label("severity", finding.severity, language), finding.arose_at.astimezone(zone).date(),
        finding.number or "", unit, unit_name(unit) if unit else "", seen(finding, language),
        clears(finding, language), finding.matter_id, finding.policy, finding.position,
        replay_of(finding, base_url),
    )  # fmt: skip


def _plain(cell: object) -> str:
    """A cell that is shown and never computed, whatever a unit calls itself."""
    word = str(cell)
    return f"'{word}" if word.startswith(FORMULA) else word
