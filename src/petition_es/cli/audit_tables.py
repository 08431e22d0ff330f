"""What the commands about audits show: tables for people, plain values for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from rich.table import Table

from petition_es.audits.finding import Finding
from petition_es.audits.in_json import replay_address
from petition_es.audits.running.whole import Outcome
from petition_es.audits.scoring.labels import LabelFile
from petition_es.audits.scoring.score import Score
from petition_es.audits.scoring.truth import Told
from petition_es.audits.wording import clears, seen, title
from petition_es.bootstrap import House
from petition_es.cli.opening import Door
from petition_es.domain.inquiry import Inquiry, InquiryEvent

Counts = Sequence[tuple[str, str, int, int]]
NOBODY = "-"
STYLES = {"grave": "bold red", "concern": "yellow", "note": ""}


def outcome_as_json(outcome: Outcome, counts: Counts) -> dict[str, Any]:
    """What an audit came to."""
    rows = [
        {"rule": rule, "severity": severity, "findings": findings, "petitions": petitions}
        for rule, severity, findings, petitions in counts
    ]
    return {**asdict(outcome), "rules": rows}


def show_outcome(door: Door, outcome: Outcome, counts: Counts) -> None:
    """Print how much was found, rule by rule."""
    shown = table(door, "rule", "severity", "findings", "petitions")
    for rule, severity, *many in counts:
        name = title(rule, door.language)
        shown.add_row(name, _severity(door, severity), *map(str, many), style=STYLES[severity])
    door.out.print(shown)
    facts = asdict(outcome)
    door.tell(door.say("cli.audit.outcome", **facts))


def show_findings(
    door: Door, house: House, found: Sequence[Finding], inquiries: Mapping[UUID, Inquiry]
) -> None:
    """Print findings, a line or two each."""
    if not found:
        door.tell(door.say("cli.audit.nothing"))
        return
    shown = table(door, "day", "petition", "unit", "rule", "seen", "inquiry")
    for each in found:
        day = each.arose_at.astimezone(house.clock().tzinfo).date()
        name = title(each.rule, door.language)
        cells = each.number or NOBODY, _unit(door, house, each), name, seen(each, door.language)
        state = door.say(f"inquiry_state.{inquiries[each.finding_id].state}")
        shown.add_row(str(day), *cells, state, style=STYLES[each.severity])
    door.out.print(shown)
    door.tell(door.say("cli.audit.look_closer", finding=found[0].finding_id))


def show_finding(door: Door, house: House, finding: Finding, inquiry: Inquiry) -> None:
    """Print one finding, what proves it, and what would clear it."""
    language = door.language
    facts = {
        "what": title(finding.rule, language),
        "severity": _severity(door, finding.severity),
        "petition": finding.number or str(finding.petition_id),
        "unit": _unit(door, house, finding),
        "arose": str(finding.arose_at.astimezone(house.clock().tzinfo)),
        "seen": seen(finding, language),
        "clears": clears(finding, language),
        "proofs": ", ".join(str(proof.position) for proof in finding.proofs),
        "policy": f"{finding.rule}@{finding.rule_version}, {finding.policy}",
        "replay": replay_address(finding),
        "inquiry": door.say(f"inquiry_state.{inquiry.state}"),
    }
    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in facts.items():
        table.add_row(door.say(f"cli.audit.{name}"), value)
    for step in inquiry.steps:
        table.add_row("", _step(door, house, step))
    door.out.print(table)


def _step(door: Door, house: House, step: InquiryEvent) -> str:
    what = door.say(f"inquiry_step.{type(step).__name__}")
    words = (step.reason.reveal() or door.say("cli.audit.reason_erased")) if step.reason else ""
    when = step.at.astimezone(house.clock().tzinfo)
    return f"{when:%Y-%m-%d %H:%M}  {what}  {step.actor}  {words}".rstrip()


def scores_as_json(file: LabelFile, scores: Mapping[str, Score]) -> dict[str, Any]:
    """The scores in plain values; a part of nothing is null."""
    told = {
        name: {**asdict(score), "precision": score.precision, "recall": score.recall}
        for name, score in scores.items()
    }
    return {"sha256": file.sha256, **told}


def show_scores(door: Door, file: LabelFile, scores: Mapping[str, Score]) -> None:
    """Print how far the audits agree with the readers."""
    names = ("pairs", "agreed", "kappa", "unknown", "right", "wrong", "missed")
    shown = table(door, "asserted", *names, "precision", "recall")
    for name, score in scores.items():
        counts = score.right, len(score.wrong), len(score.missed)
        parts = part(door, score.precision), part(door, score.recall)
        pairs = score.pairs, score.agreed, part(door, score.kappa), score.unknown
        shown.add_row(door.say(f"cli.audit.{name}"), *map(str, (*pairs, *counts, *parts)))
    door.out.print(shown)
    for name, score in scores.items():
        said = f"{', '.join(score.wrong) or '-'} / {', '.join(score.missed) or '-'}"
        door.tell(f"{door.say(f'cli.audit.{name}')}: {said}")
    door.tell(f"SHA-256 {file.sha256}")


def show_truth(door: Door, told: Sequence[Told]) -> None:
    """Print how much of what a simulation knows to be wrong was named, and of what is in order."""
    shown = table(door, "truth", "petitions", "named", "part", "besides")
    for each in told:
        besides = NOBODY if each.besides is None else str(each.besides)
        cells = str(each.petitions), str(each.named), part(door, each.part), besides
        shown.add_row(each.what, *cells, style="" if each.is_positive else "dim")
    door.out.print(shown)


def part(door: Door, value: float | None) -> str:
    """A share with three places; of nothing it is undefined."""
    return door.say("cli.clocks.undefined") if value is None else f"{value:.3f}"


def _unit(door: Door, house: House, finding: Finding) -> str:
    if finding.unit_id is None:
        return NOBODY
    unit = house.units.find(finding.unit_id)
    return unit.name.in_language(door.language) if unit else finding.unit_id


def _severity(door: Door, severity: str) -> str:
    return door.say(f"severity.{severity}")


def table(door: Door, *columns: str) -> Table:
    """An empty table with headings out of the catalogues."""
    made = Table()
    for column in columns:
        made.add_column(door.say(f"cli.audit.{column}"), overflow="fold")
    return made
