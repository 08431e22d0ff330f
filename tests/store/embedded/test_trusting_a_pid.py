import shutil
import time

import psutil
import psycopg
import pytest
from embedded_actors import data, end, server_pid, server_runs, sleeper, until

from petition_es.store.embedded import EmbeddedPostgres
from petition_es.store.embedded.postmaster import Postmaster


def leave_stale_pid_file(home, pid):
    """Write what a server leaves behind that was killed when it had this pid."""
    socket = home / "postgresql" / "socket"
    lines = [pid, data(home), 1700000000, 5432, socket, "", "  2213439         4", "ready   "]
    (data(home) / "postmaster.pid").write_text("".join(f"{line}\n" for line in lines))
    (socket / ".s.PGSQL.5432.lock").write_text(f"{pid}\n")


def test_a_reused_pid_in_a_stale_pid_file_is_never_signalled(home):
    stranger = sleeper()
    leave_stale_pid_file(home, stranger.pid)
    with EmbeddedPostgres(home) as dsn:
        psycopg.connect(dsn).close()
        assert server_pid(home) != stranger.pid
    assert stranger.poll() is None
    end(stranger)


def test_a_postgres_that_works_in_another_folder_is_never_signalled(home, workshop):
    shutil.copy(shutil.which("sleep"), workshop / "postgres")
    stranger = sleeper(str(workshop / "postgres"), cwd=workshop)
    leave_stale_pid_file(home, stranger.pid)
    with EmbeddedPostgres(home) as dsn:
        psycopg.connect(dsn).close()
    assert stranger.poll() is None
    end(stranger)


def test_a_process_in_the_data_folder_that_is_not_postgres_is_not_the_server(home):
    stranger = sleeper(cwd=data(home))
    leave_stale_pid_file(home, stranger.pid)
    assert Postmaster.find(data(home)) is None
    end(stranger)


def test_a_zombie_does_not_count_as_running(home):
    dead = sleeper()
    dead.kill()  # and nobody asks how it ended
    until(lambda: psutil.Process(dead.pid).status() == psutil.STATUS_ZOMBIE)
    leave_stale_pid_file(home, dead.pid)
    with EmbeddedPostgres(home) as dsn:
        psycopg.connect(dsn).close()
    dead.wait()


def test_a_pid_that_nobody_has_does_not_count_as_running(home):
    gone = sleeper()
    end(gone)
    leave_stale_pid_file(home, gone.pid)
    with EmbeddedPostgres(home) as dsn:
        psycopg.connect(dsn).close()


@pytest.mark.parametrize("rubbish", ["", "\n", "no number\n"])
def test_a_pid_file_that_a_power_cut_left_empty_or_broken_does_not_stand_in_the_way(home, rubbish):
    (data(home) / "postmaster.pid").write_text(rubbish)
    with EmbeddedPostgres(home) as dsn:
        psycopg.connect(dsn).close()


def test_a_server_whose_pid_file_is_lost_is_not_joined_by_a_second_one(home, run):
    owner = run(home, "print(server.start(), flush=True); time.sleep(600)")
    owner.stdout.readline()
    first = server_pid(home)
    text = (data(home) / "postmaster.pid").read_text()
    (data(home) / "postmaster.pid").unlink()
    owner.kill()
    owner.wait()

    # The lock that the living server holds keeps the next owner from starting on the same folder.
    heir = run(home, "print(server.start(), flush=True); time.sleep(600)")
    time.sleep(0.5)
    assert not server_runs(home)
    (data(home) / "postmaster.pid").write_text(text)
    assert heir.stdout.readline()
    assert server_pid(home) == first
    heir.terminate()
    heir.wait(timeout=20)
    until(lambda: not server_runs(home))
