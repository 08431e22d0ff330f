"""A server has the clocks kept by a process of its own, which ends with it in any case."""

import os
from multiprocessing import active_children
from zoneinfo import ZoneInfo

import psutil
import pytest

from app_served import until
from histories import ROADS, accepted, received, referred, registered, submitted
from petition_es.projections.keeper import condition, notices
from petition_es.projections.keeper.beside import KeeperBeside
from petition_es.projections.running.connections import connect
from timed_logs import LAW, written

ZONE = ZoneInfo("Asia/Shanghai")
ONE = (
    submitted(), registered(), referred(ROADS, on=4), received(ROADS, on=5), accepted(ROADS, on=5),
)  # fmt: skip


@pytest.fixture
def connection(store):
    with connect(store.address) as opened:
        yield opened


def beside(store):
    return KeeperBeside(store.address, LAW, ZONE)


def children():
    """The processes that this interpreter started afresh."""
    return [
        process
        for process in psutil.process_iter(["cmdline", "ppid"])
        if process.info["ppid"] == os.getpid()
        and "--multiprocessing-fork" in (process.info["cmdline"] or ())
    ]


def is_kept(connection):
    found = condition(connection)
    return found is not None and found.is_kept


def test_notices_are_given_by_another_process_that_ends_with_the_context(store, connection):
    written(store, ONE)
    before = len(children())
    with beside(store):
        until(lambda: notices(connection))
        assert len(children()) == before + 1
        assert is_kept(connection)
    assert len(children()) == before
    assert not active_children()
    assert not is_kept(connection)
    assert [(each.kind, each.clock) for each in notices(connection)] == [("missed", "handling")]


def test_a_keeper_that_dies_is_replaced_and_tells_nothing_twice(store, connection, capsys):
    written(store, ONE)
    before = {each.pid for each in children()}
    with beside(store):
        until(lambda: notices(connection))
        (child,) = [each for each in children() if each.pid not in before]
        child.kill()
        until(lambda: any(each.pid not in before | {child.pid} for each in children()))
        until(lambda: is_kept(connection))
    assert len(notices(connection)) == 1
    assert "keeper.died" in capsys.readouterr().out


def test_a_second_server_stands_by_until_the_first_one_ends(store, connection):
    written(store, ONE)
    with beside(store) as second:
        until(lambda: is_kept(connection))
        with beside(store):
            until(lambda: notices(connection))
        assert second is not None
        until(lambda: is_kept(connection))
    assert len(notices(connection)) == 1


def test_why_it_failed_is_said_in_the_journal(store, connection, capsys):
    written(store, ONE)
    connection.execute("UPDATE public.petition_events SET state = '{' WHERE topic LIKE '%Acc%'")
    said = []

    def failed():
        said.append(capsys.readouterr().out)
        return "keeper.failed" in "".join(said)

    with beside(store):
        until(failed)
    assert "UnreadableEvent" in "".join(said)
    assert notices(connection) == []
