"""The page of one step: what its template is given, made of a replay and of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from petition_es.api.pages.replays.asked import Asked
from petition_es.api.pages.words import Words
from petition_es.audits.finding import Finding
from petition_es.audits.wording import seen, title
from petition_es.projections.replay import (
    PAGES,
    Opening,
    Replay,
    Step,
    answers,
    telling,
)


@dataclass(frozen=True)
class Link:
    """Words, and where they lead; nowhere: they are words alone."""

    says: str
    address: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class StepLink:
    """One step in the list of all."""

    number: int
    when: str
    says: str
    state: str
    address: str
    marks: tuple[str, ...]
    is_struck: bool
    is_current: bool


@dataclass(frozen=True)
class Field:
    """A field of the entry, line by line."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageThen:
    """What one audience's page showed, in a few lines, and where it stands whole."""

    heading: str
    lines: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Choice:
    """An answer of this case that can be set beside another one."""

    value: str
    says: str


@dataclass(frozen=True)
class ReplayPage:
    """One step of one case, in words."""

    number: str
    asked: Asked
    step: Step
    says: str
    happened: str
    recorded: str
    remarks: tuple[str, ...]
    ways: dict[str, str]
    fields: tuple[Field, ...]
    stamp: tuple[Field, ...]
    rests_on: tuple[Link, ...]
    papers: tuple[Link, ...]
    changes: tuple[telling.Changed, ...]
    standing: tuple[tuple[str, list[str]], ...]
    clocks: tuple[tuple[str, str, bool], ...]
    pages: tuple[PageThen, ...]
    steps: tuple[StepLink, ...]
    choices: tuple[Choice, ...]
    findings: tuple[Link, ...]
    """What audits found, of which this step is a proof."""


def replay_page(
    replay: Replay,
    chosen: int,
    *,
    asked: Asked,
    number: str,
    words: Words,
    opening: Opening,
    whole: bool = True,
    findings: Sequence[Finding] = (),
) -> ReplayPage:
    """Make the page of a step; not `whole`, without the list of all steps and the forms."""
    step = replay.step(chosen)
    return ReplayPage(
        number=number,
        asked=asked,
        step=step,
        says=telling.sentence(step.checkpoint, words),
        happened=telling.happened_at(step.checkpoint, words),
        recorded=telling.recorded(step.checkpoint, words),
        remarks=tuple(telling.remarks(replay, step, words)),
        ways=_ways(asked, number, chosen, len(replay)),
        fields=tuple(_fields(opening.content(step.event), step, words)),
        stamp=tuple(_fields(_stamp(opening, step), step, words)),
        rests_on=tuple(_rests_on(replay, step, asked, number, words)),
        papers=tuple(_papers(step, number, words)),
        changes=tuple(telling.changed(each, words) for each in step.changes),
        standing=tuple(telling.standing(step.after, words)) if step.after else (),
        clocks=tuple(_clocks(step, words)),
        pages=tuple(_pages(replay, step, asked, number, words)),
        steps=tuple(_steps(replay, chosen, asked, number, words)) if whole else (),
        choices=tuple(_choices(replay, words)) if whole else (),
        findings=tuple(_found(findings, step, words)),
    )


def _found(findings: Sequence[Finding], step: Step, words: Words) -> Iterator[Link]:
    """The findings that a step proves, the one that arose at it first."""
    mine = [f for f in findings if any(proof.event_id == step.event.event_id for proof in f.proofs)]
    for each in sorted(mine, key=lambda f: f.proofs[0].event_id != step.event.event_id):
        said = f"{title(each.rule, words.language)}: {seen(each, words.language)}"
        yield Link(says=said, address=f"/audit/{each.finding_id}")


def _ways(asked: Asked, number: str, chosen: int, last: int) -> dict[str, str]:
    """Where the buttons lead; from the first step nothing leads back."""
    ways = {"first": 1, "previous": chosen - 1, "next": chosen + 1, "last": last}
    return {
        name: asked.address(number, to) if 1 <= to <= last and to != chosen else ""
        for name, to in ways.items()
    }


def _stamp(opening: Opening, step: Step) -> dict[str, object]:
    told = opening.stamp(step.event)
    told.pop("rests_on", None)  # They stand apart, with where they lead.
    return told


def _fields(told: dict[str, object], step: Step, words: Words) -> Iterator[Field]:
    for name, value in told.items():
        lines = telling.values(name, value, step.event, words)
        yield Field(telling.field_name(name, words), tuple(lines))


def _rests_on(
    replay: Replay, step: Step, asked: Asked, number: str, words: Words
) -> Iterator[Link]:
    for basis in step.rests_on:
        if basis.number is None:
            yield Link(words.say("replay.rests_on_left_out", entry=str(basis.event_id)))
            continue
        message = telling.sentence(replay.checkpoint(basis.number), words)
        says = words.say("replay.rests_on_step", step=basis.number, message=message)
        yield Link(says, asked.address(number, basis.number))


def _papers(step: Step, number: str, words: Words) -> Iterator[Link]:
    for paper in step.checkpoint.documents:
        address = f"/replay/{number}/documents/{paper.document_id}"
        yield Link(words.label("paper", paper.kind), address)


def _clocks(step: Step, words: Words) -> Iterator[tuple[str, str, bool]]:
    for shown in step.clocks:
        unit = words.unit(shown.unit) if shown.unit else ""
        is_late = shown.clock.status(step.moment) in {"late", "met_late"}
        yield telling.clock(shown, step, words), unit, is_late


def _pages(
    replay: Replay, step: Step, asked: Asked, number: str, words: Words
) -> Iterator[PageThen]:
    for audience in PAGES:
        shown = replay.shown(step.number, audience)
        address = asked.address(number, step.number, f"/page/{audience}") if shown.timeline else ""
        yield PageThen(
            words.say(f"replay.page.{audience}"), tuple(telling.page(shown, words)), address
        )


def _steps(
    replay: Replay, chosen: int, asked: Asked, number: str, words: Words
) -> Iterator[StepLink]:
    for line in replay.lines:
        yield StepLink(
            number=line.number,
            when=telling.happened_at(line.checkpoint, words),
            says=telling.sentence(line.checkpoint, words),
            state=words.label("state", line.state) if line.state else "",
            address=asked.address(number, line.number),
            marks=tuple(telling.short_marks(line, words)),
            is_struck=line.is_struck,
            is_current=line.number == chosen,
        )


def _choices(replay: Replay, words: Words) -> Iterator[Choice]:
    """The answers of the case, as the form of two offers them."""
    for event in answers(replay.events):
        number = replay.number_of(event.event_id) or 0
        message = telling.sentence(replay.checkpoint(number), words)
        says = words.say("replay.rests_on_step", step=number, message=message)
        yield Choice(str(replay.positions[event.event_id]), says)
