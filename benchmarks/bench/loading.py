"""Whole histories beside COPY of ready rows into the same table."""

from contextlib import ExitStack

from bench import bare, histories
from bench.figures import Figure
from bench.loaders import loaders
from bench.memory import peak_of
from bench.place import Place
from bench.turns import in_turns

PROCESSES = 2
ROUNDS = 5
PETITIONS = 2000
"""How many petitions are written in a round."""


def load(place: Place) -> Figure:
    """Write checked histories, and in turns as many rows that are ready for COPY."""
    with ExitStack() as closing:
        closing.enter_context(place.house("bulk"))
        connection = closing.enter_context(bare.connected(place.database("bulk")))
        alone, together = (
            closing.enter_context(loaders(place, "bulk", many)) for many in (1, PROCESSES)
        )
        ready = _ready(place)

        def limit(number: int) -> float:
            data, rows = ready[number]
            return rows / bare.copy_in(connection, data)

        with peak_of(place.data) as peak:
            turns = in_turns(
                ROUNDS,
                ours=lambda number: together.load(_numbers(number, 0)),
                by_one=lambda number: alone.load(_numbers(number, 2)),
                limit=limit,
            )
        ((events, size),) = connection.execute(
            "SELECT count(*), avg(length(state) + coalesce(length(sealed), 0))::int "
            "FROM public.petition_events"
        )
    return Figure(
        name="bulk_load",
        unit="events/s",
        ours=turns.median("ours"),
        limit=turns.median("limit"),
        reached=turns.ratio("ours", "limit"),
        told={
            "threads": 1,
            "processes": PROCESSES,
            "by_one_process": round(turns.ratio("by_one", "limit"), 3),
            "events": events,
            "bytes_an_event": size,
            "load": f"{PETITIONS} petitions of 7 events a round, {histories.BATCH} in a "
            f"transaction, {ROUNDS} rounds in turns; keys, seals and numbers with them",
            "limit_is": "binary COPY of bytes that were copied out before, into the same table",
            "peak_memory_mib": peak.as_json(),
        },
    )


def _ready(place: Place) -> list[tuple[list[bytes], int]]:
    """For every round rows of other petitions, as COPY reads them, and how many."""
    rounds = []
    with place.house("ready") as house:
        for number in range(ROUNDS + 1):
            after = house.store.last_position()
            for batch in histories.batches(_numbers(number, 1)):
                house.store.append(batch)
            upto = house.store.last_position()
            rounds.append((bare.ready_rows(place.database("ready"), after, upto), upto - after))
    place.drop("ready")
    return rounds


def _numbers(number: int, part: int) -> range:
    first = (3 * number + part) * PETITIONS
    return range(first, first + PETITIONS)
