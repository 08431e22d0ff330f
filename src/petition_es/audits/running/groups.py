"""Groups: petitions that must be judged together, because one may be about another's matter."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Groups(Generic[K]):
    """Sets of members that grow together; who never came into one is alone."""

    def __init__(self) -> None:
        self._above: dict[K, K] = {}

    def join(self, one: K, other: K) -> None:
        """Put two members, and all who are with them, together."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[second] = first

    def root(self, member: K) -> K:
        """The member that stands for the whole group."""
        above = self._above.setdefault(member, member)
        while above != member:
            self._above[member] = member = self._above.setdefault(above, above)
            above = self._above[member]
        return member

    def all(self) -> list[list[K]]:
        """Every group, each with its members in the order in which they came."""
        found: dict[K, list[K]] = defaultdict(list)
        for member in list(self._above):
            found[self.root(member)].append(member)
        return list(found.values())


def grouped(pairs: Iterable[tuple[K, K]]) -> Groups[K]:
    """Join all pairs."""
    groups: Groups[K] = Groups()
    for one, other in pairs:
        groups.join(one, other)
    return groups
