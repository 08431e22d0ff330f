"""Bonds: what says of two petitions that they are about one matter.

An office linked them, an audit found their words alike, or the problems lie close together, are of
one category and came within one window. Where two were compared and are said to be two matters, no
nearness binds them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from typing import Literal
from uuid import UUID

from petition_es.audits.hot.piece import Piece
from petition_es.audits.links.where import metres_between
from petition_es.audits.similar.cells import cell_of, cells_around

Kind = Literal["office", "words", "near"]
STRENGTH: dict[Kind, int] = {"office": 2, "words": 1, "near": 1}
"""The word of an office counts for two: it was said by somebody who had read both."""

CELL_METRES = 270
"""A little less than a cell is high."""

Pair = frozenset[UUID]


@dataclass
class Bonds:
    """All bonds: the strongest of each two petitions, and which petitions each is bound to."""

    kinds: dict[Pair, Kind] = field(default_factory=dict)
    beside: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def add(self, one: UUID, other: UUID, kind: Kind) -> None:
        """Bind two petitions; of several bonds the strongest is kept, words before nearness."""
        pair = frozenset((one, other))
        known = self.kinds.get(pair)
        if known is None or RANK.index(kind) < RANK.index(known):
            self.kinds[pair] = kind
        self.beside[one].add(other)
        self.beside[other].add(one)

    def strength(self, one: UUID, other: UUID) -> int:
        """How strongly two are bound; 0 where they are not."""
        kind = self.kinds.get(frozenset((one, other)))
        return 0 if kind is None else STRENGTH[kind]


RANK: tuple[Kind, ...] = ("office", "words", "near")


@dataclass(frozen=True)
class Said:
    """What the last audit says of two petitions: one matter or two, and by whose word."""

    one: UUID
    other: UUID
    is_same: bool
    by_office: bool = False


def bonds_of(pieces: Sequence[Piece], said: Iterable[Said], *, metres: float, days: int) -> Bonds:
    """All that binds some petitions: what was said, and who lies within `metres` and `days`."""
    bonds, apart = Bonds(), set()
    ours = {piece.petition_id for piece in pieces}
    for each in said:
        if not each.is_same:
            apart.add(frozenset((each.one, each.other)))
        elif each.one in ours and each.other in ours:
            bonds.add(each.one, each.other, "office" if each.by_office else "words")
    for one, other in _near(pieces, metres, timedelta(days=days)):
        if frozenset((one, other)) not in apart:
            bonds.add(one, other, "near")
    return bonds


def _near(pieces: Sequence[Piece], metres: float, within: timedelta) -> Iterator[tuple[UUID, UUID]]:
    """Each two of one category that lie and came close together."""
    reach = max(1, ceil(metres / CELL_METRES))
    there: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.point is None or piece.category is None:
            continue
        for cell in cells_around(piece.point, reach):
            for other in there.get((piece.category, cell), ()):
                if abs(piece.began_at - other.began_at) < within and _is_near(piece, other, metres):
                    yield piece.petition_id, other.petition_id
        there[piece.category, cell_of(piece.point)].append(piece)


def _is_near(one: Piece, other: Piece, metres: float) -> bool:
    if one.point is None or other.point is None:
        return False
    return metres_between(one.point, other.point) <= metres
