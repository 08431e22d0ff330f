"""What was fitted to real logs: how long things take, how long texts are, when people write.

The figures stand in `fitted.toml`; `benchmarks/fitting.py` prints that file.
"""

import tomllib
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import accumulate
from math import exp, log
from random import Random
from typing import Any

CUTS = 512
"""How finely a distribution is cut: each cut is as likely as any other."""

LEAST = 1 / 86_400
"""The shortest duration, one second in days: nothing happens at the very moment."""


@cache
def _file() -> dict[str, Any]:
    text = (files("petition_es.simulation") / "fitted.toml").read_text("utf-8")
    return tomllib.loads(text)


class Distribution:
    """A distribution given by its quantiles; between two of them it is even in the logarithm."""

    def __init__(self, quantiles: list[float], values: list[float]) -> None:
        self._cuts = [
            _between((index + 0.5) / CUTS, quantiles, [max(value, LEAST) for value in values])
            for index in range(CUTS)
        ]

    def draw(self, random: Random) -> float:
        """Draw one value."""
        return self._cuts[int(random.random() * CUTS)]

    @property
    def mean(self) -> float:
        """The mean of what is drawn."""
        return sum(self._cuts) / CUTS


def _between(share: float, quantiles: list[float], values: list[float]) -> float:
    if not quantiles[0] < share < quantiles[-1]:
        return values[0] if share <= quantiles[0] else values[-1]
    right = bisect_right(quantiles, share)
    left = right - 1
    part = (share - quantiles[left]) / (quantiles[right] - quantiles[left])
    cut = exp(log(values[left]) * (1 - part) + log(values[right]) * part)
    return float(f"{cut:.6g}")  # Machines differ in the last digits of a logarithm.


class Choice:
    """A choice among alternatives that are not equally likely."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.alternatives = tuple(weights)
        total = sum(weights.values())
        self._bounds = [weight / total for weight in accumulate(weights.values())]

    def draw(self, random: Random) -> Any:
        """Draw one of the alternatives, which are codes."""
        return self.alternatives[bisect_right(self._bounds, random.random())]


@cache
def days(stage: str) -> Distribution:
    """How many days a stage takes."""
    return Distribution(_file()["quantiles"], _file()["days"][stage])


@cache
def chars(kind: str) -> Distribution:
    """How many characters a text of this kind has."""
    return Distribution(_file()["quantiles"], _file()["chars"][kind])


@cache
def counts(name: str) -> tuple[int, ...]:
    """How often something happened in each hour, or on each weekday."""
    return tuple(_file()["shares"][name])
