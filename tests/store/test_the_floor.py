"""The published floor: whoever reads the log by position misses nothing that was under way."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event as Flag
from uuid import uuid4

import psycopg
import pytest
from made_events import submission
from psycopg import errors

from petition_es.store.connecting import SETUP
from petition_es.store.floor import RESERVE

INSERT = """
    INSERT INTO public.petition_events (position, originator_id, originator_version, event_id,
        recorded_at, topic, metadata, state)
    OVERRIDING SYSTEM VALUE VALUES
    (public.petition_reserve(1), gen_random_uuid(), 1, gen_random_uuid(), now(), 'slow', '{}', '{}')
    RETURNING position
"""


@pytest.fixture
def slow_writer(store):
    """Appends an event like ours, but leaves its transaction open."""
    connection = psycopg.connect(**store.address)
    connection.execute(SETUP)
    connection.commit()
    yield connection
    connection.close()


@pytest.fixture
def reader(store):
    with store.reader() as opened:
        yield opened


def appended(store):
    (position,) = store.append([submission(uuid4(), f"p-{uuid4()}")])
    return position


def write(connection):
    return connection.execute(INSERT).fetchone()[0]


def positions(reader):
    return [row[0] for row in reader.rows(0, reader.head())]


def test_an_event_is_read_only_when_all_before_it_are_settled(store, reader, slow_writer):
    before = appended(store)
    under_way = write(slow_writer)
    after = appended(store)
    assert under_way < after
    assert positions(reader) == [before]
    slow_writer.commit()
    assert positions(reader) == [before, under_way, after]


def test_what_was_rolled_back_holds_up_nobody(store, reader, slow_writer):
    before = appended(store)
    write(slow_writer)
    after = appended(store)
    slow_writer.rollback()
    assert positions(reader) == [before, after]


def test_a_writer_who_reserved_and_has_not_written_yet_holds_the_floor(store, reader, slow_writer):
    slow_writer.execute(RESERVE, [3])
    appended(store)
    assert positions(reader) == []
    assert [holder.application_name for holder in store.floor_holders()] == ["petition_es"]
    slow_writer.rollback()
    assert len(positions(reader)) == 1
    assert store.floor_holders() == []


def test_a_writer_who_stops_in_the_middle_is_ended_by_the_server(store, reader, slow_writer):
    slow_writer.execute("SET idle_in_transaction_session_timeout = '50ms'")
    write(slow_writer)
    after = appended(store)
    while positions(reader) != [after]:
        pass
    with pytest.raises(errors.IdleInTransactionSessionTimeout):
        slow_writer.execute("SELECT 1")


def test_every_connection_of_ours_is_ended_when_it_stands_idle(store, reader):
    (stands_idle,) = reader.ask("SELECT current_setting('idle_in_transaction_session_timeout')", [])
    assert stands_idle == ("5s",)
    with store._datastore.get_connection() as pooled:
        row = pooled.execute("SHOW idle_in_transaction_session_timeout").fetchone()
        assert row["idle_in_transaction_session_timeout"] == "5s"


def test_a_killed_writer_holds_up_nobody(store, reader, slow_writer):
    pid = slow_writer.info.backend_pid
    write(slow_writer)
    after = appended(store)
    reader.ask("SELECT pg_terminate_backend(%s)", [pid])
    while positions(reader) != [after]:
        pass


def test_a_block_of_positions_is_never_mixed_with_others(store):
    def one(_):
        return [appended(store)]

    def many(_):
        return store.append([submission(uuid4(), f"p-{uuid4()}") for _ in range(20)])

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: (many if n % 2 else one)(n), range(60)))
    assert all(block == list(range(block[0], block[0] + len(block))) for block in found)
    taken = sorted(position for block in found for position in block)
    assert len(taken) == len(set(taken)) == 30 + 30 * 20


def test_a_reader_behind_many_writers_sees_every_event_once_and_in_order(store, reader):
    done, seen = Flag(), []

    def follow():
        while True:
            is_over = done.is_set()
            head = reader.head()
            seen.extend(row[0] for row in reader.rows(seen[-1] if seen else 0, head))
            if is_over:
                return

    def write_some(number):
        written = []
        with ExitStack() as stack:
            connection = stack.enter_context(psycopg.connect(**store.address))
            for n in range(40):
                position = write(connection)
                if (n + number) % 3:
                    connection.commit()
                    written.append(position)
                else:
                    connection.rollback()
        return written

    with ThreadPoolExecutor(9) as pool:
        following = pool.submit(follow)
        written = [p for each in pool.map(write_some, range(8)) for p in each]
        done.set()
        following.result()
    assert seen == sorted(written)


def test_the_head_is_read_in_read_committed_only(store):
    with psycopg.connect(**store.address) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with pytest.raises(errors.ObjectNotInPrerequisiteState):
            connection.execute("SELECT public.petition_head()")
