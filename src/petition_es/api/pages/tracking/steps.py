"""The checkpoints as a list, newest first: when, what, where to, and what is to be known of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from petition_es.api.pages.words import DOT, SPACE, Words
from petition_es.projections.timeline import Checkpoint
from petition_es.projections.timeline.remarks import marks, notes

GAP = timedelta(days=30)
"""From so long on, a silence has a row of its own."""


@dataclass(frozen=True)
class Paper:
    """A document of a step, and the address under which it opens."""

    says: str
    address: str


@dataclass(frozen=True)
class StepView:
    """One checkpoint in words; `word` names the kind of step where it is out of the ordinary."""

    anchor: str
    tag: str
    word: str
    says: Markup
    at: datetime
    precision: str
    elapsed: timedelta | None
    gap: Markup
    unit: Markup
    to_unit: Markup
    notes: tuple[Markup, ...]
    papers: tuple[Paper, ...]
    marks: tuple[Markup, ...]
    voided: bool
    newest: bool


def steps(checkpoints: Sequence[Checkpoint], words: Words, number: str) -> tuple[StepView, ...]:
    """Say all steps, the newest first; `number` is the petition's, for the papers' addresses."""
    newest = next((step for step in reversed(checkpoints) if not step.voided), None)
    return tuple(
        _step(step, words, number, newest=step is newest) for step in reversed(checkpoints)
    )


def _step(step: Checkpoint, words: Words, number: str, *, newest: bool) -> StepView:
    silent = step.elapsed is not None and step.elapsed >= GAP
    unit, to_unit = _where(step, words)
    return StepView(
        anchor=f"ev-{step.sequence}",
        tag=step.tag,
        word=words.label("tag", step.tag) if step.tag in {"exception", "record", "closed"} else "",
        says=words.say(step.message_key, **step.arguments),
        at=step.at,
        precision=step.at_precision,
        elapsed=None if silent else step.elapsed,
        gap=words.say("page.gap", days=step.elapsed.days) if step.elapsed and silent else Markup(),
        unit=unit,
        to_unit=to_unit,
        notes=tuple(_notes(step, words)),
        papers=tuple(_papers(step, words, number)),
        marks=tuple(words.say(key, **facts) for key, facts in marks(step)),
        voided=step.voided,
        newest=newest,
    )


def _where(step: Checkpoint, words: Words) -> tuple[Markup, Markup]:
    """Name the unit that acted and the one it was sent to; the petitioner is in the sentence."""
    unit = words.unit(step.unit) if step.unit else Markup()
    if step.role == "importer" and not unit:
        unit = words.say("view.by_import")
    if step.to_unit is None:
        return unit, Markup()
    to_unit = words.unit(step.to_unit)
    if step.tag != "referred":
        return SPACE.join(filter(None, (unit, words.say("view.about", unit=to_unit)))), Markup()
    part = str(step.arguments.get("part", "lead"))
    return unit, to_unit if part == "lead" else DOT.join([to_unit, words.label("part", part)])


def _notes(step: Checkpoint, words: Words) -> Iterator[Markup]:
    for key, facts in notes(step):
        yield words.say(key, **facts)
    if step.actor:
        who = "view.entered_by_petitioner" if step.role == "petitioner" else "view.entered_by"
        yield words.say(who, actor=step.actor)


def _papers(step: Checkpoint, words: Words, number: str) -> Iterator[Paper]:
    """Name each paper by its kind, and by a number where a step has several of a kind."""
    several = Counter(paper.kind for paper in step.documents)
    seen: Counter[str] = Counter()
    for paper in step.documents:
        kind = words.label("paper", paper.kind)
        seen[paper.kind] += 1
        if several[paper.kind] > 1:
            kind = words.say("page.paper.several", kind=kind, number=seen[paper.kind])
        yield Paper(kind, f"/t/{number}/documents/{paper.document_id}")
