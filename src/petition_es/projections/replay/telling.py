"""A step in words: what terminal and page say alike, each in its own way of writing."""

from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any, NamedTuple, Protocol

from petition_es.domain.petition import PetitionEvent
from petition_es.messages import keys
from petition_es.messages.catalogue import catalogue
from petition_es.projections.replay.case import Replay
from petition_es.projections.replay.contents import Unseen
from petition_es.projections.replay.shown import Shown
from petition_es.projections.replay.standings import Change, Standing
from petition_es.projections.replay.step import Line, Step
from petition_es.projections.timeline.checkpoint import Checkpoint, UnitCard
from petition_es.projections.timeline.head import Claims, Holder, ShownClock

OF_ANY_EVENT = {
    "audience": "audience", "entry_channel": "channel", "evaluatees": "evaluatee",
    "flags_dropped": "flag", "from_procedure": "procedure", "role": "role",
    "to_procedure": "procedure",
}  # fmt: skip
"""The family of labels of a field's codes, whatever the event is."""

IN_PARTS = {("parties", "role"): "party_role"}
"""What a part of a value is, where its name says something else."""

HOW = frozenset({"date", "moment", "code", "number", "petition"})
"""Ways to write a value that is no code of a family."""


class Speaker(Protocol):
    """Says sentences, codes and units in one language; what it says may be marked up."""

    @property
    def language(self) -> str: ...

    def say(self, key: str, **facts: object) -> str: ...

    def label(self, family: str, code: str) -> str: ...

    def unit(self, card: UnitCard) -> str: ...


class Changed(NamedTuple):
    """One part of the standing in words, before and after; several words are several lines."""

    heading: str
    before: list[str]
    after: list[str]


def sentence(step: Checkpoint, speaker: Speaker) -> str:
    """Say what happened."""
    return speaker.say(step.message_key, **step.arguments)


def happened_at(step: Checkpoint, speaker: Speaker) -> str:
    """Say when it happened, as exactly as it is known."""
    if step.at_precision == "unknown":
        return speaker.say("view.time_unknown")
    exactly = "day" if step.at_precision == "day" else "moment"
    return speaker.say(f"replay.at_{exactly}", at=step.at)


def recorded(step: Checkpoint, speaker: Speaker) -> str:
    """Say when it was recorded."""
    if step.recorded_at is None:
        return speaker.say("replay.recorded_unknown")
    return speaker.say("replay.recorded_at", at=step.recorded_at)


def remarks(replay: Replay, step: Step, speaker: Speaker) -> Iterator[str]:
    """Say what an honest replay must: entered late, struck through, standing for another."""
    if step.is_late:
        yield speaker.say("replay.late")
    for event_id in step.strikes:
        number = replay.number_of(event_id)
        if number is None:
            yield speaker.say("replay.strikes_left_out")
        else:
            message = sentence(replay.checkpoint(number), speaker)
            yield speaker.say("replay.strikes", step=number, message=message)
    if step.checkpoint.instead_of:
        yield speaker.say("replay.instead_of")
    if step.is_struck and step.struck_at is None:
        yield speaker.say("replay.struck_left_out")
    elif step.struck_at is not None and step.struck_at != step.number:
        yield speaker.say("replay.struck_at", step=step.struck_at)


def short_marks(line: Line, speaker: Speaker) -> Iterator[str]:
    """Say the same in the list of all steps, in few words."""
    if line.is_late:
        yield speaker.say("replay.late_short")
    if line.checkpoint.instead_of:
        yield speaker.say("replay.instead_short")
    if line.struck_at is not None:
        yield speaker.say("replay.struck_short", step=line.struck_at)
    elif line.is_struck:
        yield speaker.say("replay.struck_left_out")


def changed(change: Change, speaker: Speaker) -> Changed:
    """Say one change."""
    return Changed(
        speaker.say(f"replay.what.{change.what}"),
        list(_part(change.what, change.before, speaker)),
        list(_part(change.what, change.after, speaker)),
    )


