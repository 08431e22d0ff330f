"""What a refusal, or an opinion one does not agree with, still lets the petitioner do.

The sentences name the law in general; days are not counted here.
"""

from collections.abc import Iterator

from markupsafe import Markup

from petition_es.api.pages.words import Words
from petition_es.domain.petition import Declined, OpinionIssued, ReviewDecided, ReviewRequested
from petition_es.domain.petition.event import PetitionEvent
from petition_es.projections.timeline import Checkpoint, Timeline

AFTER_REVIEW = {
    "handling": "page.then.review",
    "remade": "page.then.review",
    "review": "page.then.second_review",
    "second_review": "page.then.final",
}
"""What follows an opinion of each round, for whoever does not agree with it."""

REFUSED = frozenset({"declined", "guided_away", "filed"})
OPEN_TO_REVIEW = frozenset({"answered", "delivered", "resolved"})


def remedies(timeline: Timeline, words: Words) -> tuple[Markup, ...]:
    """Say what the petitioner can do now; nothing, where nothing was refused."""
    if timeline.head.state in REFUSED:
        return tuple(_after_refusal(timeline, words))
    if timeline.head.state in OPEN_TO_REVIEW:
        return tuple(_after_opinion(timeline, words))
    return ()


def _after_refusal(timeline: Timeline, words: Words) -> Iterator[Markup]:
    refusal = _last(timeline, Declined)
    told = refusal.arguments if refusal else {}
    kind = str(told.get("kind", "not_accepted"))
    if kind == "guided_away":
        channel = told.get("proper_channel")
        yield (
            words.say("page.then.channel", channel=channel)
            if channel
            else words.say("page.then.channel_unnamed")
        )
    if kind in ("not_accepted", "no_further"):
        yield words.say(f"page.then.{kind}")
    yield words.say("page.then.new_facts")


def _after_opinion(timeline: Timeline, words: Words) -> Iterator[Markup]:
    head, opinion = timeline.head, _last(timeline, OpinionIssued)
    if opinion is None:
        return
    unsupported = opinion.arguments.get("not_supported")
    if unsupported:
        yield words.say("page.then.not_supported", claims=unsupported)
    if head.denied:
        yield words.say("page.then.not_solved")
    if unsupported or head.denied or head.state != "resolved":
        yield words.say(AFTER_REVIEW[_round(timeline, opinion)])


def _round(timeline: Timeline, opinion: Checkpoint) -> str:
    """The round that the opinion closed, or the review that has decided on it since."""
    decided, asked = _last(timeline, ReviewDecided), _last(timeline, ReviewRequested)
    if (
        decided
        and asked
        and timeline.checkpoints.index(decided) > timeline.checkpoints.index(opinion)
    ):
        return str(asked.arguments["level"])
    return str(opinion.arguments["round"])


def _last(timeline: Timeline, event: type[PetitionEvent]) -> Checkpoint | None:
    """The latest step of a kind that stands."""
    found = (c for c in reversed(timeline.checkpoints) if c.raw_type == event.TOPIC)
    return next((step for step in found if not step.voided), None)
