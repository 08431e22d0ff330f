"""What an office said in words: opinions, replies and reports, to be set side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from petition_es.domain.petition import OpinionIssued, PetitionEvent, Replied, ResultReported
from petition_es.domain.refusals import NoSuchThing
from petition_es.projections.replay.contents import Opening, Unseen
from petition_es.projections.replay.differences import Row, side_by_side

ANSWERS = (OpinionIssued, Replied, ResultReported)


class NotAnAnswer(NoSuchThing):
    """The entry is no opinion, reply or report, so there are no words to compare."""


@dataclass(frozen=True)
class Comparison:
    """Two answers; `rows` is None where one of them cannot be shown."""

    left: str | Unseen
    right: str | Unseen
    rows: tuple[Row, ...] | None


def answers(events: Sequence[PetitionEvent]) -> list[PetitionEvent]:
    """The opinions, replies and reports among some entries."""
    return [event for event in events if isinstance(event, ANSWERS)]


def answer_words(event: PetitionEvent, opening: Opening) -> str | Unseen:
    """The words of an answer as far as the reader may see them; other entries are refused."""
    if not isinstance(event, ANSWERS):
        raise NotAnAnswer(entry=type(event).__name__)
    return opening.words(event, "text") or ""


def compare(left: str | Unseen, right: str | Unseen) -> Comparison:
    """Set two answers side by side; what may not be seen is not compared either."""
    if isinstance(left, Unseen) or isinstance(right, Unseen):
        return Comparison(left, right, None)
    return Comparison(left, right, tuple(side_by_side(left, right)))
