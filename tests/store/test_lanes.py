"""The connections that appends travel on serve on after they refused something."""

import dataclasses
from uuid import uuid4

import pytest
from made_events import full, placed, submission

from petition_es.domain.petition import QueryCodeIssued, Urged
from petition_es.store.faults import AlreadyRecorded, ConcurrentChange


def begun(store):
    petition_id = uuid4()
    store.append([submission(petition_id, "p-1")])
    return petition_id


def backends(store):
    return {lane.connection.info.backend_pid for lane in store._lanes._idle}


def test_a_connection_serves_on_after_an_append_was_refused(store):
    petition_id = begun(store)
    before = backends(store)
    event = placed(full(Urged), petition_id, 2)
    store.append([event])
    for _ in range(20):
        with pytest.raises((ConcurrentChange, AlreadyRecorded)):
            store.append([placed(full(Urged), petition_id, 2)])
    assert backends(store) == before


def test_a_connection_serves_on_after_a_bulk_was_refused(store):
    petition_id = begun(store)
    before = backends(store)
    urged = [placed(full(Urged), petition_id, version) for version in range(1, 200)]
    for _ in range(2):
        with pytest.raises((ConcurrentChange, AlreadyRecorded)):
            store.append(urged)
        store.append([placed(full(Urged), petition_id, len(store.load(petition_id)) + 1)])
    assert backends(store) == before


def test_an_append_with_codes_of_one_petition_twice_is_written_in_their_order(store):
    petition_id, number = uuid4(), f"XF-{uuid4().hex}"
    codes = [placed(full(QueryCodeIssued), petition_id, version) for version in (2, 3)]
    latest = dataclasses.replace(codes[1], code_hash="the-latest")
    store.append([submission(petition_id, "p-1", number=number), codes[0], latest])
    assert store.numbers.find(number).code_hash == "the-latest"
