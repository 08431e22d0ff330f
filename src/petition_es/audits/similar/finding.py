"""Finding similar petitions: the likely ones by the index, the likeliest by their very words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log1p
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.audits.links.likeness import Likeness, Writing, likeness
from petition_es.audits.links.where import metres_between
from petition_es.audits.similar.retrieving import Asked, Row, Weighed, retrieve, weighed
from petition_es.audits.texts.prints import Printer
from petition_es.audits.texts.rarity import Rarity

COMPARED, COMPARED_FIRST = 25, 10
"""So many of the likeliest are compared word by word; who is in a hurry compares so many first."""

LAST_OF_FIRST, WORTH_MORE = 5, 0.05
"""Where none of the last ones of those has as much of a chance, none of the others has."""

PLACE, SPOT_METRES, FAR_METRES = 4.0, 50, 2000
TIME, MOMENT_DAYS, LONG_DAYS = 4.0, 1 / 24, 365
CATEGORY = 1.0
"""Points for the order in which petitions are shown, on top of those of likeness: for a place near
by (50 m is as good as the spot, 2 km is far), for a time near by (an hour, a year), for the same
category. What counts is how many times as far: of those who have nothing to do with each other so
many are near by chance as there are square metres and hours between. Hence a place tells twice what
a time does, and a time tells twice as much at the spot as it does far away."""

FORMULA = 100.0
"""Words that tell so much (`Rarity.sum`) count half, and those that thousands wrote, nothing: where
a list of kinds gave a heading, it says no more than the category does."""

SECONDS_A_DAY = 86_400

Writings = Callable[[Collection[UUID]], Mapping[UUID, Writing]]
"""Opens what petitions say; one whose words are erased is not in the answer."""


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A petition that is similar, and why; `days` lie between the two."""

    petition_id: UUID
    began_at: datetime
    like: Likeness
    days: float
    same_category: bool
    formula: float
    """Points of the likeness that come from set phrases, and do not count for the order."""

    @property
    def order(self) -> float:
        """By how many points it is shown before others; the place counts once, by nearness."""
        near = nearness(self.like.metres, self.days, self.same_category)
        return self.like.points - self.like.of_place - self.formula + near


def nearness(metres: float | None, days: float, same_category: bool) -> float:  # noqa: FBT001  # a fact
    """Points for what is near in place, time and kind."""
    place = 0.0 if metres is None else closeness(metres, SPOT_METRES, FAR_METRES)
    time = closeness(days, MOMENT_DAYS, LONG_DAYS) * (1 + place) / 2
    return PLACE * place + TIME * time + CATEGORY * same_category


def closeness(distance: float, near: float, far: float) -> float:
    """How near something is, from 1 (no distance) to 0 (far), each time as far one step less."""
    return max(0.0, 1 - log1p(distance / near) / log1p(far / near))


@dataclass(frozen=True)
class SimilarPetitions:
    """Answers which petitions are similar to one, the likeliest first."""

    printer: Printer
    rarity: Rarity
    writings: Writings

    def to(
        self, connection: Connection[Any], asked: Asked, limit: int = 5, *, in_a_hurry: bool = False
    ) -> list[Similar]:
        """Find at most so many, whatever their chance; who asks decides which may be shown."""
        words = weighed(asked.writing, self.printer, self.rarity)
        rows = retrieve(connection, asked, words, self.printer)
        likely = sorted(rows, key=lambda row: -self._guess(row, asked, words))[:COMPARED]
        found = self._compared(likely[:COMPARED_FIRST], asked)
        if not in_a_hurry or any(each.like.chance >= WORTH_MORE for each in found[-LAST_OF_FIRST:]):
            found += self._compared(likely[COMPARED_FIRST:], asked)
        return sorted(found, key=lambda each: (-each.order, each.petition_id))[:limit]

    def _compared(self, rows: Sequence[Row], asked: Asked) -> list[Similar]:
        """Compare petitions by their very words; one whose words are erased has none."""
        writings = self.writings([row.petition_id for row in rows]) if rows else {}
        nothing = Writing("", "")
        return [self._similar(row, asked, writings.get(row.petition_id, nothing)) for row in rows]

    def _guess(self, row: Row, asked: Asked, words: Weighed) -> float:
        """How likely a petition is, by what the index has of it."""
        told = words.told + FORMULA
        near = nearness(_metres(row, asked), _days(row, asked), _same_category(row, asked))
        return 8 * row.shared / told + 2 * row.same_person + near

    def _similar(self, row: Row, asked: Asked, writing: Writing) -> Similar:
        metres = _metres(row, asked)
        like = likeness(
            asked.writing,
            writing,
            self.rarity,
            same_person=row.same_person,
            metres=metres,
            same_category=_same_category(row, asked),
        )
        return Similar(
            petition_id=row.petition_id,
            began_at=row.began_at,
            like=like,
            days=_days(row, asked),
            same_category=_same_category(row, asked),
            formula=self._formula(like, asked.writing),
        )

    def _formula(self, like: Likeness, writing: Writing) -> float:
        heading, all_words = self.rarity.sum(writing.of_heading), self.rarity.sum(writing.of_all)
        of_headings = like.of_headings * FORMULA / (FORMULA + heading)
        return of_headings + like.of_words * FORMULA / (FORMULA + all_words)


def _metres(row: Row, asked: Asked) -> float | None:
    if row.point is None or asked.point is None:
        return None
    return metres_between(row.point, asked.point)


def _days(row: Row, asked: Asked) -> float:
    return abs((asked.at - row.began_at).total_seconds()) / SECONDS_A_DAY


def _same_category(row: Row, asked: Asked) -> bool:
    return asked.category is not None and row.category == asked.category
