"""Bonds: what says of two petitions that they are about one matter.

An office linked them, an audit found their words alike, or the problems lie close together, are of
one category and came within one window. Where two were compared and are said to be two matters, no
nearness binds them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import islice, takewhile
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

LOOKED_BACK = 200
"""In a cell a petition is bound to so many near ones before it: where a register gives thousands
one point, more would cost without end, and whoever is bound to some is with the others by them."""

Pair = frozenset[UUID]


@dataclass
class Bonds:
    """All bonds: which petitions each is bound to, and by what, if not by nearness alone."""

    beside: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    said: dict[Pair, Kind] = field(default_factory=dict)

    def add(self, one: UUID, other: UUID, kind: Kind) -> None:
        """Bind two petitions; of several bonds an office's goes first, then words."""
        if kind == "office" or (kind == "words" and self.kind(one, other) != "office"):
            self.said[frozenset((one, other))] = kind
        self.beside[one].add(other)
        self.beside[other].add(one)

    def kind(self, one: UUID, other: UUID) -> Kind:
        """What binds two petitions that are bound."""
        return self.said.get(frozenset((one, other)), "near")


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
    for piece in sorted(pieces, key=lambda each: (each.began_at, each.petition_id)):
        if piece.point is None or piece.category is None:
            continue
        for cell in cells_around(piece.point, reach):
            before = reversed(there.get((piece.category, cell), []))
            lately = takewhile(partial(_came_within, within, piece), before)
            near = (other for other in lately if _is_near(piece, other, metres))
            for other in islice(near, LOOKED_BACK):
                yield piece.petition_id, other.petition_id
        there[piece.category, cell_of(piece.point)].append(piece)


def _came_within(within: timedelta, later: Piece, earlier: Piece) -> bool:
    return later.began_at - earlier.began_at < within


def _is_near(one: Piece, other: Piece, metres: float) -> bool:
    if one.point is None or other.point is None:
        return False
    return metres_between(one.point, other.point) <= metres
