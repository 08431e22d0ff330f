"""What is remembered of petitions, so that a new one can be compared with those like it."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from petition_es.projections.expecting.curve import Stay
from petition_es.projections.expecting.likeness import Likeness, ever_wider

FEWEST = 30
"""Fewer like cases than this tell nothing that an office should repeat."""

RECENT = 300
"""So many answered cases are asked, the latest: an office changes its pace over the years."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wait:
    """A petition's wait for its answer, from the moment when it came to be alike to others.

    Times are aware; `answered_at` is None while it waits. `number` petitions waited alike.
    """

    like: Likeness
    since: datetime
    answered_at: datetime | None
    number: int = 1

    def stay(self, now: datetime) -> Stay:
        """How long it was as one knew it at a moment: what came later is not looked at."""
        end = self.answered_at
        answered = end is not None and end <= now
        until = end if end is not None and answered else now
        return Stay((until - self.since) / DAY, answered, self.number)


def latest(stays: Iterable[Stay], answered: int) -> Iterator[Stay]:
    """Of stays, the latest first, as many as it takes until so many had their answer.

    The open ones between them come along: the latest of a busy office may all be open.
    """
    for stay in stays:
        if answered <= 0:
            return
        yield stay
        answered -= stay.number if stay.answered else 0


def enough(stays: Iterable[Stay], fewest: int = FEWEST) -> list[Stay]:
    """These stays, or none where fewer than that had their answer."""
    found = list(stays)
    return found if sum(stay.number for stay in found if stay.answered) >= fewest else []


@dataclass
class History:
    """Waits by group. What is asked as of a moment knows nothing of what came after it."""

    recent: int = RECENT
    fewest: int = FEWEST
    _by_group: dict[Likeness, list[tuple[datetime, int, Wait]]] = field(
        default_factory=lambda: defaultdict(list), init=False
    )
    _count: int = field(default=0, init=False)

    def remember(self, waits: Iterable[Wait]) -> None:
        """Add waits, in any order; an open one is told once, with its later answer or without."""
        for wait in waits:
            self._count += 1
            for group in ever_wider(wait.like):
                insort(self._by_group[group], (wait.since, self._count, wait))

    def like(self, like: Likeness, elapsed: float, now: datetime) -> list[Stay]:
        """The stays of the narrowest group that has enough, and none where even the widest has not.

        They lasted longer than `elapsed` days; enough of them must have had their answer.
        """
        for group in ever_wider(like):
            stays = enough(latest(self._lasting(group, elapsed, now), self.recent), self.fewest)
            if stays:
                return stays
        return []

    def _lasting(self, group: Likeness, elapsed: float, now: datetime) -> Iterator[Stay]:
        """The latest first."""
        waits = self._by_group.get(group, [])
        for place in range(bisect_left(waits, (now,)) - 1, -1, -1):
            stay = waits[place][2].stay(now)
            if stay.days > elapsed or not elapsed:
                yield stay
