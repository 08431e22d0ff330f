"""The report as one file of HTML: it asks for nothing else, runs no script, and can be printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from petition_es.audits.finding import Finding
from petition_es.audits.quality.rates import RATES, Rate, Share
from petition_es.audits.quality.wording import share_in_words
from petition_es.audits.reports.charts import Layer, bar, columns
from petition_es.audits.reports.found import CameAgain
from petition_es.audits.reports.report import SEVERITIES, Report
from petition_es.audits.reports.rows import REPLAY, UnitName, replay_of
from petition_es.audits.wording import clears, seen, title
from petition_es.messages import label, say

GROUPS: Mapping[str, tuple[str, ...]] = {
    "finishing": ("unfinished", "finish_", "backlog_"),
    "repeats": ("repeat_", "first_time_resolution"),
    "evaluation": ("satisfaction_", "participation_"),
}
"""The rates under their headings, by how their names begin."""

MONTHLY = ("unfinished", "repeat_a", "repeat_referral", "satisfaction_a_unit")
"""The rates that are told month by month, so that a change can be read off before and after."""


@dataclass(frozen=True)
class Words:
    """How a report is worded: in which language, whose name a unit has, where its links lead."""

    language: str
    unit_name: UnitName
    base_url: str = ""

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the catalogue."""
        return say(key, self.language, **facts)


def page(report: Report, words: Words) -> str:
    """Write the report in the language of `words`."""
    facts = {
        "lang": words.language,
        "t": words.say,
        "about": about(report, words),
        "report": report,
        "severities": [(each, label("severity", each, words.language)) for each in SEVERITIES],
        "rules": [(each, title(each, words.language)) for each in report.rules],
        "chart": _chart(report, words),
        "groups": {name: list(_rates(report, name, words)) for name in GROUPS},
        "monthly": list(_monthly(report, words)),
        "findings": [_finding(each, report, words) for each in report.worst],
        "matters": [_matter(each, report, words) for each in report.matters],
        "busiest": max(
            (_cell(report, r, m) for r in report.rules for m in report.months), default=0
        ),
        "cell": lambda rule, month: _cell(report, rule, month),
    }
    return _ENVIRONMENT.get_template("report.html").render(facts)


def about(report: Report, words: Words) -> str:
    """Whose report it is."""
    only = report.subject.only
    if only.unit is not None:
        return words.unit_name(only.unit)
    if only.division is not None:
        return words.say("report.of_division", division=only.division)
    return words.say("report.of_all")


def _cell(report: Report, rule: str, month: str) -> int:
    return report.findings(rule=rule, month=month)


def _chart(report: Report, words: Words) -> Markup:
    layers = [
        Layer(
            severity,
            label("severity", severity, words.language),
            [report.findings(severity=severity, month=month) for month in report.months],
        )
        for severity in SEVERITIES
    ]
    return columns(words.say("report.by_month"), report.months, layers)


def _rates(report: Report, group: str, words: Words) -> Iterator[dict[str, Any]]:
    for beginning in GROUPS[group]:
        for rate in RATES:
            if rate.name.startswith(beginning):
                yield _rate(rate, *report.quality.compared(rate), words)


def _rate(rate: Rate, now: Share, before: Share, words: Words) -> dict[str, Any]:
    name = words.say(f"rate.{rate.name}")
    return {
        "name": name,
        "source": rate.source,
        "now": share_in_words(now, words.language),
        "before": share_in_words(before, words.language),
        "change": _change(now, before, words),
        "bar": bar(now.value, name),
    }


def _change(now: Share, before: Share, words: Words) -> str:
    """By how many points a rate changed; nothing where one of the two is undefined."""
    if now.value is None or before.value is None:
        return ""
    points = f"{100 * (now.value - before.value):+.1f}"
    return words.say("report.points", points=points)


def _monthly(report: Report, words: Words) -> Iterator[tuple[str, list[str]]]:
    rates = {rate.name: rate for rate in RATES}
    for name in MONTHLY:
        cells = [
            share_in_words(report.quality.compared(rates[name], month)[0], words.language)
            for month in report.months
        ]
        yield words.say(f"rate.{name}"), cells


def _finding(finding: Finding, report: Report, words: Words) -> dict[str, Any]:
    return {
        "day": finding.arose_at.astimezone(report.subject.zone).date(),
        "number": finding.number or str(finding.petition_id),
        "replay": replay_of(finding, words.base_url),
        "rule": title(finding.rule, words.language),
        "severity": finding.severity,
        "in_words": label("severity", finding.severity, words.language),
        "unit": words.unit_name(finding.unit_id) if finding.unit_id else "",
        "seen": seen(finding, words.language),
        "clears": clears(finding, words.language),
    }


def _matter(matter: CameAgain, report: Report, words: Words) -> dict[str, Any]:
    number = matter.number or str(matter.petition_id)
    place = REPLAY.format(number=number, position=matter.position)
    return {
        "number": number,
        "replay": words.base_url.rstrip("/") + place,
        "returns": matter.returns,
        "day": matter.last_at.astimezone(report.subject.zone).date(),
    }


_ENVIRONMENT = Environment(
    loader=PackageLoader("petition_es.audits.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
