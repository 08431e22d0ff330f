"""Duplicates that officers marked: whether the original is among the first that are shown."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from petition_es.audits.faults import LabelsUnreadable
from petition_es.audits.links.where import metres_between
from petition_es.audits.similar.finding import Similar
from petition_es.audits.similar.retrieving import Asked

FIRST = 5
"""So many candidates are looked at."""

SAME_PLACE_METRES = 50
"""Within so many metres a place counts as shared."""

Ask = Callable[[UUID], tuple[Asked, Sequence[Similar]]]
"""What is asked about a petition, and the candidates in their order."""

Marked = tuple[str, str]
"""The record of a duplicate, and that of its original."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How often an original was among the first candidates.

    `eligible` are pairs in the store that share type or place; `rest` those that share neither.
    `missed` names the duplicates whose original was not shown, eligible ones first.
    """

    pairs: int
    unknown: int
    eligible: int
    found: int
    rest: int
    found_of_rest: int
    missed: tuple[str, ...]

    @property
    def part(self) -> float | None:
        """Of the eligible pairs the part that was found; of none it is undefined."""
        return self.found / self.eligible if self.eligible else None


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
    marked: Sequence[Marked], petitions: Mapping[str, UUID], ask: Ask, asks: Callable[[UUID], Asked]
) -> Shown:
    """Ask about every duplicate, and look for its original among the first candidates."""
    outcomes: list[tuple[str, bool, bool]] = []
    for duplicate, original in marked:
        if duplicate in petitions and original in petitions:
            asked, candidates = ask(petitions[duplicate])
            other = asks(petitions[original])
            first = {each.petition_id for each in candidates[:FIRST]}
            is_found = petitions[original] in first
            outcomes.append((duplicate, shares_type_or_place(asked, other), is_found))
    return Shown(
        pairs=len(marked),
        unknown=len(marked) - len(outcomes),
        eligible=sum(shares for _, shares, _ in outcomes),
        found=sum(shares and is_found for _, shares, is_found in outcomes),
        rest=sum(not shares for _, shares, _ in outcomes),
        found_of_rest=sum(not shares and is_found for _, shares, is_found in outcomes),
        missed=tuple(
            name for name, _, is_found in sorted(outcomes, key=lambda o: not o[1]) if not is_found
        ),
    )


def shares_type_or_place(one: Asked, other: Asked) -> bool:
    """Tell whether two petitions have their category or their place in common."""
    if one.category is not None and one.category == other.category:
        return True
    if one.point is None or other.point is None:
        return False
    return metres_between(one.point, other.point) <= SAME_PLACE_METRES
