"""Whoever is the last to leave stops the server; nobody stops it under the others."""

import psycopg
from embedded_actors import new_home

from petition_es.store.embedded import EmbeddedPostgres


def answers(dsn: str) -> bool:
    try:
        psycopg.connect(dsn).close()
    except psycopg.OperationalError:
        return False
    return True


def test_an_owner_who_leaves_first_leaves_the_server_to_its_guests():
    home = new_home()
    owner, guest = EmbeddedPostgres(home), EmbeddedPostgres(home)
    dsn = owner.start()
    guest.start()
    with psycopg.connect(dsn) as connection:
        owner.stop()
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert answers(dsn)
    guest.stop()
    assert not answers(dsn)


def test_the_last_of_several_guests_stops_the_server():
    home = new_home()
    owner, first, last = (EmbeddedPostgres(home) for _ in range(3))
    dsn = owner.start()
    first.start()
    last.start()
    owner.stop()
    first.stop()
    assert answers(dsn)
    last.stop()
    assert not answers(dsn)


def test_a_guest_who_leaves_first_leaves_the_server_running():
    home = new_home()
    owner, guest = EmbeddedPostgres(home), EmbeddedPostgres(home)
    dsn = owner.start()
    guest.start()
    guest.stop()
    assert answers(dsn)
    owner.stop()
    assert not answers(dsn)
