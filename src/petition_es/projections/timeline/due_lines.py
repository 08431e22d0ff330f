"""What is due, in sentences: by which day, how many days are left, and by which article."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from petition_es.projections.timeline.due import running_duties
from petition_es.projections.timeline.head import ShownClock, Timeline

NO_ARTICLE = "-"
"""What stands for an article that nobody found."""


@dataclass(frozen=True)
class DueLine:
    """A sentence of the catalogues, with its facts."""

    key: str
    facts: dict[str, Any]
    is_late: bool = False


def due_lines(timeline: Timeline, language: str) -> Iterator[DueLine]:
    """Say what somebody has to do, the most urgent first, and then what petitioners may do."""
    for shown in running_duties(timeline.clocks):
        yield _duty(shown, timeline, language)
        yield from _extended(shown)
        yield from _latest(shown, timeline, language)
    for shown in timeline.clocks:
        if shown.clock.rule.kind == "window" and shown.clock.status(timeline.now) == "running":
            yield DueLine("view.open_until", due_facts(shown, timeline, language))


def _duty(shown: ShownClock, timeline: Timeline, language: str) -> DueLine:
    facts, status = due_facts(shown, timeline, language), shown.clock.status(timeline.now)
    if status == "paused":
        return DueLine("view.due_paused", facts)
    if status == "late":
        return DueLine("view.overdue", facts | {"days": -facts["days"]}, is_late=True)
    provisional = "_provisional" if shown.clock.due.is_provisional else ""
    return DueLine(f"view.due_by{provisional}" if facts["days"] else "view.due_today", facts)


def _extended(shown: ShownClock) -> Iterator[DueLine]:
    """Say why a limit is longer than the law's, and what it was."""
    clock = shown.clock
    for each in clock.extensions:
        facts = {
            "days": each.days,
            "reason": each.reason,
            "approver": each.approver_role or "",
            "first": clock.first_due.moment,
        }
        yield DueLine("view.due_extended" if each.approver_role else "view.due_longer", facts)


def _latest(shown: ShownClock, timeline: Timeline, language: str) -> Iterator[DueLine]:
    """Say how far a limit that runs may still be extended."""
    clock = shown.clock
    is_longer = clock.latest_due.last_day > clock.due.last_day
    if is_longer and clock.status(timeline.now) == "running":
        yield DueLine("view.due_latest", due_facts(shown, timeline, language))


def due_facts(shown: ShownClock, timeline: Timeline, language: str) -> dict[str, Any]:
    """What a sentence about a limit is told."""
    basis = shown.clock.rule.basis
    law = basis.instrument.zh if language == "zh" else basis.instrument.en
    return {
        "clock": shown.clock.name,
        "last": shown.clock.due.moment,
        "latest": shown.clock.latest_due.moment,
        "days": shown.clock.days_left(timeline.now),
        "law": law if basis.article == NO_ARTICLE else _cited(law, basis.article, language),
    }


def _cited(law: str, article: str, language: str) -> str:
    return f"{law}第{article}条" if language == "zh" else f"{law}, art. {article}"
