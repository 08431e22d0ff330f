"""Who is at work while somebody waits for a row: a runner, and writers, each in a process."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from time import sleep

from bench import library, lives
from bench.place import Place
from petition_es.projections.running.live import Runner
from petition_es.projections.shipped import UnitWorkload

WRITERS = 4
PAUSE_SECONDS = 0.03
"""How long a writer rests between two acts."""

FIRST = 1_000_000
"""The numbers of the petitions that are written meanwhile begin here."""

Work = Callable[[Place, Event, Event], None]


@contextmanager
def at_work(place: Place, *works: Work) -> Iterator[None]:
    """Let these work, each in a process of its own, once all of them are ready."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    readies = [context.Event() for _ in works]
    processes = [
        context.Process(target=work, args=(place, ready, stop), daemon=True)
        for work, ready in zip(works, readies, strict=True)
    ]
    try:
        for process in processes:
            process.start()
        for ready in readies:
            ready.wait()
        yield
    finally:
        stop.set()
        for process in processes:
            process.join()


def our_runner(place: Place, ready: Event, stop: Event) -> None:
    """Fold one projection live."""
    with place.house("acts") as house:
        watch = house.store.watch()
        with Runner(house.store.address, watch, [UnitWorkload]) as runner:
            runner.run_until_caught_up()
            ready.set()
            runner.run(stop)


def our_writers(place: Place, ready: Event, stop: Event) -> None:
    """Lead lives through the office, a few at the same time."""
    with place.house("acts") as house:

        def live_one(number: int) -> None:
            petition_id = lives.submit(house.office, number).petition_id
            for act, actor in lives.steps(number):
                sleep(PAUSE_SECONDS)
                house.office.perform(petition_id, act, actor, once=lives.once())

        _write(live_one, ready, stop)


def librarys_runner(place: Place, ready: Event, stop: Event) -> None:
    """Fold the same projection with the library's runner."""
    with library.running(place.for_the_library()) as runner:
        runner.wait(runner.app.recorder.max_notification_id(), timeout=600)
        ready.set()
        stop.wait()


def librarys_writers(place: Place, ready: Event, stop: Event) -> None:
    """Lead lives through the library's application, as many at the same time."""
    app = library.Petitions(env=place.for_the_library())

    def live_one(number: int) -> None:
        petition = library.begun(number)
        app.save(petition)
        for step in library.STEPS:
            sleep(PAUSE_SECONDS)
            petition = app.repository.get(petition.id)
            step(petition, library.unit_of(number))
            app.save(petition)

    _write(live_one, ready, stop)
    app.close()


def _write(live_one: lives.LiveOne, ready: Event, stop: Event) -> None:
    def write(writer: int) -> None:
        number = FIRST * (writer + 1)
        while not stop.is_set():
            live_one(number)
            number += 1

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, writer) for writer in range(WRITERS)]
        ready.set()
        for each in writing:
            each.result()
