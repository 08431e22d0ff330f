"""What petitions of several persons have in common: a place, a desk, or a day of closing.

Rows are looked at in blocks. Which rows of a block gather is settled by the dice of the block, so
that any process knows it of any row.
"""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal

from petition_es.simulation.shares import happens, share
from petition_es.simulation.words import all_of

BLOCK_ROWS = 200

Kind = Literal["crowd", "letters", "batch"]
"""crowd    several persons petition about the same matter at the same place
letters  other matters, answered by one office with its standard letter
batch    other matters, which one office closes within a minute of the last day
"""

KINDS: tuple[Kind, ...] = ("crowd", "letters", "batch")


@dataclass(frozen=True, slots=True)
class Gathering:
    """Some rows of a block, by their index in it, in the order in which they gathered."""

    kind: Kind
    indices: tuple[int, ...]

    @property
    def leader(self) -> int:
        """The first row of them; what they have in common is its own."""
        return self.indices[0]


@lru_cache(maxsize=1024)
def gatherings(block: str) -> dict[int, Gathering]:
    """The gatherings of a block, by the index of each row that takes part."""
    random = Random(block)  # noqa: S311  # a load, not a secret
    rows = all_of(range(BLOCK_ROWS), random)
    found: dict[int, Gathering] = {}
    for kind in KINDS:
        if not happens(kind, random):
            continue
        size = int(share(f"{kind}_size").draw(random))
        indices = tuple(sorted(index for index, _ in zip(rows, range(size), strict=False)))
        found |= dict.fromkeys(indices, Gathering(kind, indices))
    return found
