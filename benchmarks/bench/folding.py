"""Projections: live beside the library's, rebuilt beside COPY, and a whole nation's year."""

from collections.abc import Sequence
from time import perf_counter
from typing import Any

from psycopg import Connection

from bench import bare, library
from bench.figures import Figure
from bench.memory import peak_of
from bench.nation import PROCESSES, WHOLE, offices_alone
from bench.place import Place
from bench.questions import QUESTIONS, digest_of_question, digest_of_rows
from bench.turns import in_turns
from petition_es.bootstrap import House
from petition_es.projections import run
from petition_es.projections.kit.projection import Projection
from petition_es.projections.running.connections import connect
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.running.rows import table_of
from petition_es.projections.shipped import ALL, UnitWorkload
from petition_es.store.decoding import decode

NATION, UNITS = "nation", "Unit."
MEMORY_MAX = 3 << 30
PETITIONS_IN_MEMORY = 50_000
"""So many petitions can be folded in memory within a reasonable time."""
ROUNDS = 3
LIBRARY_EVENTS = 1000
"""How many events the library's runner folds in a round."""


def live(place: Place, seed: int) -> Figure:
    """Fold one projection live from the beginning of the log, beside the library's runner."""
    environment = place.for_the_library()
    app = library.Petitions(env=environment)
    library.load(app, -(-LIBRARY_EVENTS * (ROUNDS + 2) // library.EVENTS))
    app.close()
    with place.house(NATION) as house, bare.connected(place.database(NATION)) as connection:
        events = petition_events(connection)
        runs = {
            "peer": lambda _: library.speed(environment, LIBRARY_EVENTS),
            "ours": lambda _: _speed_live(house, connection, events),
        }
        with peak_of(place.data) as peak:
            turns = in_turns(ROUNDS, **runs)
        told, broken = compared(connection, ["unit_workload"])
        share = share_decoded(connection, UnitWorkload, events)
    return Figure(
        name="live_one_projection",
        unit="events/s",
        ours=turns.median("ours"),
        peer=turns.median("peer"),
        reached=turns.ratio("ours", "peer"),
        told={
            "threads": 1,
            "processes": 1,
            "events": events,
            "seed": seed,
            "share_of_topics_decoded": share,
            "load": f"the log of {events} events from its beginning, caught up; the library folds "
            f"{LIBRARY_EVENTS} events of lives with {library.EVENTS} events, 2 of them counted",
            "peak_memory_mib": peak.as_json(),
            **told,
        },
        broken=broken,
    )


def rebuild_one(place: Place, seed: int) -> Figure:
    """Rebuild one projection, beside COPY out of the columns that it reads."""
    with place.house(NATION) as house, bare.connected(place.database(NATION)) as connection:
        events = petition_events(connection)
        all_rows, same_rows = _copies(UnitWorkload)
        sizes: list[int] = []

        def limit(_: int) -> float:
            seconds, size = bare.copy_out(connection, all_rows)
            sizes.append(size)
            return events / seconds

        runs = {
            "ours": lambda _: _speed_rebuilt(house, [UnitWorkload], events),
            "limit": limit,
            "same": lambda _: events / bare.copy_out(connection, same_rows)[0],
        }
        with peak_of(place.data) as peak:
            turns = in_turns(ROUNDS, **runs)
        told, broken = compared(connection, ["unit_workload"])
        share = share_decoded(connection, UnitWorkload, events)
    return Figure(
        name="rebuild_one_projection",
        unit="events/s",
        ours=turns.median("ours"),
        limit=turns.median("limit"),
        reached=turns.ratio("ours", "limit"),
        told={
            "threads": 1,
            "processes": PROCESSES,
            "events": events,
            "seed": seed,
            "share_of_topics_decoded": share,
            "bytes_an_event": round(sizes[-1] / events),
            "load": f"the log of {events} events, {ROUNDS} rounds in turns",
            "limit_is": "binary COPY of the same columns of all these events, by one connection, "
            "its bytes read and dropped",
            "of_copy_of_the_same_topics": round(turns.ratio("ours", "same"), 2),
            "peak_memory_mib": peak.as_json(),
            **told,
        },
        broken=broken,
    )


def rebuild_all(place: Place, seed: int, petitions: int) -> Figure:
    """Rebuild all shipped projections on the whole log, in a process of its own, once."""
    with place.house(NATION) as house, bare.connected(place.database(NATION)) as connection:
        events = petition_events(connection)
        with peak_of(place.data) as peak:
            begun = perf_counter()
            rebuild(house.store.address, ALL, processes=PROCESSES)
            seconds = perf_counter() - begun
        begins = _seconds_to_begin(place)
        told, broken = compared(connection, [each.DEFINITION.name for each in ALL])
        if petitions <= PETITIONS_IN_MEMORY:
            differ = differ_in_memory(house, ALL)
            told["held_against_memory"] = [each.DEFINITION.name for each in ALL]
            broken += tuple(f"{name} differs from what is folded in memory" for name in differ)
    if peak.both > MEMORY_MAX:
        broken = (*broken, f"more than {MEMORY_MAX >> 30} GiB of memory")
    return Figure(
        name="rebuild_nation_year",
        unit="s",
        ours=seconds,
        reached=begins + (seconds - begins) * WHOLE / petitions,
        told={
            "threads": 1,
            "processes": PROCESSES,
            "petitions": petitions,
            "events": events,
            "events_a_second": round(events / seconds),
            "seconds_with_offices_alone": round(begins, 2),
            "seed": seed,
            "share_of_topics_decoded": 1.0,
            "load": f"{petitions} simulated petitions, all shipped projections, every row written; "
            f"what is reached is told for {WHOLE} petitions: what a log with the offices alone "
            "takes, once, and the rest in proportion",
            "peak_memory_mib": peak.as_json(),
            **told,
        },
        broken=broken,
    )


def _seconds_to_begin(place: Place) -> float:
    """How long the same takes where no petition is: to start processes, to fold the offices."""
    with offices_alone(place) as house:
        taken = []
        for _ in range(3):
            begun = perf_counter()
            rebuild(house.store.address, ALL, processes=PROCESSES)
            taken.append(perf_counter() - begun)
    return min(taken)


def differ_in_memory(house: House, projections: Sequence[type[Projection]]) -> list[str]:
    """The projections whose rows are not those that are folded in memory, the plainest way."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        log = [(row[0], decode(row)) for row in reader.drain(0, reader.head())]
        return [
            each.DEFINITION.name
            for each in projections
            if table_of(connection, each.DEFINITION) != run(each, log)
        ]


def _copies(projection: type[Projection]) -> tuple[str, str]:
    """COPY of the columns that a projection reads: of all events, and of those it is told of."""
    topics = [event.TOPIC for event in projection.DEFINITION.events]
    told = ", ".join(f"'{topic}'" for topic in topics)
    narrowed = (f"topic NOT LIKE '{UNITS}%'", f"topic IN ({told})")
    every, same = (bare.COPY_OUT.format(narrowed=each) for each in narrowed)
    return every, same


def _speed_rebuilt(house: House, projections: Sequence[type[Projection]], events: int) -> float:
    begun = perf_counter()
    rebuild(house.store.address, projections, processes=PROCESSES)
    return events / (perf_counter() - begun)


def _speed_live(house: House, connection: Connection[Any], events: int) -> float:
    connection.execute("DROP SCHEMA IF EXISTS petition_views CASCADE")
    begun = perf_counter()
    with Runner(house.store.address, house.store.watch(), [UnitWorkload]) as runner:
        runner.run_until_caught_up()
    return events / (perf_counter() - begun)


def petition_events(connection: Connection[Any]) -> int:
    """How many events petitions have; the offices that were put into the tree do not count."""
    query = "SELECT count(*) FROM public.petition_events WHERE topic NOT LIKE 'Unit.%'"
    ((events,),) = connection.execute(query)
    return int(events)


def share_decoded(connection: Connection[Any], projection: type[Projection], events: int) -> float:
    """The share of these events that a projection is told of."""
    topics = [event.TOPIC for event in projection.DEFINITION.events]
    query = "SELECT count(*) FROM public.petition_events WHERE topic = ANY(%s)"
    ((decoded,),) = connection.execute(query, [topics])
    return round(int(decoded) / events, 3)


def compared(
    connection: Connection[Any], names: Sequence[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Hold rows against plain SQL; what is told of it, and the projections that differ."""
    rows = {name: digest_of_rows(connection, name) for name in names if name in QUESTIONS}
    asked = {name: digest_of_question(connection, name) for name in rows}
    told = {
        "rows": {name: many for name, (_, many) in rows.items()},
        "digest": {name: digest for name, (digest, _) in rows.items()},
        "digest_in_sql": {name: digest for name, (digest, _) in asked.items()},
    }
    differ = (name for name in rows if rows[name] != asked[name])
    return told, tuple(f"{name} differs from plain SQL" for name in differ)
