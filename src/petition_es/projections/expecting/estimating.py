"""What is worth publishing of waits: of each group of like petitions, how long they took."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import NamedTuple

from petition_es.projections.expecting.curve import Stay
from petition_es.projections.expecting.estimate import HOURS_OF_DAY
from petition_es.projections.expecting.expectation import EIGHT_OF_TEN, REPLAYED, Expecting
from petition_es.projections.expecting.history import History, Wait
from petition_es.projections.expecting.likeness import Likeness


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
        history = History()
        history.remember(together)
        level = _level(history, together, now, share)
        for group in history.groups():
            stays = history.of_group(group, now)
            if stays:
                yield _taken(group, level, stays)


def _level(history: History, known: list[Wait], now: datetime, share: float) -> float:
    """Ask about the latest anew as of their own beginnings, to learn what the curves are worth."""
    expecting = Expecting(history, share)
    for each in known[-REPLAYED:]:
        expecting.expect(each, each.since)
    return expecting.level(now)


def _taken(group: Likeness, level: float, stays: Iterable[Stay]) -> Taken:
    answered, waiting = Counter[int](), Counter[int]()
    for stay in stays:
        (answered if stay.answered else waiting)[ceil(stay.days * HOURS_OF_DAY)] += stay.number
    return Taken(group, level, dict(sorted(answered.items())), dict(sorted(waiting.items())))
