"""The clocks of a nation's year: what is overdue on a given day, computed from the whole log."""

import os
from datetime import datetime, timedelta, timezone
from time import perf_counter

from bench import bare
from bench.figures import Figure
from bench.folding import NATION, petition_events
from bench.memory import peak_of
from bench.nation import PROCESSES, WHOLE, offices_alone
from bench.place import Place
from petition_es.bootstrap import House
from petition_es.projections.clocks import Look, Overdue, overdue

MOMENT = datetime(2016, 9, 30, 23, 59, 59, tzinfo=timezone(timedelta(hours=8)))
"""The evening of a day in the middle of the year."""
ROUNDS = 3


def clocks(place: Place, seed: int, petitions: int) -> Figure:
    """Ask what is overdue, over the whole log, a few times; the fastest counts."""
    with place.house(NATION) as house, bare.connected(place.database(NATION)) as connection:
        events = petition_events(connection)
        before = os.times()
        with peak_of(place.data) as peak:
            seconds, found = _asked(house)
        used = _processor_seconds(before, os.times()) / ROUNDS
        alone = overdue(_look(house, 1))
    begins = _seconds_to_begin(place)
    is_same = (found.desks, found.late) == (alone.desks, alone.late)
    return Figure(
        name="clocks_nation_year",
        unit="s",
        ours=seconds,
        reached=begins + (seconds - begins) * WHOLE / petitions,
        told={
            "threads": 1,
            "processes": PROCESSES,
            "petitions": petitions,
            "events": events,
            "events_a_second": round(events / seconds),
            "processor_seconds_of_ours": round(used, 2),
            "seconds_with_offices_alone": round(begins, 2),
            "seed": seed,
            "late": len(found.late),
            "running": sum(desk.running for desk in found.desks.values()),
            "load": f"what is overdue at {MOMENT:%Y-%m-%d} of {petitions} simulated petitions, the "
            f"best of {ROUNDS}; what is reached is told for {WHOLE} petitions: what a log with the "
            "offices alone takes, once, and the rest in proportion",
            "peak_memory_mib": peak.as_json(),
        },
        broken=() if is_same else ("one process finds something else than several",),
    )


def _asked(house: House) -> tuple[float, Overdue]:
    best, found = float("inf"), None
    for _ in range(ROUNDS):
        begun = perf_counter()
        found = overdue(_look(house, PROCESSES))
        best = min(best, perf_counter() - begun)
    assert found is not None  # noqa: S101  # there is at least one round
    return best, found


def _seconds_to_begin(place: Place) -> float:
    """How long the same takes where no petition is: to start processes, to read the offices."""
    with offices_alone(place) as house:
        return _asked(house)[0]


def _processor_seconds(before: os.times_result, after: os.times_result) -> float:
    """What this process and those that it started used; on a busy machine it says more."""
    used = (now - then for now, then in zip(after[:4], before[:4], strict=True))
    return sum(used)


def _look(house: House, processes: int) -> Look:
    return Look(address=house.store.address, law=house.law, at=MOMENT, processes=processes)
