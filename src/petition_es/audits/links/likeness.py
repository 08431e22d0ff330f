"""Likeness: how far two petitions speak of the same matter (同事), in points that can be checked.

What is weighed, and how much, was settled on pairs that two readers had judged (docs/audits.md).
The share of the rare words of one heading that the other petition has is what tells most: what a
petition is about stands in its heading, and what it shares with a thousand others weighs nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from math import exp, log1p

from petition_es.audits.links.places import apart, named_divisions, named_spots
from petition_es.audits.texts.grams import grams, grams_of
from petition_es.audits.texts.plain import plain
from petition_es.audits.texts.rarity import Rarity

HEADING_SIGNS = 40
"""A petition without a heading has the beginning of its text for one."""

LESS_SHARED, MORE_SHARED, SHARED, SAME_PERSON, NOTHING = 3.7, 1.2, 0.74, 1.0, -7.35
"""Points for the heading of which less is found in the other (0 to 1), for the one of which more
is, for all rare words in common (logarithm), for one person; and what it takes to come to even."""

OTHER_SPOTS, OTHER_HEADINGS = -0.5, -1.0
"""Points where both name streets, estates or schools, and none in common; and where neither of the
headings names one that the other petition speaks of."""

LITTLE = 90.0
"""What two rare pieces tell (`Rarity.sum`): a heading that tells less is none of its own."""

NEAR_METRES, FAR_METRES = 150, 2000
NEAR, SAME_AGAIN = 1.0, 3.0
"""Points for a place within 150 m, and for the same person there again with what an office filed
under the same category; beyond 2 km two petitions speak of different places."""


COUNTY_DIGITS = 6
"""Codes of GB/T 2260 name a county with six digits; what follows are its towns and streets."""


@dataclass(frozen=True)
class Writing:
    """A petition as text."""

    heading: str
    text: str

    @property
    def whole(self) -> str:
        """Heading and text."""
        return f"{self.heading}\n{self.text}"

    @cached_property
    def of_heading(self) -> frozenset[str]:
        """The grams of the heading."""
        return grams_of(self._heading) if self.heading else grams(self.text[:HEADING_SIGNS])

    @cached_property
    def of_all(self) -> frozenset[str]:
        """The grams of heading and text."""
        return grams_of(self._whole)

    @cached_property
    def divisions(self) -> frozenset[str]:
        """The cities, districts and counties that it names."""
        return named_divisions(self._whole)

    @cached_property
    def spots(self) -> frozenset[str]:
        """The streets, estates, schools and the like that it names."""
        return named_spots(self._whole)

    @cached_property
    def spots_of_heading(self) -> frozenset[str]:
        """Those that its heading names."""
        return named_spots(self._heading)

    @cached_property
    def _heading(self) -> str:
        return plain(self.heading)

    @cached_property
    def _whole(self) -> str:
        return plain(self.whole)


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What two petitions have in common, each part of it to be checked by a reader.

    `left` and `right`: how much of the rare words of that heading the other petition has (0 to 1).
    `shared` is what all words in common tell. `metres` lie between the two places, where both are
    known. `chance` (0 to 1) is that of one matter.
    """

    left: float
    right: float
    shared: float
    same_person: bool
    places_disagree: bool
    spots_differ: bool
    headings_differ: bool
    metres: float | None = None
    same_category: bool = False

    @property
    def points(self) -> float:
        """The sum of all points; none where the places are different ones."""
        return (
            self.of_headings
            + self.of_words
            + SAME_PERSON * self.same_person
            + OTHER_SPOTS * self.spots_differ
            + OTHER_HEADINGS * self.headings_differ
            + self.of_place
            + SAME_AGAIN * (self.is_near and self.same_person and self.same_category)
            + NOTHING
        )

    @property
    def of_headings(self) -> float:
        """The part of the points that the headings give."""
        less, more = sorted((self.left, self.right))
        return LESS_SHARED * less + MORE_SHARED * more

    @property
    def of_words(self) -> float:
        """The part of the points that all words in common give."""
        return SHARED * log1p(self.shared)

    @property
    def of_place(self) -> float:
        """The part of the points that the place gives."""
        return NEAR * self.is_near

    @property
    def is_near(self) -> bool:
        """Tell whether the two places are one, as far as points can say."""
        return self.metres is not None and self.metres <= NEAR_METRES

    @property
    def elsewhere(self) -> bool:
        """Tell whether the two speak of different places."""
        return self.places_disagree or (self.metres is not None and self.metres > FAR_METRES)

    @property
    def chance(self) -> float:
        """How likely it is that both are about one matter; nothing where places differ."""
        return 0.0 if self.elsewhere else 1 / (1 + exp(-self.points))


def likeness(
    one: Writing,
    other: Writing,
    rarity: Rarity,
    *,
    same_person: bool = False,
    metres: float | None = None,
    same_category: bool = False,
    divisions: tuple[str | None, str | None] = (None, None),
) -> Likeness:
    """Compare two petitions."""
    common = one.of_all & other.of_all
    return Likeness(
        left=_found(one.of_heading, other.of_all, rarity),
        right=_found(other.of_heading, one.of_all, rarity),
        shared=rarity.sum(common),
        same_person=same_person,
        places_disagree=apart(one.divisions, other.divisions) or lie_apart(*divisions),
        spots_differ=apart(one.spots, other.spots),
        headings_differ=_headings_differ(one, other),
        metres=metres,
        same_category=same_category,
    )


def lie_apart(one: str | None, other: str | None) -> bool:
    """Tell whether two divisions are in different counties, or neither is a part of the other."""
    if one is None or other is None or not (one.isdigit() and other.isdigit()):
        return False
    first, second = (_significant(each) for each in (one, other))
    return not (first.startswith(second) or second.startswith(first))


def _significant(division: str) -> str:
    """The digits that name a province, a city, a county: two each, as far as there are any."""
    county = division[:COUNTY_DIGITS]
    while county.endswith("00"):
        county = county[:-2]
    return county


def _headings_differ(one: Writing, other: Writing) -> bool:
    return apart(one.spots_of_heading, other.spots) and apart(other.spots_of_heading, one.spots)


def _found(heading: frozenset[str], others: frozenset[str], rarity: Rarity) -> float:
    """How much of what a heading tells is found in the other petition.

    A heading that hardly tells anything, as one out of a list of kinds, counts for as much less.
    """
    told = rarity.sum(heading)
    return rarity.sum(heading & others) / max(told, LITTLE) if told else 0.0
