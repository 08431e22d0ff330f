import os

import psycopg
import pytest
from embedded_actors import (
    OWN_AND_STAY,
    ask,
    is_gone,
    kill,
    next_line,
    said,
    server_pid,
    server_runs,
    until,
)

from petition_es.store.embedded import EmbeddedPostgres


def test_the_first_to_start_owns_the_server_and_stops_it(home):
    server = EmbeddedPostgres(home)
    dsn = server.start()
    assert server.owns
    assert ask(dsn, "SELECT current_database()") == "petition"
    pid = server_pid(home)
    server.stop()
    assert is_gone(pid)


def test_the_with_block_gives_the_address_and_stops_at_its_end(home):
    with EmbeddedPostgres(home) as dsn:
        psycopg.connect(dsn).close()
    assert not server_runs(home)


def test_stopping_twice_is_stopping_once(home):
    server = EmbeddedPostgres(home)
    server.start()
    server.stop()
    server.stop()
    assert not server_runs(home)


def test_starting_twice_gives_the_same_server(home):
    server = EmbeddedPostgres(home)
    first, pid = server.start(), server_pid(home)
    assert server.start() == first
    assert server_pid(home) == pid
    server.stop()


def test_a_second_handle_in_the_same_process_shares_and_does_not_stop(home):
    owner, guest = EmbeddedPostgres(home), EmbeddedPostgres(home)
    assert owner.start() == guest.start()
    assert (owner.owns, guest.owns) == (True, False)
    guest.stop()
    assert server_runs(home)
    owner.stop()


def test_two_homes_have_two_servers(home, spare_home):
    first, second = EmbeddedPostgres(home), EmbeddedPostgres(spare_home)
    assert first.start() != second.start()
    first.stop()
    assert server_runs(spare_home)
    second.stop()


def test_another_process_shares_the_server_and_leaves_it_running(home, run):
    with EmbeddedPostgres(home) as dsn:
        guest = run(home, "print(server.start(), server.owns); server.stop()")
        assert said(guest) == f"{dsn} False"
        psycopg.connect(dsn).close()


def test_a_guest_becomes_the_owner_when_it_starts_again_after_the_owner_stopped(home):
    owner, guest = EmbeddedPostgres(home), EmbeddedPostgres(home)
    owner.start()
    guest.start()
    owner.stop()
    psycopg.connect(guest.start()).close()
    assert guest.owns
    guest.stop()


def test_of_many_that_start_at_once_in_an_empty_home_one_owns_and_all_connect(empty_home, run):
    stay = OWN_AND_STAY.replace("server.start()", "psycopg.connect(server.start()).info.dbname")
    crowd = [run(empty_home, stay) for _ in range(4)]
    assert [next_line(one) for one in crowd] == ["petition"] * 4
    assert sorted(next_line(one) for one in crowd) == ["False", "False", "False", "True"]


def test_after_kill_9_of_the_owner_the_next_one_takes_the_running_server_over(home, run):
    owner = run(home, OWN_AND_STAY)
    dsn = next_line(owner)
    pid = server_pid(home)
    open_connection = psycopg.connect(dsn)
    kill(owner)

    heir = EmbeddedPostgres(home)
    assert heir.start() == dsn
    assert heir.owns
    assert server_pid(home) == pid
    open_connection.execute("SELECT 1")
    open_connection.close()
    heir.stop()
    assert is_gone(pid)


def test_a_killed_server_is_recovered_with_everything_that_was_committed(home):
    server = EmbeddedPostgres(home)
    with psycopg.connect(server.start()) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
    pid = server_pid(home)
    os.kill(pid, 9)
    until(lambda: is_gone(pid))
    assert ask(server.start(), "SELECT n FROM kept") == 1
    assert server_pid(home) != pid
    server.stop()


def test_an_owner_at_its_limit_of_connections_keeps_its_server(home):
    server = EmbeddedPostgres(home)
    dsn = server.start()
    crowd = [psycopg.connect(dsn) for _ in range(100)]
    with pytest.raises(psycopg.OperationalError, match="too many clients"):
        psycopg.connect(dsn)
    assert server.start() == dsn
    crowd[0].execute("SELECT 1")
    for connection in crowd:
        connection.close()
    server.stop()


FORK = """
connection = psycopg.connect(server.start())
if os.fork() == 0:
    server.stop()
    server.__exit__(None, None, None)
    sys.exit()  # runs what atexit knows
os.wait()
with psycopg.connect(server.start()) as another:
    started = "SELECT pg_postmaster_start_time()"
    print(connection.execute(started).fetchone() == another.execute(started).fetchone())
"""


def test_a_forked_child_does_not_stop_the_server_of_its_parent(home, run):
    assert said(run(home, FORK)) == "True"
    assert not server_runs(home)


FORK_AND_STAY = """
print(server.start(), flush=True)
if os.fork() == 0:
    print("the child is here", flush=True)
time.sleep(600)
"""


def test_a_forked_child_that_outlives_its_parent_does_not_keep_the_ownership(home, run):
    parent = run(home, FORK_AND_STAY)
    next_line(parent)
    next_line(parent)
    parent.kill()
    parent.wait()
    heir = EmbeddedPostgres(home)
    heir.start()
    assert heir.owns
    heir.stop()


def test_a_forked_child_dies_from_sigterm_as_any_process_does(home, run):
    body = """
server.start()
child = os.fork()
if child == 0:
    time.sleep(600)
time.sleep(0.1)
os.kill(child, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert said(run(home, body)) == "-15"
