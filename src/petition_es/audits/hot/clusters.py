"""Clusters: which petitions are one hot issue.

Bonds are no equivalence: the first house of a street is near the second, the second near the third,
and the two ends have nothing to do with each other. So nobody joins by a chain. A cluster has a
petition that *stands for* it, the one with the most bonds; its members are bound to that one, or to
at least two of those who are. So no member is more than two bonds away from the one that stands for
all, and none hangs on a single doubtful bond. (An office's word is strong enough by itself.)
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from uuid import UUID

from petition_es.audits.hot.bonds import STRENGTH, Bonds
from petition_es.audits.hot.piece import Piece

ENOUGH = 2
"""Who is not bound to the petition that stands for all needs so much strength of bonds."""


@dataclass(frozen=True)
class Cluster:
    """Petitions of one issue, the earliest first, and the one of them that stands for all."""

    center: Piece
    members: tuple[Piece, ...]


def clusters(pieces: Sequence[Piece], bonds: Bonds) -> Iterator[Cluster]:
    """Put petitions together, those with the most bonds first; who is bound to nobody is in none.

    Neither the order of `pieces` nor a petition without a bond to others changes anything.
    """
    known = {piece.petition_id: piece for piece in pieces}
    free = {each for each in known if bonds.beside.get(each)}
    queue = [_turn(known[each], len(bonds.beside[each])) for each in free]
    heapify(queue)
    while queue:
        counted, _, center = heappop(queue)
        if center not in free:
            continue
        beside = bonds.beside[center] & free
        if len(beside) < -counted:
            # Others took some of its neighbours meanwhile: it waits for its turn.
            if beside:
                heappush(queue, _turn(known[center], len(beside)))
            continue
        members = _around(center, beside, free, bonds)
        free -= members
        yield Cluster(known[center], _in_order(known, members))


def _turn(piece: Piece, bonds: int) -> tuple[int, float, UUID]:
    """Whose turn it is: the most bonds, then the earliest, then by id."""
    return -bonds, piece.began_at.timestamp(), piece.petition_id


def _around(center: UUID, beside: set[UUID], free: set[UUID], bonds: Bonds) -> set[UUID]:
    core = {center} | beside
    further = {each for one in beside for each in bonds.beside[one]} & free - core
    joins = {
        each
        for each in further
        if sum(STRENGTH[bonds.kind(each, one)] for one in bonds.beside[each] & beside) >= ENOUGH
    }
    return core | joins


def _in_order(known: Mapping[UUID, Piece], members: set[UUID]) -> tuple[Piece, ...]:
    some = (known[each] for each in members)
    return tuple(sorted(some, key=lambda piece: (piece.began_at, piece.petition_id)))
