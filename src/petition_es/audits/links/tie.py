"""A tie: that two petitions are about the same matter, or are not, who says so, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from petition_es.audits.links.likeness import Likeness

SaidBy = Literal["office", "likeness"]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Two petitions, the later one first; `chance` and `features` are those of the comparison."""

    later: UUID
    earlier: UUID
    is_same: bool
    said_by: SaidBy
    chance: float | None = None
    features: Mapping[str, float | bool | None] = field(default_factory=dict)


def features_of(like: Likeness) -> dict[str, float | bool | None]:
    """What a reader can check: shares of rare words, the person, the places."""
    return {
        "left": round(like.left, 3),
        "right": round(like.right, 3),
        "shared": round(like.shared, 1),
        "same_person": like.same_person,
        "places_disagree": like.places_disagree,
        "spots_differ": like.spots_differ,
        "headings_differ": like.headings_differ,
        "same_category": like.same_category,
        "metres": None if like.metres is None else round(like.metres),
    }
