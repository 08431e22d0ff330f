"""An append whose answer was lost is sent again, and is recorded once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from made_events import full, placed, submission

from petition_es.domain.petition import QueryCodeIssued, Registered, Urged
from petition_es.store.faults import (
    AlreadyRecorded,
    ConcurrentChange,
    DatabaseUnreachable,
    NumberTaken,
)


def losing_answers(store, how_many):
    """Let the connection be lost right after an append was written, so many times."""
    insert, lost = store._recorder.insert_events, []

    def insert_and_lose(stored, **kwargs):
        positions = insert(stored, **kwargs)
        if len(lost) < how_many:
            lost.append(positions)
            raise DatabaseUnreachable(reason="the connection was lost")
        return positions

    store._recorder.insert_events = insert_and_lose
    return lost


def test_an_append_whose_answer_was_lost_had_succeeded(store):
    lost = losing_answers(store, 1)
    events = [submission(uuid4(), "p-1"), submission(uuid4(), "p-2")]
    assert [store.append(events)] == lost
    assert len(store.scan()) == 2


def test_what_is_in_the_way_of_an_append_sent_again_must_be_its_very_events(store):
    petition_id = uuid4()
    store.append([submission(petition_id, "p-1")])
    losing_answers(store, 1)
    event = placed(full(Urged), petition_id, 2)
    store.append([event])
    with pytest.raises(ConcurrentChange):
        store.append([placed(full(Urged), petition_id, 2)])
    with pytest.raises(AlreadyRecorded):
        store.append([submission(uuid4(), "p-3", event_id=event.event_id)])


def test_a_part_of_an_append_that_stands_already_is_not_the_append(store):
    first, second = submission(uuid4(), "p-1"), submission(uuid4(), "p-2")
    store.append([first])
    with pytest.raises((ConcurrentChange, AlreadyRecorded)):
        store.append([first, second])
    assert len(store.scan()) == 1


def test_a_database_that_stays_away_is_told(store):
    def away(stored, **_):
        raise DatabaseUnreachable(reason="nobody answers")

    store._recorder.insert_events = away
    with pytest.raises(DatabaseUnreachable):
        store.append([submission(uuid4(), "p-1")])


def test_killed_connections_cost_no_append(store):
    store.append([submission(uuid4(), "p-0")])
    with store.reader() as reader:
        reader.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            [],
        )
    positions = store.append([submission(uuid4(), "p-1")])
    assert len(positions) == 1
    assert store.last_position() == positions[0]


def test_a_refused_append_spoils_nothing_for_the_next_one(store):
    def submitted(number):
        petition_id = uuid4()
        code = placed(full(QueryCodeIssued), petition_id, 2)
        return [submission(petition_id, str(uuid4()), number=number), code]

    store.append([submission(uuid4(), "p-1", number="XF-1")])
    with pytest.raises(NumberTaken):
        store.append(submitted("XF-1"))
    for number in ("XF-2", "XF-3"):
        store.append(submitted(number))
        assert store.numbers.find(number).code_hash


def test_many_events_go_in_as_few_do(store, another_database_url, open_store):
    events = [submission(uuid4(), f"p-{n}") for n in range(120)]
    assert store.append(events) == list(range(1, 121))
    one_by_one = open_store(another_database_url)
    for event in events:
        one_by_one.append([event])
    assert [event for _, event in store.scan()] == [event for _, event in one_by_one.scan()]


def test_many_events_of_which_one_is_in_the_way_are_not_recorded(store):
    petition_id = uuid4()
    store.append([submission(petition_id, "p-x")])
    many = [submission(uuid4(), f"p-{n}") for n in range(120)]
    with pytest.raises(ConcurrentChange):
        store.append([*many, placed(full(Registered), petition_id, 1)])
    assert len(store.scan()) == 1


def test_those_who_wait_for_the_head_are_woken_when_it_moves(store):
    watch = store.watch()
    assert watch.wait_beyond(0, 0.01) == 0
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(watch.wait_beyond, 0, 30.0) for _ in range(4)]
        (position,) = store.append([submission(uuid4(), "p-1")])
        assert [each.result() for each in waiting] == [position] * 4
