"""What is published of like petitions, and what it lets one expect of a petition that waits."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from petition_es.projections.expecting.curve import Stay, curve_of
from petition_es.projections.expecting.history import FEWEST
from petition_es.projections.expecting.likeness import Likeness

HOURS_OF_DAY = 24


@dataclass(frozen=True)
class Estimate:
    """How long petitions of one group took, as it was published; it never changes.

    `answered` and `waiting` count the petitions by hours begun, until the answer or until then.
    Where `level` of them had their answer, the promised `share` of the next ones will have theirs.
    """

    group: Likeness
    edition: int
    published_at: datetime
    share: float
    level: float
    answered: Mapping[int, int]
    waiting: Mapping[int, int]

    def stays(self, longer_than: float) -> Iterator[Stay]:
        """Of its petitions those that waited longer than so many days."""
        for counts, answered in ((self.answered, True), (self.waiting, False)):
            for hours, number in counts.items():
                if hours / HOURS_OF_DAY > longer_than or not longer_than:
                    yield Stay(hours / HOURS_OF_DAY, answered, number)


Estimates = Callable[[Likeness, datetime], Iterable[Estimate]]
"""Gives what stood published at a moment of the groups of a petition, the narrowest first."""


def nothing_published(_: Likeness, __: datetime) -> tuple[()]:
    """Where nobody published anything, nothing is expected."""
    return ()


@dataclass(frozen=True)
class Expected:
    """By this moment (aware, in the zone of the wait) `share` of the `like` petitions were done.

    They waited longer than this one has. `answered` of them had their answer, the others wait.
    """

    by: datetime
    like: int
    answered: int
    estimate: Estimate


def expected_of(
    like: Likeness, since: datetime, now: datetime, estimates: Estimates
) -> Expected | None:
    """When a petition that waits may be answered; None where too few like it were.

    The narrowest group decides in which enough that waited longer had their answer, also where it
    has no date: there too many are never answered.
    """
    elapsed = (now - since) / timedelta(days=1)
    for estimate in estimates(like, now):
        stays = list(estimate.stays(elapsed))
        answered = sum(stay.number for stay in stays if stay.answered)
        if answered >= FEWEST:
            days = curve_of(stays).day_by_which(estimate.level)
            if days is None:
                return None
            by = since + timedelta(days=days)
            return Expected(by, sum(stay.number for stay in stays), answered, estimate)
    return None