def standing(stands: Standing, speaker: Speaker) -> Iterator[tuple[str, list[str]]]:
    """Say where the petition stands, part by part; a part that is empty says so."""
    for what in ("state", "held_by", "next_step", "claims", "flags", "opinions"):
        said = list(_part(what, getattr(stands, what), speaker))
        yield speaker.say(f"replay.what.{what}"), said or [speaker.say("replay.none")]


def _part(what: str, value: Any, speaker: Speaker) -> Iterator[str]:
    if value is None:
        return
    if what == "state":
        yield speaker.label("state", value)
    elif what == "next_step":
        yield speaker.say(f"page.next.{value}")
    elif isinstance(value, Claims):
        yield speaker.say("view.claims_answered", answered=value.answered, of=value.of)
    else:
        for each in value:
            yield _one(what, each, speaker)


def _one(what: str, value: Any, speaker: Speaker) -> str:
    if isinstance(value, Holder):
        return speaker.unit(value.unit)
    return speaker.label("flag", value) if what == "flags" else str(value)


def clock(shown: ShownClock, step: Step, speaker: Speaker) -> str:
    """Say how a limit stood at the moment of a step."""
    told, status = shown.clock, shown.clock.status(step.moment)
    is_open = told.rule.kind == "window" and status == "running"
    days = told.days_left(step.moment)
    return speaker.say(
        f"replay.clock.{'open' if is_open else status}",
        clock=told.name,
        last=told.due.moment,
        days=days,
        late=max(0, -days),
        stopped=told.stopped_at or told.due.moment,
    )


def page(shown: Shown, speaker: Speaker) -> Iterator[str]:
    """Say in a few lines what a page showed: the state, who had it, the newest step."""
    if shown.timeline is None:
        yield speaker.say(f"replay.page.{shown.why_not}")
        return
    head, steps = shown.timeline.head, shown.timeline.checkpoints
    yield speaker.label("state", head.state)
    for holder in head.held_by:
        yield speaker.unit(holder.unit)
    yield speaker.say("replay.page.steps", steps=len(steps))
    newest = next((each for each in reversed(steps) if not each.voided), None)
    if newest is not None:
        yield speaker.say("replay.page.newest", message=sentence(newest, speaker))


def unseen(words: Unseen, name: str, speaker: Speaker, *, may_ask: bool = False) -> str:
    """Say why words are not shown; `may_ask`: the reader could open them."""
    if name == "code_hash":
        return speaker.say("replay.secret")
    hint = "_hint" if may_ask and words.why == "sealed" else ""
    return speaker.say(f"replay.{words.why}{hint}")


def field_name(name: str, speaker: Speaker) -> str:
    """What a field is called."""
    return speaker.label("field", name)


def values(
    name: str, value: Any, event: PetitionEvent, speaker: Speaker, *, may_ask: bool = False
) -> list[str]:
    """Say the value of a field, line by line: codes by their labels, parts after their names."""
    if isinstance(value, Unseen):
        return [unseen(value, name, speaker, may_ask=may_ask)]
    if isinstance(value, list):
        parts = (values(name, each, event, speaker, may_ask=may_ask) for each in value)
        return [line for lines in parts for line in lines]
    if isinstance(value, dict):
        told = {
            part: values(_named(name, str(part)), each, event, speaker, may_ask=may_ask)
            for part, each in value.items()
        }
        pairs = (f"{field_name(part, speaker)}: {', '.join(v)}" for part, v in told.items())
        return ["; ".join(pairs)]
    family = families(type(event).__name__).get(name)
    return [speaker.label(family, str(value)) if family else str(value)]


@cache
def families(event: str) -> Mapping[str, str]:
    """The families by which the sentences about a kind of event call the codes of its fields."""
    about = (key for key in keys() if key.split(".")[:2] in (["step", event], ["note", event]))
    placed = (part for key in about for part in Formatter().parse(catalogue("en")[key][-1]))
    told = {fact: how for _, fact, how, _ in placed if fact and how}
    named = {f: h for f, h in told.items() if h not in HOW and not h.startswith("count.")}
    return OF_ANY_EVENT | named


def _named(field: str, part: str) -> str:
    return IN_PARTS.get((field, part), part)
