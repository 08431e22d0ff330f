"""A projection whose handler fails stops at that event, alone, until somebody does something."""

from dataclasses import replace
from time import sleep
from uuid import uuid4

import pytest
from fallible import FAILS, FALLIBLE, PetitionNotes, Sound, UnitNotes

from corrections import void
from histories import (
    BUREAU,
    ROADS,
    WATER,
    entry,
    number,
    petition_of,
    received,
    referred,
    registered,
    submitted,
    told,
)
from petition_es.projections import run
from petition_es.projections.running import caring, connections
from petition_es.projections.running.connections import connect
from petition_es.projections.running.faults import (
    NoSuchProjection,
    NothingParked,
    NotStopped,
    RebuildFailed,
)
from petition_es.projections.running.group import Group
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.running.rows import table_of

ALL = (*FALLIBLE, Sound)


@pytest.fixture(autouse=True)
def nothing_fails():
    yield
    FAILS.clear()


class Desk:
    """A store, what was recorded in it, and a runner that comes and goes."""

    def __init__(self, store):
        self.store, self.log = store, []
        self.connection = connect(store.address)

    def record(self, *events):
        for event in events:
            self.log += zip(self.store.append([event]), [event], strict=True)

    def catch_up(self, *projections):
        with Runner(self.store.address, self.store.watch(), projections) as runner:
            return runner.run_until_caught_up()

    def condition(self, projection):
        head = self.store.last_position()
        known = {c.bookmark.name: c for c in caring.conditions(self.connection, head)}
        return known[projection.DEFINITION.name]

    def rows(self, projection):
        return table_of(self.connection, projection.DEFINITION).rows

    def position(self, event):
        return next(at for at, other in self.log if other.event_id == event.event_id)


@pytest.fixture
def desk(store):
    desk = Desk(store)
    yield desk
    desk.connection.close()


def case(serial):
    """A petition that the roads department signed for; ids are its own."""
    petition_id = uuid4()
    told_of = told(
        submitted(), registered(), referred(ROADS), received(ROADS), petition_id=petition_id
    )
    told_of[1] = replace(told_of[1], number=number(serial))
    return [replace(event, event_id=uuid4()) for event in told_of]


@pytest.fixture
def two_cases(desk):
    """Two petitions in turns; the answer is the event at which handlers are to fail."""
    one, other = case(1), case(2)
    for pair in zip(one, other, strict=True):
        desk.record(*pair)
    return one, other


def fail_at(*events):
    ids = {event.event_id for event in events}
    FAILS.append(lambda event: event.event_id in ids)


@pytest.mark.parametrize("projection", FALLIBLE)
def test_it_stops_at_that_event_and_the_others_go_on(desk, two_cases, projection):
    wrong = two_cases[0][2]
    fail_at(wrong)
    head = desk.catch_up(projection, Sound)
    condition = desk.condition(projection)
    at = desk.position(wrong)
    assert (condition.state, condition.bookmark.bookmark) == ("stopped", at - 1)
    assert desk.rows(projection) == run(projection, desk.log, at_position=at - 1).rows
    assert desk.condition(Sound).bookmark.bookmark == head
    assert desk.rows(Sound) == run(Sound, desk.log).rows


def test_what_it_stopped_at_is_told_with_the_traceback(desk, two_cases):
    wrong = two_cases[0][2]
    fail_at(wrong)
    desk.catch_up(UnitNotes)
    error = desk.condition(UnitNotes).bookmark.error
    assert error["projection"] == "unit_notes"
    assert error["handler"] == "note"
    assert error["position"] == desk.position(wrong)
    assert error["topic"] == "Petition.Referred"
    assert error["event_id"] == str(wrong.event_id)
    assert error["keys"] == [["bureau"]]
    assert (error["error"], error["said"]) == ("ValueError", "no way to fold Referred")
    assert "fallible.py" in error["traceback"]


@pytest.mark.parametrize("projection", FALLIBLE)
def test_it_goes_on_when_it_is_tried_again(desk, two_cases, projection):
    fail_at(two_cases[0][2])
    desk.catch_up(projection)
    caring.retry(desk.connection, projection.DEFINITION.name)
    desk.catch_up(projection)
    assert desk.condition(projection).state == "stopped"
    FAILS.clear()
    caring.retry(desk.connection, projection.DEFINITION.name)
    desk.catch_up(projection)
    assert desk.condition(projection).bookmark.error is None
    assert desk.rows(projection) == run(projection, desk.log).rows


def test_it_goes_on_when_the_entry_is_struck_through(desk):
    petition = petition_of(submitted(), registered(), referred(ROADS), referred(WATER))
    wrong = petition.recorded[3]
    desk.record(*petition.recorded)
    fail_at(wrong)
    desk.catch_up(PetitionNotes)
    petition.perform(void(wrong.event_id), entry(BUREAU, on=9))
    desk.record(*petition.collect_events())
    caring.retry(desk.connection, "petition_notes")
    desk.catch_up(PetitionNotes)
    assert desk.rows(PetitionNotes) == run(PetitionNotes, desk.log).rows


