"""A hot issue: one line for all that many persons say of one matter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from petition_es.audits.hot.bonds import STRENGTH, Bonds, Kind, Said, bonds_of
from petition_es.audits.hot.clusters import Cluster, clusters
from petition_es.audits.hot.piece import Piece, Window
from petition_es.audits.links.where import metres_between

ROUNDED = 3
"""Decimals of a degree that are told of a place: about a hundred metres."""


@dataclass(frozen=True, kw_only=True)
class HotIssue:
    """One matter of many persons, as of a window of days, beside the window before.

    `first` and `latest` are days of the office's calendar, within both windows. `bonds` counts what
    makes it one; `metres` is how far the farthest petition lies from the one that stands for all,
    and None where no point is known. `numbers` are those of the window, the earliest first.
    """

    petition_id: UUID
    number: str | None
    petitions: int
    persons: int
    petitions_before: int
    persons_before: int
    first: date
    latest: date
    units: tuple[str, ...]
    division: str | None
    category: str | None
    place: tuple[float, float] | None
    bonds: dict[Kind, int]
    metres: int | None
    numbers: tuple[str, ...]

    @property
    def growth(self) -> int:
        """By how many persons more than in the window before."""
        return self.persons - self.persons_before


def hot_issues(
    pieces: Sequence[Piece], said: Iterable[Said], window: Window, *, persons: int, metres: float
) -> list[HotIssue]:
    """The issues of at least `persons` distinct persons in the window, those of most first.

    `pieces` are the petitions of the window and of the one before; others do not count. A petition
    that many signed is one line as it is: an issue has at least two in the window.
    """
    near_in_time = [each for each in pieces if window.holds(each) or window.is_before(each)]
    bonds = bonds_of(near_in_time, said, metres=metres, days=window.days)
    found = (_issue(each, bonds, window) for each in clusters(near_in_time, bonds))
    hot = (each for each in found if each.persons >= persons and each.petitions > 1)
    return sorted(hot, key=lambda e: (-e.persons, -e.petitions, e.first, e.petition_id))


def _issue(cluster: Cluster, bonds: Bonds, window: Window) -> HotIssue:
    center, members = cluster.center, cluster.members
    now = [each for each in members if window.holds(each)]
    before = [each for each in members if window.is_before(each)]
    return HotIssue(
        petition_id=center.petition_id,
        number=center.number,
        petitions=len(now),
        persons=_persons(now),
        petitions_before=len(before),
        persons_before=_persons(before),
        first=members[0].began_at.astimezone(window.zone).date(),
        latest=members[-1].began_at.astimezone(window.zone).date(),
        units=tuple(sorted({each.unit_id for each in members if each.unit_id})),
        division=center.division,
        category=center.category,
        place=_rounded(center),
        bonds=_kinds(cluster, bonds),
        metres=_reach(cluster),
        numbers=tuple(each.number for each in now if each.number),
    )


def _persons(pieces: Iterable[Piece]) -> int:
    return len({person for each in pieces for person in each.persons})


def _rounded(piece: Piece) -> tuple[float, float] | None:
    if piece.point is None:
        return None
    return round(piece.point.latitude, ROUNDED), round(piece.point.longitude, ROUNDED)


def _kinds(cluster: Cluster, bonds: Bonds) -> dict[Kind, int]:
    """How many bonds of each kind there are between members."""
    ours = {each.petition_id for each in cluster.members}
    counted = Counter(
        bonds.kind(one, other) for one in ours for other in bonds.beside[one] & ours if one < other
    )
    return {kind: counted[kind] for kind in STRENGTH}


def _reach(cluster: Cluster) -> int | None:
    here = cluster.center.point
    far = [metres_between(here, each.point) for each in cluster.members if here and each.point]
    return round(max(far)) if far else None
