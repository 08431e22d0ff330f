"""A checkpoint as lines: when, what, by which unit and to which, and what is to be known of it."""

from collections.abc import Iterator

from rich.text import Text

from petition_es.cli.timeline_view.words import Words
from petition_es.projections.timeline import Checkpoint
from petition_es.projections.timeline.remarks import marks, notes

STYLE_OF_TAG = {"exception": "bold yellow", "closed": "bold magenta", "record": "dim"}


def sign(step: Checkpoint, words: Words, *, newest: bool) -> str:
    """The sign on the line that joins the steps."""
    if step.voided:
        return words.signs.voided
    if step.tag in {"exception", "closed", "record"}:
        return str(getattr(words.signs, step.tag))
    return words.signs.newest if newest else words.signs.step


def when(step: Checkpoint, words: Words) -> list[Text]:
    """Say when it happened, as exactly as it is known, and how long after the step before."""
    if step.at_precision == "unknown":
        return [Text(words.say("view.time_unknown"))]
    if step.at_precision == "day":
        lines = [Text(f"{step.at:%Y-%m-%d}"), Text(words.say("view.day_only"), style="dim")]
    else:
        lines = [Text(f"{step.at:%Y-%m-%d %H:%M}")]
    if step.elapsed is not None:
        lines.append(Text(words.later(step.elapsed), style="dim"))
    return lines


def what(step: Checkpoint, words: Words) -> Iterator[Text]:
    """Say what happened, where, and everything else that the reader may know."""
    yield _message(step, words)
    where = _where(step, words)
    if where:
        yield Text(where)
    notes = f" {words.signs.dot} ".join(_notes(step, words))
    if notes:
        yield Text(notes, style="dim")
    for key, facts in marks(step):
        yield Text(f"[{words.say(key, **facts)}]", style="italic yellow")


def _message(step: Checkpoint, words: Words) -> Text:
    message = words.say(step.message_key, **step.arguments)
    if step.voided:
        strike = words.signs.strike
        return Text(f"{strike}{message}{strike}", style="strike dim")
    return Text(message, style=STYLE_OF_TAG.get(step.tag, "bold"))


def _where(step: Checkpoint, words: Words) -> str:
    """Name the unit that acted and the one it concerned; the petitioner is in the sentence."""
    units = [words.unit(step.unit)] if step.unit else []
    if step.role == "importer" and not step.unit:
        units = [words.say("view.by_import")]
    if step.to_unit and step.tag == "referred":
        to_unit = words.unit(step.to_unit)
        part = step.arguments.get("part", "lead")
        aside = "" if part == "lead" else f" {words.signs.dot} {words.label('part', str(part))}"
        units.append(f"{words.signs.arrow} {to_unit}{aside}")
    elif step.to_unit:
        units.append(words.say("view.about", unit=words.unit(step.to_unit)))
    return " ".join(units)


def _notes(step: Checkpoint, words: Words) -> Iterator[str]:
    for key, facts in notes(step):
        yield words.say(key, **facts)
    if step.documents:
        kinds = dict.fromkeys(words.label("paper", paper.kind) for paper in step.documents)
        yield words.say("view.documents", documents=tuple(kinds))
    if step.actor:
        who = "view.entered_by_petitioner" if step.role == "petitioner" else "view.entered_by"
        yield words.say(who, actor=step.actor)