@pytest.mark.parametrize("projection", FALLIBLE)
def test_later_events_of_a_parked_key_wait_in_order_while_the_others_go_on(
    desk, two_cases, projection
):
    name, wrong = projection.DEFINITION.name, two_cases[0][2]
    fail_at(wrong)
    desk.catch_up(projection)
    (key,) = caring.park(desk.connection, name)
    head = desk.catch_up(projection)
    condition = desk.condition(projection)
    assert condition.bookmark.bookmark == head
    (parked,) = condition.parked
    assert parked.key == key
    assert parked.positions[0] == desk.position(wrong)
    assert parked.positions == sorted(parked.positions)
    FAILS.clear()
    others = [row for row in run(projection, desk.log).rows if row_key(row) != key]
    assert [row for row in desk.rows(projection) if row_key(row) != key] == others


@pytest.mark.parametrize("projection", FALLIBLE)
def test_a_parked_key_is_folded_after_all(desk, two_cases, projection):
    name = projection.DEFINITION.name
    fail_at(two_cases[0][2])
    desk.catch_up(projection)
    caring.park(desk.connection, name)
    desk.catch_up(projection)
    desk.record(*case(3))
    assert caring.unpark(desk.connection, name) == 1
    desk.catch_up(projection)
    assert len(desk.condition(projection).parked) == 1, "it failed again"
    FAILS.clear()
    caring.unpark(desk.connection, name)
    desk.catch_up(projection)
    assert desk.condition(projection).parked == ()
    assert desk.rows(projection) == run(projection, desk.log).rows


@pytest.mark.parametrize("projection", FALLIBLE)
def test_a_correction_does_not_bring_a_parked_key_back(desk, projection):
    name = projection.DEFINITION.name
    petition = petition_of(submitted(), registered(), referred(ROADS), referred(WATER))
    fail_at(petition.recorded[2])
    desk.record(*petition.recorded)
    desk.catch_up(projection)
    caring.park(desk.connection, name)
    desk.catch_up(projection)
    petition.perform(void(petition.recorded[3].event_id), entry(BUREAU, on=9))
    desk.record(*petition.collect_events())
    desk.catch_up(projection)
    assert desk.condition(projection).state == "left"
    FAILS.clear()
    caring.unpark(desk.connection, name)
    desk.catch_up(projection)
    assert desk.rows(projection) == run(projection, desk.log).rows


def row_key(row):
    first = next(iter(row.values()))
    return [first if isinstance(first, str) else str(first)]


def test_a_correction_at_which_a_handler_fails_is_where_it_stops(desk):
    petition = petition_of(submitted(), registered(), referred(ROADS), referred(WATER))
    desk.record(*petition.recorded)
    desk.catch_up(PetitionNotes)
    fail_at(petition.recorded[2])
    petition.perform(void(petition.recorded[3].event_id), entry(BUREAU, on=9))
    (correction,) = petition.collect_events()
    desk.record(correction)
    desk.catch_up(PetitionNotes)
    error = desk.condition(PetitionNotes).bookmark.error
    assert error["position"] == desk.position(correction)
    assert error["handler"] == "note"


def test_a_rebuild_is_strict_and_leaves_the_old_rows(desk, two_cases):
    desk.catch_up(PetitionNotes, UnitNotes)
    before = [desk.rows(PetitionNotes), desk.rows(UnitNotes)]
    fail_at(two_cases[0][2])
    with pytest.raises(RebuildFailed, match=r"PetitionNotes.*note.*position.*no way to fold"):
        rebuild(desk.store.address, [PetitionNotes, UnitNotes], processes=1)
    assert [desk.rows(PetitionNotes), desk.rows(UnitNotes)] == before
    assert desk.condition(PetitionNotes).bookmark.build == 1


def test_a_rebuild_takes_everything_up_that_was_parked(desk, two_cases):
    fail_at(two_cases[0][2])
    desk.catch_up(UnitNotes)
    caring.park(desk.connection, "unit_notes")
    desk.catch_up(UnitNotes)
    FAILS.clear()
    rebuild(desk.store.address, [UnitNotes], processes=1)
    assert desk.condition(UnitNotes).parked == ()
    assert desk.rows(UnitNotes) == run(UnitNotes, desk.log).rows


def test_there_is_nothing_to_do_about_what_did_not_stop(desk, two_cases):
    desk.catch_up(Sound)
    with pytest.raises(NotStopped):
        caring.retry(desk.connection, "sound")
    with pytest.raises(NotStopped):
        caring.park(desk.connection, "sound")
    with pytest.raises(NothingParked):
        caring.unpark(desk.connection, "sound")
    with pytest.raises(NoSuchProjection, match="sound"):
        caring.retry(desk.connection, "sounds")


def test_nobody_is_blamed_where_a_process_stood_still_for_too_long(desk, two_cases, monkeypatch):
    impatient = connections.SETUP.replace("'5s'", "'50ms'")
    stood_still = []

    def stand_still(connection, *_):
        stood_still.append(connection)
        sleep(0.5)
        connection.execute("SELECT 1")

    with monkeypatch.context() as patch:
        patch.setattr(connections, "SETUP", impatient)
        patch.setitem(Group.__init__.__kwdefaults__, "move", stand_still)
        with pytest.raises(connections.LOST):
            desk.catch_up(UnitNotes)
    assert stood_still
    desk.catch_up(UnitNotes)
    assert desk.rows(UnitNotes) == run(UnitNotes, desk.log).rows
