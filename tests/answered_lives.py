"""Petitions that were answered after so many days: what estimates are made of."""

from dataclasses import replace

from histories import (
    ROADS,
    accepted,
    number,
    opinion,
    received,
    referred,
    registered,
    submitted,
    told,
)
from petition_es.projections.running.live import Runner
from petition_es.projections.shipped import AnswerTimes
from random_logs import as_petition


def life(serial, began, lasted, *more):
    """A petition that was taken in hand on a day, and answered so many days later, or never."""
    way = (
        submitted(on=began - 2), numbered(serial, began - 2), referred(ROADS, on=began - 1),
        received(ROADS, on=began - 1), accepted(ROADS, on=began),
    )  # fmt: skip
    if lasted is not None:
        way = (*way, opinion(ROADS, on=began + lasted))
    return as_petition(serial, told(*way, *more))


def numbered(serial, on):
    """Registered under a number of its own."""
    step = registered(on=on)
    return replace(step, content={**step.content, "number": number(serial + 1)})


def recorded(store, lives):
    """Append these lives, and fold how long they waited."""
    for events in lives:
        store.append(events)
    with Runner(store.address, store.watch(), [AnswerTimes]) as runner:
        runner.run_until_caught_up()
