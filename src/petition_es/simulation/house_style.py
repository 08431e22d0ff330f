"""The set phrases of an office (套话): its letterhead, its greeting, its paragraph of law, its end.

All letters of an office have them in common, whatever they are about; so no two of its letters are
alike for having them.
"""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from petition_es.simulation.words import one_of, pool

PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What stands in every letter of one office."""

    letterhead: str
    greeting: str
    paragraphs: str
    """What it says of itself in its standard letter."""
    law: str
    closing: str
    signature: str

    @property
    def opening(self) -> str:
        """How a full letter begins."""
        return f"{self.letterhead}\n{self.greeting}"

    @property
    def ending(self) -> str:
        """How a full letter ends."""
        return f"{self.law}{self.closing}\n{self.signature}"


@lru_cache(maxsize=20_000)
def style_of(unit_id: str) -> HouseStyle:
    """The style of an office, the same in all its letters."""
    random = Random(unit_id)  # noqa: S311  # a load, not a secret
    drawn = {name: one_of(pool("house", name), random) for name in _SINGLE}
    set_phrases = pool("house", "paragraphs")
    start = int(random.random() * len(set_phrases))
    paragraphs = (set_phrases[(start + n) % len(set_phrases)] for n in range(PARAGRAPHS))
    return HouseStyle(paragraphs="".join(paragraphs), **drawn)


_SINGLE = ("letterhead", "greeting", "law", "closing", "signature")
