"""The status card: how the petition stands, who has it, what comes next, what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from petition_es.api.pages.words import DOT, Words
from petition_es.projections.timeline import (
    Head,
    Said,
    Timeline,
    UnitCard,
    due_lines,
    expectation_lines,
)
from petition_es.projections.timeline.next_step import is_claimed, next_step, word_on_claim


@dataclass(frozen=True)
class Line:
    """One line of the card: words, a number to call, and whether the news is good or bad."""

    says: Markup
    phone: str | None = None
    mood: str = ""


@dataclass(frozen=True)
class Fact:
    """A heading of the card with its lines."""

    heading: Markup
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Status:
    """The card: the state in words, and the facts; what is not known has no heading."""

    state: str
    claim: Markup
    mood: str
    facts: tuple[Fact, ...]


def status(timeline: Timeline, words: Words) -> Status:
    """Say the head of a timeline, in the sentences that the terminal says as well."""
    head = timeline.head
    told = {
        "view.now_with": _now_with(head, words),
        "page.next": [Line(words.say(f"page.next.{next_step(head)}"))],
        "view.due": _due(timeline, words),
        "view.expected": _expected(timeline, words),
        "view.claims": _claims(head, words),
        "view.resolution": _resolution(head, words),
        "view.rating": _ratings(head, words),
        "view.silence": _silence(head, words),
        "view.way": _counts(head, words),
        "view.merged": _merged(head, words),
        "view.unrecorded": _unrecorded(head, words),
    }
    facts = ((key, tuple(lines)) for key, lines in told.items())
    return Status(
        state=words.label("state", head.state),
        claim=words.say(f"page.claim.{word_on_claim(head)}") if is_claimed(head) else Markup(),
        mood=_mood(head),
        facts=tuple(Fact(words.say(key), lines) for key, lines in facts if lines),
    )


def _mood(head: Head) -> str:
    """The colour of the card: a claim is good news when the petitioner bears it out."""
    if is_claimed(head):
        return {"denied": "warn", "confirmed": "good"}.get(word_on_claim(head), "")
    return {"exception": "warn", "answered": "good", "closed": "over"}.get(head.tag, "")


def _now_with(head: Head, words: Words) -> Iterator[Line]:
    if not head.held_by:
        yield Line(words.say(_why_nobody(head)))
        if head.claimed_resolved and head.claimed_resolved.by:
            card = head.claimed_resolved.by
            yield Line(words.say("view.ask", unit=words.unit(card)), card.phone)
    for holder in head.held_by:
        said = words.unit(holder.unit)
        if len(head.held_by) > 1:
            said = DOT.join([said, words.label("part", holder.part)])
        yield Line(said, holder.unit.phone, "strong")


def _why_nobody(head: Head) -> str:
    """Say why no unit has it: it is closed, it waits to be registered, or nobody knows."""
    if head.is_closed:
        return "view.nobody"
    return "view.not_registered" if head.state == "submitted" else "view.unknown_holder"


def _due(timeline: Timeline, words: Words) -> Iterator[Line]:
    """Say by which day who has to do what, the most urgent first, and until when one may act."""
    for told in due_lines(timeline, words.language):
        yield Line(words.say(told.key, **told.facts), mood="warn" if told.is_late else "")


def _expected(timeline: Timeline, words: Words) -> Iterator[Line]:
    """Say by when like petitions had their answer, and below it what like means and of how many."""
    mood = "strong"
    for key, told in expectation_lines(timeline.expectation):
        yield Line(words.say(key, **told), mood=mood)
        mood = "basis"


def _claims(head: Head, words: Words) -> Iterator[Line]:
    if head.claims:
        answered, of = head.claims.answered, head.claims.of
        yield Line(words.say("view.claims_answered", answered=answered, of=of))


def _resolution(head: Head, words: Words) -> Iterator[Line]:
    """Tell the unit's claim from what proves it, each with its day."""
    if not (head.claimed_resolved or head.confirmed or head.denied):
        return
    if head.claimed_resolved:
        yield Line(_said("view.claimed_resolved", head.claimed_resolved, words))
    if head.carried_out:
        yield Line(_said("view.carried_out", head.carried_out, words))
    else:
        yield Line(words.say("view.not_carried_out"), mood="warn")
    if head.confirmed:
        yield Line(_said("view.confirmed", head.confirmed, words), mood="good")
    if head.denied:
        yield Line(_said("view.denied", head.denied, words), mood="warn")
    if not head.confirmed and not head.denied:
        yield Line(words.say("view.not_confirmed"), mood="warn")


def _said(key: str, said: Said, words: Words) -> Markup:
    return words.say(key, at=said.at, unit=_named(said.by, words))


def _named(card: UnitCard | None, words: Words) -> Markup:
    return words.unit(card) if card else Markup()


def _ratings(head: Head, words: Words) -> Iterator[Line]:
    for vote in head.evaluations:
        mood = "warn" if vote.result == "dissatisfied" else ""
        said = words.say("view.vote", evaluatee=vote.evaluatee, result=vote.result)
        yield Line(said, mood=mood)


def _silence(head: Head, words: Words) -> Iterator[Line]:
    if head.silent_days is None:
        return
    if head.silent_days == 0:
        yield Line(words.say("view.moved_today"))
        return
    yield Line(words.say("view.silent_days", days=head.silent_days, last=head.last_activity))


def _counts(head: Head, words: Words) -> Iterator[Line]:
    """Say how often the matter was sent about; what never happened is not counted."""
    times = [
        words.say(f"view.count.{name}", number=number)
        for name, number in vars(head.counts).items()
        if number
    ]
    if times:
        yield Line(DOT.join(times))


def _merged(head: Head, words: Words) -> Iterator[Line]:
    if head.merged_into:
        yield Line(words.say("view.merged_into", survivor=head.merged_into))


def _unrecorded(head: Head, words: Words) -> Iterator[Line]:
    if head.steps_of_unknown_recording:
        steps = head.steps_of_unknown_recording
        yield Line(words.say("view.unknown_recording", steps=steps))
