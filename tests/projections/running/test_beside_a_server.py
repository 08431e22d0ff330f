"""A server has its projections run in a process of its own, which ends with it in any case."""

import os
import signal
import subprocess
import sys
import threading

import orjson
import psutil
import pytest
from fallible import Sound
from written_logs import written

from petition_es.projections import run
from petition_es.projections.running.beside import Beside
from petition_es.projections.running.connections import connect
from petition_es.projections.running.rows import table_of
from petition_es.projections.running.waiting import wait_for
from petition_es.projections.shipped import ALL, UnitWorkload

WAIT = 30
SERVER = """
import sys, time, orjson
from petition_es.projections.running.beside import Beside
from petition_es.projections.shipped import ALL
if __name__ == "__main__":
    with Beside(orjson.loads(sys.argv[1]), ALL):
        print("open", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def connection(store):
    with connect(store.address) as opened:
        yield opened


def spawned():
    """The processes that somebody's interpreter started afresh, by the process that did."""
    return [
        process
        for process in psutil.process_iter(["cmdline", "ppid"])
        if "--multiprocessing-fork" in (process.info["cmdline"] or ())
    ]


def children_of(pid):
    return [process for process in spawned() if process.info["ppid"] == pid]


def test_rows_are_folded_by_another_process_that_ends_with_the_context(store, any_log, connection):
    log = written(store, any_log[:30])
    before = len(children_of(os.getpid()))
    with Beside(store.address, ALL):
        wait_for(connection, "unit_workload", log[-1][0], WAIT)
        assert len(children_of(os.getpid())) == before + 1
    assert len(children_of(os.getpid())) == before
    assert table_of(connection, UnitWorkload.DEFINITION).rows == run(UnitWorkload, log).rows


def test_a_process_that_dies_is_replaced(store, any_log, connection, capsys):
    log = written(store, any_log[:10])
    with Beside(store.address, ALL):
        wait_for(connection, "unit_workload", log[-1][0], WAIT)
        (child,) = children_of(os.getpid())
        child.kill()
        (last,) = store.append(any_log[10])
        wait_for(connection, "unit_workload", last, WAIT)
    assert "projections.died" in capsys.readouterr().out


def test_it_ends_when_its_server_is_killed(store, connection, tmp_path):
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    server = subprocess.Popen(
        [sys.executable, str(script), orjson.dumps(dict(store.address)).decode()],
        stdout=subprocess.PIPE,
    )
    assert server.stdout.readline() == b"open\n"
    wait_for(connection, "unit_workload", 0, WAIT)
    (child,) = children_of(server.pid)
    server.send_signal(signal.SIGKILL)
    server.wait()
    server.stdout.close()
    psutil.wait_procs([child], timeout=WAIT)
    assert not child.is_running()


def test_what_happens_there_is_said_in_the_journal_here(store, any_log, connection, capsys):
    written(store, any_log[:3])
    with Beside(store.address, [Sound]):
        wait_for(connection, "sound", 1, WAIT)
        connection.execute("UPDATE petition_views.projections SET version = 9, edition = 99")
        said = eventually_said(capsys, "projection.newer")
    assert "sound" in said


def eventually_said(capsys, word):
    said = ""
    for _ in range(WAIT * 20):
        said += capsys.readouterr().out
        if word in said:
            return said
        threading.Event().wait(0.05)
    raise AssertionError(said)
