"""When the answer may be expected (预计答复): by what like petitions took, where that is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from petition_es.domain.petition import PetitionEvent
from petition_es.projections.course import Course
from petition_es.projections.expecting.estimate import (
    Estimates,
    Expected,
    expected_of,
    nothing_published,
)
from petition_es.projections.expecting.likeness import UNKNOWN, like_of

AlikeIn = Literal["unit", "category", "procedure"]
"""What like petitions may have in common, beside how far they came."""

RESTING = frozenset({"suspended", "under_review"})
"""Where nothing goes on as it does with others."""


@dataclass(frozen=True, kw_only=True)
class ShownExpectation:
    """What is expected, since when it is counted, and by which checkpoint that is known."""

    expected: Expected
    since: datetime
    step: UUID

    @property
    def alike_in(self) -> tuple[AlikeIn, ...]:
        """What the petitions have in common that it rests on."""
        group = self.expected.estimate.group
        named: dict[AlikeIn, str | None] = {
            "unit": group.unit,
            "category": group.category,
            "procedure": group.procedure,
        }
        return tuple(name for name, word in named.items() if word not in {None, UNKNOWN})


def shown_expectation(
    standing: Iterable[PetitionEvent], now: datetime, estimates: Estimates
) -> ShownExpectation | None:
    """What is expected of a petition whose steps stand; nothing where it waits for no answer."""
    if estimates is nothing_published:
        return None
    course = Course()
    for event in standing:
        course.follow(event)
    if not course.waits or course.state in RESTING:
        return None
    wait = course.waits[-1]
    expected = expected_of(like_of(wait), wait.since, now, estimates)
    if expected is None:
        return None
    return ShownExpectation(expected=expected, since=wait.since, step=wait.step)


def expectation_lines(shown: ShownExpectation | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Say what is expected and what that rests on: keys of sentences, each with its facts."""
    if shown is None:
        return
    expected, estimate = shown.expected, shown.expected.estimate
    yield "view.expected_by", {"share": round(estimate.share * 10), "by": expected.by}
    facts = {
        "like": expected.like,
        "answered": expected.answered,
        "alike": shown.alike_in,
        "waited": estimate.group.stage,
        "published": estimate.published_at.astimezone(shown.since.tzinfo),
    }
    yield "view.expected_like" if shown.alike_in else "view.expected_like_all", facts


def expectation_as_json(shown: ShownExpectation | None) -> dict[str, Any] | None:
    """Write an expectation in plain values; its day is that of the wait's wall clock."""
    if shown is None:
        return None
    expected, estimate = shown.expected, shown.expected.estimate
    return {
        "by": expected.by.date().isoformat(),
        "share": estimate.share,
        "like": expected.like,
        "answered": expected.answered,
        "alike_in": list(shown.alike_in),
        "stage": estimate.group.stage,
        "since": shown.since.isoformat(),
        "checkpoint": str(shown.step),
        "edition": estimate.edition,
        "published_at": estimate.published_at.astimezone(shown.since.tzinfo).isoformat(),
    }
