"""Rarity: how much a gram tells, by how few petitions have it.

An edition is counted once over a store and then stays as it is, so that one more petition changes
no weight, and what was found can be found again. Grams of fewer than five petitions are not kept
in it: nothing of a single person's writing may lie in a table of counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from math import log

from petition_es.audits.texts.grams import grams

KEPT_FROM = 5
"""A gram that fewer petitions have is rare, however few they are."""

ASSUMED = 2
"""In how many petitions a gram is taken to be that is not kept."""

PRIOR = 500
"""How many petitions the expectation weighs that holds before anything was counted."""

EXPECTED, EXPECTED_COMMON = 1 / 700, 1 / 3
"""In which part of all petitions a gram is expected to be; one of the words that all use."""

RAREST = log(2000)
"""Beyond one in 2,000, rarer tells no more: a large store weighs words as a small one does."""


@dataclass(frozen=True)
class Rarity:
    """One edition: in how many of how many petitions each gram is."""

    edition: str = "expected"
    petitions: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    def weight(self, gram: str) -> float:
        """What a gram tells, from 0 (all have it) to about 58; the square of its information."""
        weight = self._weights.get(gram)
        if weight is None:
            weight = self._weights[gram] = self._weigh(gram)
        return weight

    def _weigh(self, gram: str) -> float:
        expected = EXPECTED_COMMON if gram in common_grams() else EXPECTED
        seen = self.counts.get(gram, ASSUMED if self.petitions else 0)
        of = self.petitions + PRIOR
        return max(0.0, min(log(of / (seen + PRIOR * expected)), RAREST)) ** 2

    def sum(self, some: Iterable[str]) -> float:
        """What some grams tell together."""
        return sum(map(self.weight, some))


def counted(edition: str, petitions: int, counts: Counter[str]) -> Rarity:
    """Make an edition of what was counted."""
    kept = {gram: count for gram, count in counts.items() if count >= KEPT_FROM}
    return Rarity(edition, petitions, kept)


@cache
def common_grams() -> frozenset[str]:
    """The grams of the words that everybody writes to an office."""
    text = (files(__package__) / "common.txt").read_text("utf-8")
    words = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return frozenset(gram for line in words for word in line for gram in grams(word))
