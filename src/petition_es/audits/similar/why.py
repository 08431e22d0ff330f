"""Why one petition is shown as similar to another, in reasons that a reader can check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from petition_es.audits.links.likeness import FAR_METRES, Likeness
from petition_es.audits.links.tie import features_of
from petition_es.messages import say

TOLD_FROM = 0.2
"""A share of a heading that is smaller is no reason."""

MOST, SOME = 0.6, 0.3
"""From these shares on, whoever may not know the words is told of most, or of some, of them."""

BETWEEN = {"zh": "，", "en": ", "}


@dataclass(frozen=True)
class Reason:
    """One reason: its code, and the facts of its sentence."""

    code: str
    facts: Mapping[str, Any]

    def said(self, language: str) -> str:
        """The reason in words."""
        return say(f"similar.why.{self.code}", language, **self.facts)


def reasons(like: Likeness) -> Iterator[Reason]:
    """Why, for those who may read the other petition: each share and distance."""
    if like.same_person:
        yield Reason("same_person", {})
    if like.right >= TOLD_FROM:
        yield Reason("its_heading", {"share": f"{like.right:.2f}"})
    if like.left >= TOLD_FROM:
        yield Reason("this_heading", {"share": f"{like.left:.2f}"})
    if like.metres is not None and like.metres <= FAR_METRES:
        yield Reason("metres", {"metres": round(like.metres)})


def reasons_for_strangers(like: Likeness) -> Iterator[Reason]:
    """Why, for those who may not: no share that words could be tried out with, and no person."""
    most = max(like.left, like.right)
    if most >= MOST:
        yield Reason("most_words", {})
    elif most >= SOME:
        yield Reason("some_words", {})
    else:
        yield Reason("words", {})


def in_words(why: list[Reason], language: str) -> str:
    """All reasons in one line."""
    return BETWEEN[language].join(reason.said(language) for reason in why)


def feature_codes(like: Likeness) -> list[str]:
    """What was compared, as codes that a link can hold: `left=0.83`, `same_person`."""
    told = features_of(like).items()
    return [name if value is True else f"{name}={value:g}" for name, value in told if value]
