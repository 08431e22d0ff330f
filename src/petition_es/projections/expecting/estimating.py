"""What is worth publishing of waits: of each group of like petitions, how long they took."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import NamedTuple

from petition_es.projections.expecting.curve import Stay, curve_of
from petition_es.projections.expecting.estimate import HOURS_OF_DAY
from petition_es.projections.expecting.expectation import EIGHT_OF_TEN, REPLAYED, Expecting
from petition_es.projections.expecting.history import DAY, RECENT, History, Wait, enough, latest
from petition_es.projections.expecting.likeness import Likeness, ever_wider

MANY = 150
"""So many that began in the usual time of an answer are enough to tell how long it takes."""

REACH = 4
"""Over so many times the usual time it is judged how many begin."""


class Taken(NamedTuple):
    """How long the petitions of a group took, by hours begun, and at which level to read them."""

    group: Likeness
    level: float
    answered: dict[int, int]
    waiting: dict[int, int]


def taken_by_groups(
    waits: Iterable[Wait], now: datetime, share: float = EIGHT_OF_TEN
) -> Iterator[Taken]:
    """Of every group with enough answered petitions, the latest of them, as known at a moment."""
    known = sorted(
        (each for each in waits if each.since < now),
        key=lambda each: (each.like.stage or "", each.since),
    )
    for _, of_stage in groupby(known, key=lambda each: each.like.stage):
        together = list(of_stage)
        usual = _usual_days(together, now, share)
        level = _level(thinned(together, usual), now, share)
        for group, alike in _by_group(together).items():
            stays = enough(_stays(thinned(alike, usual), now))
            if stays:
                yield _taken(group, level, stays)


def thinned(waits: Sequence[Wait], usual: float) -> Sequence[Wait]:
    """Of waits in the order of time evenly so many that the latest reach far enough back.

    Where hundreds begin in a day, the latest hundreds that were answered were the quick ones: a
    curve of them ends before most had their answer. So no more are taken than MANY in the `usual`
    number of days, in which 8 of 10 are answered.
    """
    if not waits or not usual:
        return waits
    begins = waits[-1].since - REACH * usual * DAY
    latest = waits[bisect_left(waits, begins, key=lambda each: each.since) :]
    many = sum(each.number for each in latest) / REACH
    return waits[:: max(1, ceil(many / MANY))]


def _usual_days(known: Sequence[Wait], now: datetime, share: float) -> float:
    """In how many days the share of all was answered; in as many as are known, if never."""
    curve = curve_of(each.stay(now) for each in known)
    return curve.day_by_which(share) or max(curve.days, default=0)


def _by_group(known: Iterable[Wait]) -> dict[Likeness, list[Wait]]:
    groups = defaultdict(list)
    for each in known:
        for group in ever_wider(each.like):
            groups[group].append(each)
    return groups


def _stays(alike: Sequence[Wait], now: datetime) -> Iterator[Stay]:
    return latest((each.stay(now) for each in reversed(alike)), RECENT)


def _level(known: Sequence[Wait], now: datetime, share: float) -> float:
    """Ask about the latest anew as of their own beginnings, to learn what the curves are worth."""
    history = History()
    history.remember(known)
    expecting = Expecting(history, share)
    for each in known[-REPLAYED:]:
        expecting.expect(each, each.since)
    return expecting.level(now)


def _taken(group: Likeness, level: float, stays: Iterable[Stay]) -> Taken:
    answered, waiting = Counter[int](), Counter[int]()
    for stay in stays:
        (answered if stay.answered else waiting)[ceil(stay.days * HOURS_OF_DAY)] += stay.number
    return Taken(group, level, dict(sorted(answered.items())), dict(sorted(waiting.items())))
