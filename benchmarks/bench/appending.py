"""Appends beside bare inserts, and whole histories beside COPY of ready rows."""

import statistics
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from time import perf_counter
from uuid import uuid4

import orjson

from bench import bare, lives
from bench.figures import Figure
from bench.place import Place
from bench.turns import in_turns
from petition_es.bootstrap import House
from petition_es.store.datastore import StoreDatastore
from petition_es.store.head_watch import HeadWatch
from petition_es.store.lanes import Lanes
from petition_es.store.log_reader import LogReader
from petition_es.store.recorder import PetitionRecorder
from petition_es.store.stored import PetitionStoredEvent

CLIENTS = 16
ROUNDS = 6
APPENDS = 200
"""How many events each client appends in a round."""


def append(place: Place) -> Figure:
    """Append single events with many clients, beside bare prepared inserts of the same rows."""
    with place.house("acts") as house:
        lives.establish_units(house)
        patterns = _patterns(house)
        url = place.database("acts")
        bare.make_twin(url)
        datastore = StoreDatastore(url)
        lanes = Lanes(datastore.address)
        watch = HeadWatch(LogReader(datastore.address))
        recorder = PetitionRecorder(datastore, lanes, lambda: watch)
        inserting = bare.Inserting(url, CLIENTS)
        pool = ThreadPoolExecutor(CLIENTS)

        def ours(_: int) -> float:
            shares = [_drawn(patterns, APPENDS) for _ in range(CLIENTS)]
            begun = perf_counter()
            list(pool.map(lambda share: _append(recorder, share), shares))
            return CLIENTS * APPENDS / (perf_counter() - begun)

        def limit(_: int) -> float:
            shares = [list(map(_as_row, _drawn(patterns, APPENDS))) for _ in range(CLIENTS)]
            return CLIENTS * APPENDS / inserting.insert(shares)

        try:
            turns = in_turns(ROUNDS, ours=ours, limit=limit)
        finally:
            pool.shutdown()
            inserting.close()
            lanes.close()
            watch.close()
            datastore.close()
    return Figure(
        name="append_16_clients",
        unit="appends/s",
        ours=turns.median("ours"),
        limit=turns.median("limit"),
        reached=turns.ratio("ours", "limit"),
        told={
            "threads": CLIENTS,
            "processes": 1,
            "events": CLIENTS * APPENDS * (ROUNDS + 1),
            "bytes_an_event": _bytes(patterns),
            "load": f"{APPENDS} events a client and round, one a transaction, {ROUNDS} rounds in "
            "turns; the recorder alone, its rows made beforehand",
            "limit_is": "INSERT … RETURNING position, prepared, binary, a connection a thread, "
            "into a twin of the table with its indexes",
        },
    )


def _append(recorder: PetitionRecorder, share: list[PetitionStoredEvent]) -> None:
    for event in share:
        recorder.insert_events([event])


def _patterns(house: House) -> list[PetitionStoredEvent]:
    """The stored events of one life, as they come out of the log."""
    petition_id = lives.submit(house.office, 0).petition_id
    for act, actor in lives.steps(0):
        house.office.perform(petition_id, act, actor, once=lives.once())
    with house.store.reader() as reader:
        rows = reader.streams([petition_id], None, sealed=True)
    return [
        PetitionStoredEvent(
            originator_id=stream,
            originator_version=version,
            topic=topic,
            state=state,
            event_id=event_id,
            recorded_at=recorded_at,
            metadata=orjson.loads(metadata),
            sealed=sealed,
        )
        for _, stream, version, event_id, recorded_at, topic, metadata, state, sealed in rows
    ]


def _drawn(patterns: list[PetitionStoredEvent], many: int) -> list[PetitionStoredEvent]:
    """So many events like these, each the first of a stream of its own."""
    now = datetime.now(UTC)
    return [
        replace(
            each, originator_id=uuid4(), originator_version=1, event_id=uuid4(), recorded_at=now
        )
        for each in islice(cycle(patterns), many)
    ]


def _as_row(event: PetitionStoredEvent) -> bare.Row:
    return (
        event.originator_id,
        event.originator_version,
        event.topic,
        event.state,
        event.event_id,
        event.recorded_at,
        orjson.dumps(event.metadata).decode(),
        event.sealed,
    )


def _bytes(patterns: list[PetitionStoredEvent]) -> int:
    """The mean size of an event's content, open and sealed."""
    return round(statistics.mean(len(each.state) + len(each.sealed or b"") for each in patterns))
