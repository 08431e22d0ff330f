"""After PostgreSQL was killed, positions drawn and never written through are drawn again."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from threading import Thread
from uuid import uuid4

import psycopg
import pytest
from made_events import submission

from petition_es.store.connecting import SETUP
from petition_es.store.event_store import PetitionStore
from petition_es.store.faults import DatabaseUnreachable
from torture.server import Server

DRAWN = "SELECT setval('public.petition_events_position_seq', %s)"
MANY = 60
"""More positions than the sequence writes down ahead."""


@pytest.fixture(scope="module")
def home():
    room = Path(tempfile.mkdtemp(prefix="petition-tests-"))
    room.chmod(0o711)  # As root, the server is another user, who has to walk to its data.
    yield room
    shutil.rmtree(room, ignore_errors=True)


@pytest.fixture(scope="module")
def server(home):
    server = Server(home)
    server.start()
    server.make_ready()
    yield server
    server.stop()


@pytest.fixture
def url(server):
    return server.url


@pytest.fixture
def store(home, url):
    with PetitionStore(url, home=home) as opened:
        yield opened


def recorded(store):
    """Record one event, as soon as the database answers again."""
    event = submission(uuid4(), f"p-{uuid4()}")
    while True:
        try:
            return store.append([event])[0]
        except DatabaseUnreachable:
            continue


def kill_after_a_head_that_comes_again(server, url, see):
    """Draw positions that nobody writes through, let the head above them be seen, and kill."""
    with closing(psycopg.connect(url)) as connection:
        ((last,),) = connection.execute("SELECT last_value FROM petition_events_position_seq")
        connection.execute(DRAWN, [last + MANY])
        seen = see(last)
        assert seen == last + MANY
        server.kill()
    server.start()
    return seen


def test_nothing_is_read_up_to_a_head_that_a_killed_server_told(server, store, url):
    recorded(store)
    with store.reader() as reader:
        head = kill_after_a_head_that_comes_again(server, url, lambda _: reader.head())
        with psycopg.connect(url, autocommit=True) as slow:
            slow.execute(SETUP)
            slow.execute("BEGIN")
            ((open_position,),) = slow.execute("SELECT public.petition_reserve(1)").fetchall()
            assert open_position <= head
            later = recorded(store)
            with pytest.raises(DatabaseUnreachable):
                reader.rows(0, head)
            with pytest.raises(DatabaseUnreachable):
                list(reader.drain(0, head))
            assert reader.head() < open_position < later


def test_a_watch_forgets_what_a_killed_server_told(server, store, url):
    recorded(store)
    watch = store.watch()
    head = kill_after_a_head_that_comes_again(
        server, url, lambda last: watch.wait_beyond(last, 30.0)
    )
    assert watch.wait_beyond(0, 30.0) < head


def test_a_subscriber_misses_nothing_that_is_recorded_where_it_looked_before(server, store, url):
    recorded(store)
    subscription = store._recorder.subscribe()
    received = []
    reading = Thread(target=lambda: received.extend(n.id for n in subscription), daemon=True)
    reading.start()

    def see(last):
        while subscription._scanned < last + MANY:
            pass
        return subscription._scanned

    head = kill_after_a_head_that_comes_again(server, url, see)
    position = recorded(store)
    assert position <= head
    while position not in received and reading.is_alive():
        pass
    assert position in received
    subscription.stop()
    reading.join()
