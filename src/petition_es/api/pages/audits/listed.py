"""The page of the list: what its template is given."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import get_args

from petition_es.api.findings.asking import Filters, Place, token_of
from petition_es.api.findings.reading import Counts, Found, count_all, read_page
from petition_es.api.live import unit_cards
from petition_es.api.pages.audits.asked import RULE_NAMES, Asked, choices
from petition_es.api.pages.words import Words
from petition_es.audits.finding import Finding, Severity
from petition_es.audits.running.tables import Run
from petition_es.bootstrap import House
from petition_es.domain.inquiry import InquiryState
from petition_es.projections.timeline import UnitCard

HERE = "/audit"
AT_ONCE = 25


@dataclass(frozen=True)
class Line:
    """One finding in the list."""

    address: str
    title: str
    seen: str
    severity: Severity
    says_severity: str
    state: InquiryState
    says_state: str
    number: str
    unit: str
    arose: datetime


@dataclass(frozen=True)
class CountedRule:
    """How much a rule found, by severity, and where that is listed."""

    title: str
    says: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class ListPage:
    """A page of findings, and how much there is of everything that is like them."""

    run: Run
    lines: tuple[Line, ...]
    many: int
    rules: tuple[CountedRule, ...]
    next: str


def list_page(house: House, asked: Asked, after: Place | None, words: Words) -> ListPage | None:
    """Make the page; None where nothing was audited yet. Refuses a petition that is not there."""
    wanted = asked.filters.wanted(house, after)
    found = read_page(house, wanted, AT_ONCE)
    if found is None:
        return None
    counts = count_all(house, wanted)
    return ListPage(
        run=replace(found.run, at=found.run.at.astimezone(house.settings.office_zone)),
        lines=_lines(house, found, words),
        many=sum(findings for _, _, findings in counts),
        rules=_rules(counts, asked.filters, words),
        next=_next(found, asked.filters),
    )


def _lines(house: House, found: Found, words: Words) -> tuple[Line, ...]:
    house.units.know({each.unit_id for each in found.findings if each.unit_id})
    return tuple(_line(house, found, each, words) for each in found.findings)


def _line(house: House, found: Found, finding: Finding, words: Words) -> Line:
    state = found.inquiries[finding.finding_id].state
    return Line(
        address=f"{HERE}/{finding.finding_id}",
        title=words.say(f"rule.{finding.rule}"),
        seen=words.say(f"finding.{finding.rule}", **finding.args),
        severity=finding.severity,
        says_severity=words.label("severity", finding.severity),
        state=state,
        says_state=words.label("inquiry_state", state),
        number=finding.number or "",
        unit=named_unit(house, finding, words),
        arose=finding.arose_at.astimezone(house.settings.office_zone),
    )


def named_unit(house: House, finding: Finding, words: Words) -> str:
    """Who has to explain a finding; nothing where nobody has."""
    if finding.unit_id is None:
        return ""
    card = unit_cards(house.units)(finding.unit_id) or UnitCard(unit_id=finding.unit_id)
    return words.unit(card)


def _rules(counts: Counts, filters: Filters, words: Words) -> tuple[CountedRule, ...]:
    """The rules that found something, in the order of their indicators."""
    told: dict[str, list[str]] = {}
    for severity in reversed(get_args(Severity)):
        for rule, which, findings in counts:
            if which == severity:
                says = words.label("severity", severity)
                told.setdefault(rule, []).append(f"{says} {findings}")
    order = {name: place for place, name in enumerate(RULE_NAMES)}
    return tuple(
        CountedRule(
            words.say(f"rule.{rule}"),
            tuple(told[rule]),
            replace(filters, rules=(rule,)).address(HERE),
        )
        for rule in sorted(told, key=lambda rule: order.get(rule, len(order)))
    )


def _next(found: Found, filters: Filters) -> str:
    after = found.next_after
    return "" if after is None else filters.address(HERE, page=token_of(after))


def form_choices(words: Words) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the form, field by field."""
    nothing = words.say("audit.filter.any")
    severities = choices(get_args(Severity), partial(words.label, "severity"), nothing)
    states = choices(get_args(InquiryState), partial(words.label, "inquiry_state"), nothing)
    rules = choices(RULE_NAMES, lambda rule: words.say(f"rule.{rule}"), nothing)
    return {"rule": rules, "severity": severities, "inquiry": states}
