"""The head of a timeline as a few lines: where the petition is, who has it, what came of it."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from petition_es.cli.timeline_view.words import Words
from petition_es.projections.timeline import (
    STAGES,
    Head,
    Said,
    Timeline,
    due_lines,
    expectation_lines,
)

Row = tuple[str, Text]

STYLE_OF_TAG = {
    "resolved": "bold green",
    "answered": "bold green",
    "exception": "bold yellow",
    "closed": "bold magenta",
}


def title(timeline: Timeline, words: Words, width: int) -> Iterator[Text]:
    """Say which petition it is and how it stands, and whose view of what time this is."""
    head = timeline.head
    name = (
        words.say("view.title", number=head.number) if head.number else words.say("view.no_number")
    )
    text = Text(f"{name} {words.signs.dot} ", style="bold")
    text.append(words.label("state", head.state), style=STYLE_OF_TAG.get(head.tag, "bold cyan"))
    whose = words.say("view.audience", audience=timeline.audience)
    gap = width - cell_len(text.plain) - cell_len(whose)
    if gap > 0:
        text.append(" " * gap).append(whose, style="dim")
    yield text
    yield Text(words.signs.rule * width, style="dim")
    for key, day in (("known_by", timeline.known_by), ("happened_by", timeline.happened_by)):
        if day is not None:
            yield Text(words.say(f"view.{key}", day=day.isoformat()), style="yellow")


def facts(timeline: Timeline, words: Words) -> Iterator[Row]:
    """Say the head row by row, each with its heading; what is not known has no row."""
    head = timeline.head
    yield from _now_with(head, words)
    stage = {"number": head.stage.number, "of": head.stage.of}
    yield words.say("view.stage", **stage), _stages(head, words)
    yield from _due(timeline, words)
    yield from _expected(timeline, words)
    if head.claims:
        counted = {"answered": head.claims.answered, "of": head.claims.of}
        yield words.say("view.claims"), Text(words.say("view.claims_answered", **counted))
    yield from _resolution(head, words)
    yield from _ratings(head, words)
    if head.silent_days is not None:
        yield words.say("view.silence"), _silence(head, words)
    yield from _counts(head, words)
    if head.merged_into:
        goes_on = words.say("view.merged_into", survivor=head.merged_into)
        yield words.say("view.merged"), Text(goes_on)
    if head.steps_of_unknown_recording:
        steps = head.steps_of_unknown_recording
        yield words.say("view.unrecorded"), Text(words.say("view.unknown_recording", steps=steps))


def _now_with(head: Head, words: Words) -> Iterator[Row]:
    heading = words.say("view.now_with")
    if not head.held_by:
        yield heading, Text(words.say(_why_nobody(head)))
        if head.claimed_resolved and head.claimed_resolved.by:
            unit = words.unit_with_phone(head.claimed_resolved.by)
            yield "", Text(words.say("view.ask", unit=unit))
    for holder in head.held_by:
        line = Text(words.unit_with_phone(holder.unit), style="bold")
        if len(head.held_by) > 1:
            line.append(f" {words.signs.dot} {words.label('part', holder.part)}")
        yield heading, line
        heading = ""


def _due(timeline: Timeline, words: Words) -> Iterator[Row]:
    heading = words.say("view.due")
    for told in due_lines(timeline, words.language):
        style = "bold yellow" if told.is_late else ""
        yield heading, Text(words.say(told.key, **told.facts), style=style)
        heading = ""


def _expected(timeline: Timeline, words: Words) -> Iterator[Row]:
    heading = words.say("view.expected")
    for key, told in expectation_lines(timeline.expectation):
        yield heading, Text(words.say(key, **told), style="" if heading else "dim")
        heading = ""


def _why_nobody(head: Head) -> str:
    """Say why no unit has it: it is closed, it waits for its number, or the record knows none."""
    if head.is_closed:
        return "view.nobody"
    return "view.not_registered" if head.state == "submitted" else "view.unknown_holder"


def _stages(head: Head, words: Words) -> Text:
    """Draw the way as a bar: passed, skipped, here, ahead; its heading says it in numbers."""
    signs, bar = words.signs, Text()
    for number, name in enumerate(STAGES, 1):
        if number > 1:
            bar.append(f" {signs.rule} ", style="dim")
        word = words.label("stage", name)
        if name in head.stage.skipped:
            bar.append(f"{signs.skipped} {word}", style="dim")
        elif number < head.stage.number:
            bar.append(f"{signs.done} {word}", style="green")
        elif number == head.stage.number:
            sign = signs.closed if head.is_closed else signs.here
            bar.append(f"{sign} {word}", style="bold")
        else:
            bar.append(f"{signs.ahead} {word}", style="dim")
    return bar


def _resolution(head: Head, words: Words) -> Iterator[Row]:
    """Tell the unit's claim from what proves it, each with its day."""
    claimed = head.claimed_resolved
    if claimed is None and head.denied is None and head.confirmed is None:
        return
    heading = words.say("view.resolution")
    if claimed is not None:
        yield heading, Text(_said("view.claimed_resolved", claimed, words))
        heading = ""
    carried_out = head.carried_out
    yield (
        heading,
        Text(_said("view.carried_out", carried_out, words))
        if carried_out
        else Text(words.say("view.not_carried_out"), style="yellow"),
    )
    if head.confirmed:
        yield "", Text(_said("view.confirmed", head.confirmed, words), style="green")
    if head.denied:
        yield "", Text(_said("view.denied", head.denied, words), style="yellow")
    if not head.confirmed and not head.denied:
        yield "", Text(words.say("view.not_confirmed"), style="yellow")


def _counts(head: Head, words: Words) -> Iterator[Row]:
    """Say how often the matter was sent about; what never happened is not counted."""
    times = [
        words.say(f"view.count.{name}", number=number)
        for name, number in vars(head.counts).items()
        if number
    ]
    if times:
        yield words.say("view.way"), Text(f" {words.signs.dot} ".join(times))


def _said(key: str, said: Said, words: Words) -> str:
    return words.say(key, at=said.at, unit=words.unit(said.by) if said.by else "")


def _ratings(head: Head, words: Words) -> Iterator[Row]:
    """Say all votes on one line; several petitioners, or units, give several."""
    votes = [
        words.say("view.vote", evaluatee=vote.evaluatee, result=vote.result)
        for vote in head.evaluations
    ]
    if votes:
        yield words.say("view.rating"), Text(f" {words.signs.dot} ".join(votes))


def _silence(head: Head, words: Words) -> Text:
    if not head.silent_days:
        return Text(words.say("view.moved_today"))
    return Text(words.say("view.silent_days", days=head.silent_days, last=head.last_activity))
