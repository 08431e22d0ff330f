"""Live, rebuilt, as of a past, in memory: the same class gives the same rows."""

from contextlib import suppress
from datetime import timedelta

from every_way import EVERY, UnitSpan
from fallible import FAILS, FALLIBLE, STEPS
from hypothesis import given, settings
from hypothesis import strategies as st
from written_logs import appends, emptied, written

from petition_es.projections import run
from petition_es.projections.running.as_of import as_of
from petition_es.projections.running.bookmarks import bookmarks
from petition_es.projections.running.connections import connect
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.running.rows import table_of


def tables(store):
    with connect(store.address) as connection:
        return {each.__name__: table_of(connection, each.DEFINITION) for each in EVERY}


def assert_equal(found, log):
    for each in EVERY:
        assert found[each.__name__].rows == run(each, log).rows, each.__name__


def stopped(store):
    """What stopped of the projections: their rows would tell nothing of what came after."""
    with connect(store.address) as connection:
        return [each.error for each in bookmarks(connection).values() if each.error]


def runner(store, batch_max=100):
    return Runner(store.address, store.watch(), EVERY, batch_max=batch_max)


@settings(max_examples=8)
@given(appends(), st.integers(1, 9))
def test_live_however_the_log_is_cut_into_batches(module_store, batches, batch_max):
    log = written(module_store, batches)
    with runner(module_store, batch_max) as following:
        following.run_until_caught_up()
    assert stopped(module_store) == []
    assert_equal(tables(module_store), log)


@settings(max_examples=8)
@given(appends(), st.data())
def test_live_however_often_the_runner_is_another_one(module_store, batches, data):
    emptied(module_store)
    log = []
    while batches:
        count = data.draw(st.integers(1, len(batches)))
        for events in batches[:count]:
            log += zip(module_store.append(events), events, strict=True)
        batches = batches[count:]
        with runner(module_store) as following:
            following.run_until_caught_up()
            assert stopped(module_store) == []
            assert_equal(tables(module_store), log)


@settings(max_examples=6)
@given(appends(), st.data())
def test_live_wherever_its_process_dies(module_store, batches, data):
    log = written(module_store, batches)
    wrong = data.draw(st.sampled_from([event for _, event in log if isinstance(event, STEPS)]))
    FAILS.append(dying_at(wrong))
    size = data.draw(st.integers(1, 9))
    for each in FALLIBLE:  # One that is struck through in the same batch is not folded at all.
        dying = Runner(module_store.address, module_store.watch(), [each, UnitSpan], batch_max=size)
        with dying, suppress(KeyboardInterrupt):
            dying.run_until_caught_up()
    FAILS.clear()
    with Runner(module_store.address, module_store.watch(), [*FALLIBLE, UnitSpan]) as following:
        following.run_until_caught_up()
    with connect(module_store.address) as connection:
        for each in (*FALLIBLE, UnitSpan):
            assert table_of(connection, each.DEFINITION).rows == run(each, log).rows


def dying_at(wrong):
    def fails(event):
        if event.event_id == wrong.event_id:
            raise KeyboardInterrupt  # As good as a kill: no handler of errors runs.
        return False

    return fails


@settings(max_examples=8)
@given(appends())
def test_rebuilt_from_nothing(module_store, batches):
    log = written(module_store, batches)
    rebuild(module_store.address, EVERY, processes=1)
    assert_equal(tables(module_store), log)


@settings(max_examples=8)
@given(appends(), st.data())
def test_rebuilt_in_the_middle_and_followed_from_there(module_store, batches, data):
    cut = data.draw(st.integers(0, len(batches)))
    log = written(module_store, batches[:cut])
    rebuild(module_store.address, EVERY, processes=1)
    for events in batches[cut:]:
        log += zip(module_store.append(events), events, strict=True)
    with runner(module_store) as following:
        following.run_until_caught_up()
    assert_equal(tables(module_store), log)


@settings(max_examples=8)
@given(appends(), st.data())
def test_as_of_any_position(module_store, batches, data):
    log = written(module_store, batches)
    position = data.draw(st.integers(0, len(log)))
    for each in EVERY:
        then = as_of(module_store.address, each, at_position=position)
        assert then == run(each, log, at_position=position), each.__name__


@settings(max_examples=8)
@given(appends(), st.data())
def test_as_it_was_known_by_any_day(module_store, batches, data):
    log = written(module_store, batches)
    event = data.draw(st.sampled_from([event for _, event in log]))
    moment = event.timestamp + timedelta(hours=data.draw(st.sampled_from([-30, 0, 30])))
    by = data.draw(st.sampled_from([moment, moment.date()]))
    for each in EVERY:
        then = as_of(module_store.address, each, known_by=by)
        assert then == run(each, log, known_by=by), each.__name__


def test_rebuilt_by_several_processes(module_store, any_log):
    log = written(module_store, any_log)
    rebuild(module_store.address, EVERY, processes=2)
    assert_equal(tables(module_store), log)
