"""Of two runners of a projection one stands by, and takes over when the other one dies."""

import threading
from contextlib import contextmanager

import pytest
from fallible import FAILS, Sound, UnitNotes
from written_logs import written

from petition_es.domain.petition import PetitionEvent, Registered, Submitted
from petition_es.projections import Projection, Sum, on, run
from petition_es.projections.running import bookmarks, caring
from petition_es.projections.running.connections import APPLICATION_NAME, connect
from petition_es.projections.running.faults import (
    NotYetFolded,
    ProjectionIsNewer,
    RunElsewhere,
    Superseded,
)
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rows import table_of
from petition_es.projections.running.waiting import wait_for

KILL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = %s AND datname = current_database()
        AND pid = (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 LIMIT 1)
"""
WAIT = 20


@pytest.fixture
def connection(store):
    with connect(store.address) as opened:
        yield opened


@contextmanager
def running(store, *projections):
    """A runner at work in a thread."""
    runner, stop = Runner(store.address, store.watch(), projections), threading.Event()
    thread = threading.Thread(target=runner.run, args=(stop,))
    thread.start()
    try:
        yield runner
    finally:
        stop.set()
        thread.join()


def edition(connection, name):
    return bookmarks.bookmark_of(connection, name).edition


def test_the_second_stands_by(store, any_log):
    log = written(store, any_log[:20])
    with running(store, Sound) as first:
        assert first.wait_for("sound", log[-1][0], WAIT)
        second = Runner(store.address, store.watch(), [Sound])
        with second, pytest.raises(RunElsewhere, match="sound"):
            second.run_until_caught_up()


def test_the_second_takes_over_when_the_first_leaves(store, any_log, connection):
    written(store, any_log[:10])
    with running(store, Sound) as first:
        assert first.wait_for("sound", 10, WAIT)
        with running(store, Sound) as second:
            store.append(any_log[10])
            assert first.wait_for("sound", 11, WAIT)
            connection.execute(KILL, [APPLICATION_NAME])
            (last,) = store.append(any_log[11])
            wait_for(connection, "sound", last, WAIT)
            stands = {runner.wait_for("sound", last, 0.5) for runner in (first, second)}
            assert True in stands
    log = list(zip(range(1, 100), (e for events in any_log[:12] for e in events), strict=False))
    assert table_of(connection, Sound.DEFINITION).rows == run(Sound, log).rows


def test_whoever_was_superseded_writes_nothing_more(store, any_log, connection):
    written(store, any_log[:10])
    with Runner(store.address, store.watch(), [Sound]) as runner:
        runner.run_until_caught_up()
        at = bookmarks.bookmark_of(connection, "sound").bookmark
        old = {"sound": edition(connection, "sound")}
        bookmarks.take_over(connection, ["sound"])
        with pytest.raises(Superseded):
            bookmarks.advance(connection, old, at, at + 1)
        with pytest.raises(Superseded):
            bookmarks.advance(connection, {"sound": old["sound"] + 1}, at - 1, at + 1)
        log = list(enumerate((e for events in any_log[:10] for e in events), 1))
        (last,) = store.append(any_log[10])
        log.append((last, any_log[10][0]))
        runner.run_until_caught_up()
    assert table_of(connection, Sound.DEFINITION).rows == run(Sound, log).rows


def test_a_runner_at_work_sees_what_people_do_about_its_projections(store, any_log, connection):
    log = written(store, any_log[:20])
    wrong = next(event for _, event in log if isinstance(event, Registered))
    FAILS.append(lambda event: event.event_id == wrong.event_id)
    with running(store, UnitNotes, Sound) as runner:
        assert runner.wait_for("sound", log[-1][0], WAIT)
        with pytest.raises(NotYetFolded, match="unit_notes"):
            wait_for(connection, "unit_notes", log[-1][0], 0.3)
        caring.park(connection, "unit_notes")
        wait_for(connection, "unit_notes", log[-1][0], WAIT)
        FAILS.clear()
        caring.unpark(connection, "unit_notes")
        assert eventually(lambda: not parked(connection))
    assert table_of(connection, UnitNotes.DEFINITION).rows == run(UnitNotes, log).rows


def parked(connection):
    return [key for each in caring.conditions(connection, 0) for key in each.parked]


def eventually(is_so):
    return any(is_so() or threading.Event().wait(0.05) for _ in range(400))


# ---- Versions of the program ---------------------------------------------------------------------


def counting(number, by=1):
    """The same projection in one version of the program."""

    class Arrivals(Projection):
        version = number
        only = (Submitted, Registered)
        steps: Sum[int] = 0

        @on(Submitted, Registered)
        def came(self, _: PetitionEvent) -> None:
            self.steps += by

    return Arrivals


def catch_up(store, projection):
    with Runner(store.address, store.watch(), [projection]) as runner:
        runner.run_until_caught_up()


def test_an_older_program_keeps_its_hands_off_the_rows_of_a_newer_one(
    store, any_log, connection, capsys
):
    log = written(store, any_log[:10])
    newer = counting(2, by=10)
    catch_up(store, newer)
    store.append(any_log[10])
    with pytest.raises(ProjectionIsNewer, match="version 2 of it"):
        catch_up(store, counting(1))
    assert bookmarks.bookmark_of(connection, "arrivals").version == 2
    assert table_of(connection, newer.DEFINITION).rows == run(newer, log).rows
    assert "projection.newer" in capsys.readouterr().out


def test_a_newer_program_builds_the_rows_of_an_older_one_anew_by_itself(store, any_log, connection):
    log = written(store, any_log[:10])
    catch_up(store, counting(1))
    newer = counting(2, by=10)
    catch_up(store, newer)
    bookmark = bookmarks.bookmark_of(connection, "arrivals")
    assert (bookmark.version, bookmark.build) == (2, 2)
    assert table_of(connection, newer.DEFINITION).rows == run(newer, log).rows


def test_where_the_new_program_cannot_build_them_the_old_rows_answer(store, any_log, connection):
    written(store, any_log[:10])
    older = counting(1)
    catch_up(store, older)
    before = table_of(connection, older.DEFINITION).rows
    catch_up(store, counting(2, by="ten"))
    (condition,) = caring.conditions(connection, 0)
    assert condition.state == "stopped"
    assert "TypeError" in condition.bookmark.error["said"]
    assert table_of(connection, older.DEFINITION).rows == before
