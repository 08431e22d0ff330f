"""A timeline as plain text, for files that are kept: a line or two for each step, oldest first."""

from collections.abc import Iterator

from petition_es.messages import label, say
from petition_es.projections.timeline.checkpoint import Checkpoint, UnitCard
from petition_es.projections.timeline.head import Timeline
from petition_es.projections.timeline.remarks import marks, notes


def timeline_as_text(timeline: Timeline, language: str) -> str:
    """Write where the petition stands, and every step in the order of happening."""
    head = timeline.head
    lines = [
        say("view.title", language, number=head.number)
        if head.number
        else say("view.no_number", language),
        label("state", head.state, language),
        say("view.audience", language, audience=timeline.audience),
        "",
    ]
    for step in timeline.checkpoints:
        lines += _step(step, language)
    return "\n".join(lines) + "\n"


def _step(step: Checkpoint, language: str) -> Iterator[str]:
    message = say(step.message_key, language, **step.arguments)
    yield f"{when(step, language)}  {f'~~{message}~~' if step.voided else message}"
    units = [unit_name(each, language) for each in (step.unit, step.to_unit) if each]
    said = [say(key, language, **facts) for key, facts in notes(step)]
    for detail in (" → ".join(units), " · ".join(said)):
        if detail:
            yield f"    {detail}"
    for key, facts in marks(step):
        yield f"    [{say(key, language, **facts)}]"


def when(step: Checkpoint, language: str) -> str:
    """When a step happened, as exactly as it is known."""
    if step.at_precision == "unknown":
        return say("view.time_unknown", language)
    return f"{step.at:%Y-%m-%d}" if step.at_precision == "day" else f"{step.at:%Y-%m-%d %H:%M}"


def unit_name(card: UnitCard, language: str) -> str:
    """Name a unit; by its id where nobody knows it."""
    return card.unit_id if card.name is None else card.name.in_language(language)
