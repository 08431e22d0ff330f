"""Acts through the office beside the library's: get, act, save."""

from functools import partial
from time import perf_counter

from bench import library, lives
from bench.figures import Figure
from bench.place import Place
from bench.turns import Run, in_turns

ROUNDS = 5
LIVES = {1: 40, 8: 120}
"""How many lives a round has, by threads."""


def act(place: Place, threads: int) -> Figure:
    """Lead lives through the office and through the library's application, in turns."""
    app = library.Petitions(env=place.for_the_library())
    with place.house("acts") as house:
        lives.establish_units(house)
        turns = in_turns(
            ROUNDS,
            ours=_speed(threads, partial(lives.live, house.office)),
            peer=_speed(threads, partial(library.live, app)),
        )
        events = house.store.last_position()
    app.close()
    return Figure(
        name="act_1_thread" if threads == 1 else f"act_{threads}_threads",
        unit="acts/s",
        ours=turns.median("ours"),
        peer=turns.median("peer"),
        reached=turns.ratio("ours", "peer"),
        told={
            "threads": threads,
            "processes": 1,
            "events": events,
            "load": f"{LIVES[threads]} lives of {lives.ACTS} acts a round, {ROUNDS} rounds",
            "note": "ours seals texts, keeps metadata, and does every command once; "
            "a file stays open on the desk and is written on if nobody else wrote",
        },
    )


def _speed(threads: int, live: lives.LiveOne) -> Run:
    many = LIVES[threads]

    def run(number: int) -> float:
        begun = perf_counter()
        lives.in_threads(threads, range(number * many, (number + 1) * many), live)
        return many * lives.ACTS / (perf_counter() - begun)

    return run
