"""Measuring in turns: whoever is compared meets the same machine at the same time."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

Run = Callable[[int], float]
"""Does a round of work, and answers how many a second were done."""


@dataclass(frozen=True)
class Turns:
    """What every round came to, by who ran."""

    speeds: dict[str, list[float]]

    def median(self, name: str) -> float:
        """The middle speed of one of them."""
        return statistics.median(self.speeds[name])

    def ratio(self, name: str, beside: str) -> float:
        """The median of the ratios, each taken within its round."""
        pairs = zip(self.speeds[name], self.speeds[beside], strict=True)
        return statistics.median(one / other for one, other in pairs)


def in_turns(rounds: int, **runs: Run) -> Turns:
    """Let each run once a round; a round before the first only warms up."""
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        measured = {name: run(number) for name, run in runs.items()}
        if number > 0:
            for name, speed in measured.items():
                speeds[name].append(speed)
    return Turns(speeds)
