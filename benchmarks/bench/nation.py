"""A nation's year to measure on: simulated petitions, loaded once and kept if wished."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter

from bench.place import Place
from petition_es.bootstrap import House
from petition_es.simulation.arrivals import Year
from petition_es.simulation.loading import Plan, found_offices
from petition_es.simulation.workers import load

FIRST_DAY = date(2016, 1, 1)
WHOLE = 971_000
"""How many petitions a nation's year has."""

PROCESSES = os.cpu_count() or 1


def loaded(place: Place, name: str, petitions: int, seed: int) -> float:
    """Load the first petitions of a year into a database of their own; answer the seconds.

    What is in already is not loaded again.
    """
    begun = perf_counter()
    with place.house(name) as house:
        _fill(house, petitions, seed)
    return perf_counter() - begun


def _fill(house: House, petitions: int, seed: int) -> None:
    for _ in found_offices(house.store):
        pass
    plan = Plan(Year(seed, FIRST_DAY), petitions)
    refused = [each for tally in load(plan, house, PROCESSES) for each in tally.refused]
    if refused:
        raise SystemExit(f"The office refuses petitions of the simulation: {refused[:3]}")


@contextmanager
def offices_alone(place: Place) -> Iterator[House]:
    """A store with the nation's offices and no petition: what is paid once, however many come."""
    with place.house("offices") as house:
        for _ in found_offices(house.store):
            pass
        yield house
