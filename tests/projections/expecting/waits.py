"""Waits that are made up: how long each takes is known, so it is known what to expect."""

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from petition_es.projections.expecting.history import History, Wait
from petition_es.projections.expecting.likeness import Likeness

BEGIN = datetime(2025, 1, 6, 9, tzinfo=UTC)
ROADS = Likeness("roads", "potholes", "ordinary", "handling")


def after(days):
    return BEGIN + timedelta(days=days)


def wait(begins, lasts, like=ROADS):
    """One that begins after so many days and lasts so many; None: it is never answered."""
    return Wait(like, after(begins), None if lasts is None else after(begins + lasts))


def remembered(*waits, **settings):
    history = History(**settings)
    history.remember(waits)
    return history


def exponential(mean, seed, every=0.5, begins=0.0):
    """Waits without an end, one every half day, of a known mean."""
    dice = Random(seed)  # noqa: S311  # a test needs the same dice each time, not secret ones
    for number in count():
        yield wait(begins + number * every, dice.expovariate(1 / mean))
