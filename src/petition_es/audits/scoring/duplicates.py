"""Duplicates that officers marked: whether the original is among the first that are shown."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from petition_es.audits.faults import LabelsUnreadable
from petition_es.audits.links.where import metres_between
from petition_es.audits.similar.finding import SECONDS_A_DAY, Similar
from petition_es.audits.similar.retrieving import Asked

FIRST = 5
"""So many candidates are looked at."""

SAME_PLACE_METRES = 50
"""Within so many metres a place counts as shared."""

Marked = tuple[str, str]
"""The record of a duplicate, and that of its original."""

About = Callable[[UUID], Asked | None]
"""What is asked about a petition; None where nothing of it stands."""

Finds = Callable[[Asked, int], Sequence[Similar]]
"""So many candidates, in their order."""


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A pair whose original was not among the first; `metres` and `days` lie between the two."""

    duplicate: str
    original: str
    is_eligible: bool
    metres: float | None
    days: float


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How often an original was among the first candidates, and how often it was the very first.

    `eligible` are pairs in the store that share type or place; `rest` those that share neither.
    `missed` has the eligible pairs first.
    """

    pairs: int
    unknown: int
    eligible: int
    found: int
    found_first: int
    rest: int
    found_of_rest: int
    missed: tuple[Missed, ...]

    @property
    def part(self) -> float | None:
        """Of the eligible pairs the part that was found; of none it is undefined."""
        return self.found / self.eligible if self.eligible else None


@dataclass(frozen=True)
class _Pair:
    """A pair that is in the store; `rank` is None where the original is not among the first."""

    marked: Marked
    one: Asked
    other: Asked
    rank: int | None

    @property
    def is_eligible(self) -> bool:
        return shares_type_or_place(self.one, self.other)

    def missed(self) -> Missed:
        seconds = abs((self.one.at - self.other.at).total_seconds())
        return Missed(
            duplicate=self.marked[0],
            original=self.marked[1],
            is_eligible=self.is_eligible,
            metres=_metres(self.one, self.other),
            days=seconds / SECONDS_A_DAY,
        )


def read_duplicates(path: Path) -> list[Marked]:
    """Read a file with the columns `duplicate` and `original`."""
    try:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as fault:
        raise LabelsUnreadable(file=path, line=1, reason=str(fault)) from fault
    if not rows or rows[0] != ["duplicate", "original"]:
        reason = "the columns are to be duplicate, original"
        raise LabelsUnreadable(file=path, line=1, reason=reason)
    for line, row in enumerate(rows[1:], 2):
        if len(row) != 2 or not all(row):  # noqa: PLR2004  # duplicate and original
            raise LabelsUnreadable(file=path, line=line, reason="two identifiers are expected")
    return [(row[0], row[1]) for row in rows[1:]]


def shown_among_first(
    marked: Sequence[Marked], petitions: Mapping[str, UUID], about: About, finds: Finds
) -> Shown:
    """Ask about every duplicate, and look for its original among the first candidates."""
    pairs = [pair for each in marked if (pair := _pair(each, petitions, about, finds))]
    eligible = [pair.rank for pair in pairs if pair.is_eligible]
    rest = [pair.rank for pair in pairs if not pair.is_eligible]
    missed = [pair.missed() for pair in pairs if pair.rank is None]
    return Shown(
        pairs=len(marked),
        unknown=len(marked) - len(pairs),
        eligible=len(eligible),
        found=sum(rank is not None for rank in eligible),
        found_first=eligible.count(0),
        rest=len(rest),
        found_of_rest=sum(rank is not None for rank in rest),
        missed=tuple(sorted(missed, key=lambda each: not each.is_eligible)),
    )


def _pair(
    marked: Marked, petitions: Mapping[str, UUID], about: About, finds: Finds
) -> _Pair | None:
    ids = [petitions[record] for record in marked if record in petitions]
    asked = [each for each in map(about, ids) if each is not None]
    if len(asked) != len(marked):
        return None
    one, other = asked
    shown = [each.petition_id for each in finds(one, FIRST)]
    return _Pair(marked, one, other, shown.index(ids[1]) if ids[1] in shown else None)


def shares_type_or_place(one: Asked, other: Asked) -> bool:
    """Tell whether two petitions have their category or their place in common."""
    if one.category is not None and one.category == other.category:
        return True
    metres = _metres(one, other)
    return metres is not None and metres <= SAME_PLACE_METRES


def _metres(one: Asked, other: Asked) -> float | None:
    if one.point is None or other.point is None:
        return None
    return metres_between(one.point, other.point)
