"""A rule of the audits: what it is called, what it looks for, and by which thresholds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.domain.event import Event

Thresholds = Mapping[str, float]
"""The numbers that the policy of a day gives to a rule, by name."""

Judge = Callable[[Case, Matter, Thresholds], Iterator[Suspicion]]


@dataclass(frozen=True)
class Rule:
    """One kind of suspicion.

    `indicator` is its number in the list of indicators (F1 to F16; R for what concerns repeats, W
    for what the words of an answer say). It is asked of petitions that have an entry of one of the
    kinds in `speaks_at`, and of no other.
    """

    name: str
    indicator: str
    version: int
    speaks_at: frozenset[str]
    judge: Judge


def rule(
    name: str, *, indicator: str, speaks_at: tuple[type[Event], ...], version: int = 1
) -> Callable[[Judge], Rule]:
    """Make a rule of the function that judges by it."""
    topics = frozenset(kind.TOPIC for kind in speaks_at)
    return lambda judge: Rule(name, indicator, version, topics, judge)
