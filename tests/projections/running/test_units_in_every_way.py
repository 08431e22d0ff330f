"""What is known of units is the same live, rebuilt, as of a past, and in memory."""

from itertools import zip_longest

import pytest
from written_logs import example_log, written

from histories import entry
from petition_es.projections import EventRows, Projection, Sum, Unit, on, run
from petition_es.projections.running.as_of import as_of
from petition_es.projections.running.connections import connect
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.running.rows import table_of
from petition_es.projections.shipped import Coverage
from units_told import STEWARD, connected, unit_of

LEVELS = ("provincial", "municipal", "county", "township")


class NetSteps(EventRows):
    """Each step onto the net or off it, with the place of the unit before it."""

    before = Unit.Unit
    level: str
    was_on: bool

    @on(Unit.Connected, Unit.Disconnected)
    def told(self, _, unit):
        self.level, self.was_on = unit.level, unit.is_connected


class Endings(Projection):
    """How many units ended by level, as it was known before they did."""

    key = "level"
    before = Unit.Unit
    ended: Sum[int] = 0

    @staticmethod
    def keys(_, unit):
        yield (unit.level,)

    @on(Unit.Merged, Unit.Closed)
    def told(self, _):
        self.ended += 1


EVERY = (Coverage, NetSteps, Endings)


def lives():
    """Units that come and go, step by step, each step an append of its own."""
    stays = connected(unit_of("stays"))
    streams = [[event] for event in stays.collect_events()]
    others = []
    for number in range(24):
        unit = unit_of(f"unit-{number}", level=LEVELS[number % 4], superior="stays")
        if number % 3:
            connected(unit)
        if number % 5 == 0:
            unit.disconnect(entry(STEWARD, on=2))
        if number % 7 == 0:
            unit.merge(entry(STEWARD, on=3), successor=stays)
        if number % 11 == 1:
            unit.close(entry(STEWARD, on=4))
        others.append(list(unit.collect_events()))
    turns = zip_longest(*others)
    return streams + [[event] for turn in turns for event in turn if event is not None]


@pytest.fixture
def log(module_store):
    """Units and petitions, mixed."""
    pairs = zip_longest(lives(), example_log(4), fillvalue=[])
    return written(module_store, [events for pair in pairs for events in pair if events])


def assert_equal(store, log):
    with connect(store.address) as connection:
        for each in EVERY:
            rows = run(each, log).rows
            assert rows
            assert table_of(connection, each.DEFINITION).rows == rows, each.__name__


@pytest.mark.parametrize("batch_max", [1, 7, 1000])
def test_live_in_batches_of_any_size(module_store, log, batch_max):
    with Runner(module_store.address, module_store.watch(), EVERY, batch_max=batch_max) as runner:
        runner.run_until_caught_up()
    assert_equal(module_store, log)


@pytest.mark.parametrize("processes", [1, 2])
def test_rebuilt_from_nothing(module_store, log, processes):
    rebuild(module_store.address, EVERY, processes=processes)
    assert_equal(module_store, log)


def test_by_another_runner_that_remembers_no_unit(module_store):
    parts = lives()
    log = written(module_store, parts[:20])
    for events in ([], *parts[20:]):
        log += zip(module_store.append(events), events, strict=True) if events else []
        with Runner(module_store.address, module_store.watch(), EVERY) as runner:
            runner.run_until_caught_up()
    assert_equal(module_store, log)


@pytest.mark.parametrize("position", [1, 10, 40])
def test_as_of_a_position(module_store, log, position):
    for each in EVERY:
        then = as_of(module_store.address, each, at_position=position)
        assert then == run(each, log, at_position=position), each.__name__
