"""How much of a simulated year is irregular, beside how much was to be: the share that was made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from petition_es.simulation.shares import irregular
from petition_es.simulation.tale import OCCASION


@dataclass(frozen=True, slots=True)
class Made:
    """One irregularity: how often it was made, of so many occasions, and the share stated for it.

    Late is also what nobody meant to be late, such as a report behind a late opinion.
    """

    what: str
    made: int
    occasions: int
    stated: float

    @property
    def share(self) -> float | None:
        """The share that was made; None where there was no occasion."""
        return self.made / self.occasions if self.occasions else None


def shares_made(counts: Counter[str], irregularity: float) -> Iterator[Made]:
    """What was made of everything that is drawn from the table of irregularities."""
    for name in sorted(counts):
        if name.startswith(OCCASION):
            what = name.removeprefix(OCCASION)
            stated = min(irregular(what) * irregularity, 1.0)
            yield Made(what, counts[what], counts[name], stated)
