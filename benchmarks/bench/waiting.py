"""Reading one's own write: from before an act until its row is there, while others write."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import ceil
from time import perf_counter, sleep
from typing import Any, LiteralString

from psycopg import Connection

from bench import at_work, bare, library, lives
from bench.figures import Figure
from bench.memory import peak_of
from bench.place import Place
from petition_es.domain.petition import Receive
from petition_es.projections.running.waiting import wait_for
from petition_es.projections.shipped import UnitWorkload

SAMPLES = 300
PEERS_SAMPLES = 60
FIRST = 500_000
"""The numbers of the petitions that are waited for begin here."""

TIMEOUT_SECONDS = 10
BETWEEN_SECONDS = 0.01

ROW = "SELECT received FROM petition_views.unit_workload WHERE unit_id = %s"
LIBRARYS_ROW = "SELECT received FROM public.unit_workload WHERE unit_id = %s"

Sample = Callable[[int], float]


def read_your_write(place: Place) -> Figure:
    """Measure ours and the library, each with its runner and its writers at work."""
    with peak_of(place.data) as peak:
        ours = sorted(_samples(SAMPLES, _ours(place)))
        peers = sorted(_samples(PEERS_SAMPLES, _librarys(place)))
    p99 = _quantile(ours, 0.99)
    return Figure(
        name="read_your_write",
        unit="ms p99",
        ours=p99,
        peer=_quantile(peers, 0.99),
        reached=p99,
        told={
            "median_ms": {"ours": _quantile(ours, 0.5), "peer": _quantile(peers, 0.5)},
            "events": {"ours": len(ours), "peer": len(peers)},
            "processes": 3,
            "threads": at_work.WRITERS,
            "load": f"{at_work.WRITERS} writers in a process, each resting "
            f"{1000 * at_work.PAUSE_SECONDS:.0f} ms between acts; the runner in a process of its "
            "own, with one projection; the clock starts before the act",
            "peak_memory_mib": peak.as_json(),
        },
    )


def _samples(many: int, sampling: AbstractContextManager[Sample]) -> list[float]:
    with sampling as sample:
        return [sample(FIRST + number) for number in range(many)]


@contextmanager
def _ours(place: Place) -> Iterator[Sample]:
    """Hand in, register and refer a petition; then sign for it, and wait for the unit's row."""
    with place.house("acts") as house:
        lives.establish_units(house)
        with (
            at_work.at_work(place, at_work.our_runner, at_work.our_writers),
            bare.connected(place.database("acts")) as connection,
        ):

            def sample(number: int) -> float:
                sleep(BETWEEN_SECONDS)
                unit = library.unit_of(number)
                petition_id = lives.submit(house.office, number).petition_id
                for act, actor in lives.steps(number)[:2]:
                    house.office.perform(petition_id, act, actor, once=lives.once())
                before = _received(connection, ROW, unit)
                begun = perf_counter()
                done = house.office.perform(
                    petition_id, Receive(), lives.officer(unit), once=lives.once()
                )
                wait_for(connection, UnitWorkload.DEFINITION.name, done.position, TIMEOUT_SECONDS)
                return _taken(begun, before, _received(connection, ROW, unit))

            yield sample


@contextmanager
def _librarys(place: Place) -> Iterator[Sample]:
    """The same with the library, its runner and its own way of waiting."""
    environment = place.for_the_library()
    app = library.Petitions(env=environment)
    with (
        at_work.at_work(place, at_work.librarys_runner, at_work.librarys_writers),
        bare.connected(place.database("library")) as connection,
        library.view(environment) as view,
    ):

        def sample(number: int) -> float:
            sleep(BETWEEN_SECONDS)
            unit = library.unit_of(number)
            petition = library.begun(number)
            petition.register(f"XF{number}")
            petition.refer(unit)
            app.save(petition)
            before = _received(connection, LIBRARYS_ROW, unit)
            begun = perf_counter()
            petition = app.repository.get(petition.id)
            petition.receive(unit)
            saved = app.save(petition)
            try:
                view.wait(app.name, saved[-1].notification.id, timeout=TIMEOUT_SECONDS)
            except TimeoutError:  # Its runner falls behind: so long at least.
                return perf_counter() - begun
            return _taken(begun, before, _received(connection, LIBRARYS_ROW, unit))

        yield sample
    app.close()


def _received(connection: Connection[Any], query: LiteralString, unit: str) -> int:
    row = connection.execute(query, [unit], prepare=True).fetchone()
    return int(row[0]) if row else 0


def _taken(begun: float, before: int, after: int) -> float:
    taken = perf_counter() - begun
    if after <= before:
        raise SystemExit("The bookmark says that the event was folded, and its row does not.")
    return taken


def _quantile(taken: list[float], share: float) -> float:
    return round(1000 * taken[ceil(share * len(taken)) - 1], 2)
