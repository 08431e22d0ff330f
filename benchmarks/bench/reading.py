"""A timeline read from a log, and from one with ten times the events."""

import statistics
from collections.abc import Callable
from random import Random
from time import perf_counter

from bench import histories, lives
from bench.figures import Figure
from bench.place import Place
from bench.turns import in_turns
from petition_es.bootstrap import House
from petition_es.projections.timeline import UnitCard, timeline, to_json

TIMES = 10
PETITIONS = 2000
"""How many petitions the smaller log has."""

READS, ROUNDS = 300, 7


def read(place: Place, seed: int) -> Figure:
    """Read timelines of the same petitions out of both logs, in turns."""
    with place.house("few") as few, place.house("many") as many:
        for house, petitions in ((few, PETITIONS), (many, TIMES * PETITIONS)):
            lives.establish_units(house)
            histories.load(house.store, petitions)
        draw = Random(seed)  # noqa: S311  # repeatable, not secret
        numbers = [draw.randrange(PETITIONS) for _ in range(READS)]
        turns = in_turns(ROUNDS, many=_reading(many, numbers), few=_reading(few, numbers))
        events = {"few": few.store.last_position(), "many": many.store.last_position()}
    milliseconds = {name: 1000 / turns.median(name) for name in ("many", "few")}
    return Figure(
        name="timeline_read",
        unit="ms",
        ours=milliseconds["many"],
        limit=milliseconds["few"],
        reached=1 / turns.ratio("many", "few"),
        told={
            "threads": 1,
            "processes": 1,
            "events": events,
            "seed": seed,
            "load": f"{READS} timelines for officers a round, {ROUNDS} rounds in turns: the stream "
            "read, decoded and folded, as JSON",
            "limit_is": "the same on a log with a tenth of the events",
        },
    )


def _reading(house: House, numbers: list[int]) -> Callable[[int], float]:
    ids = [histories.petition_id(number) for number in numbers]
    cards = {}

    def card(unit_id: str) -> UnitCard | None:
        if unit_id not in cards:
            unit = house.units.find(unit_id)
            cards[unit_id] = UnitCard.of(unit) if unit else None
        return cards[unit_id]

    def run(_: int) -> float:
        taken = []
        for petition_id in ids:
            begun = perf_counter()
            told = timeline(
                house.store.load(petition_id), audience="officer", units=card, now=house.clock()
            )
            to_json(told)
            taken.append(perf_counter() - begun)
        return 1 / statistics.median(taken)

    return run
