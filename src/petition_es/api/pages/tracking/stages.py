"""The way of a petition as a bar of stages, each with a word for how far it is."""

from dataclasses import dataclass
from typing import Literal

from petition_es.api.pages.words import Words
from petition_es.projections.timeline import STAGES, Head

Progress = Literal["done", "here", "ended", "ahead", "skipped"]


@dataclass(frozen=True)
class StageOnBar:
    """One stage: its name, how far it is, and whether the petition is in it."""

    name: str
    progress: Progress
    progress_word: str
    is_current: bool


def stages(head: Head, words: Words) -> tuple[StageOnBar, ...]:
    """Draw the way: passed, skipped, here, ahead; where all is over nothing is in progress."""
    return tuple(_stage(number, head, words) for number in range(1, head.stage.of + 1))


def _stage(number: int, head: Head, words: Words) -> StageOnBar:
    name = STAGES[number - 1]
    progress = _progress(number, head)
    return StageOnBar(
        name=words.label("stage", name),
        progress=progress,
        progress_word=words.say(f"page.stage.{progress}"),
        is_current=number == head.stage.number,
    )


def _progress(number: int, head: Head) -> Progress:
    if STAGES[number - 1] in head.stage.skipped:
        return "skipped"
    if number < head.stage.number or (number == head.stage.number and head.state == "resolved"):
        return "done"
    if number > head.stage.number:
        return "ahead"
    return "ended" if head.is_closed else "here"
