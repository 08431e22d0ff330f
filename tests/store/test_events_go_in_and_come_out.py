"""What is stored comes back as it was, whatever the event."""

import dataclasses
import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_events import EVENT_CLASSES, any_of, full, history_with, placed, submission

from petition_es.domain.petition import Registered, Replied, Submitted
from petition_es.domain.sealed import Sealed
from petition_es.store import event_store
from petition_es.store.faults import (
    AlreadyRecorded,
    ConcurrentChange,
    NumberTaken,
    SealNotFetched,
    UnknownTopic,
    UnreadableEvent,
    UnstorableEvent,
)

ON_A_SHARED_STORE = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("event_class", EVENT_CLASSES, ids=lambda each: each.TOPIC)
def test_every_event_comes_back_as_it_was_stored(event_class, module_store):
    @ON_A_SHARED_STORE
    @given(st.lists(any_of(event_class).filter(is_storable), min_size=1, max_size=5))
    def holds(events):
        histories = [history_with(event) for event in events]
        module_store.append([event for history in histories for event in history])
        for history in histories:
            streams = dict.fromkeys(event.originator_id for event in history)
            assert [e for stream in streams for e in module_store.load(stream)] == history

    holds()


def is_storable(event):
    """A submission by nobody, or by one person twice, is refused long before."""
    return not isinstance(event, Submitted) or bool(event.parties)


def test_words_are_sealed_until_somebody_looks_at_them(store):
    petition_id = uuid4()
    store.append([submission(petition_id, "p-1", text=Sealed("the bridge at Huai'an"))])
    (event,) = store.load(petition_id)
    assert repr(event.text) == "Sealed(…)"
    assert event.text.reveal() == "the bridge at Huai'an"


def test_an_append_is_all_or_nothing_over_several_streams(store):
    first, second = uuid4(), uuid4()
    store.append([submission(first, "p-1")])
    with pytest.raises(ConcurrentChange):
        store.append([submission(second, "p-2"), submission(first, "p-1")])
    assert not store.exists(second)
    assert store.last_position() == 1


def test_positions_are_given_in_the_order_of_the_append(store):
    assert store.append([submission(uuid4(), "p-1") for _ in range(50)]) == list(range(1, 51))
    assert store.append([]) == []


def test_thousands_of_events_are_one_append(store):
    petitions = [uuid4() for _ in range(1500)]
    events = [submission(petition_id, f"p-{petition_id}") for petition_id in petitions]
    assert store.append(events) == list(range(1, 1501))
    assert store.load(petitions[-1])[0].text.reveal() == "内容 text"


def test_the_same_event_is_not_recorded_twice(store):
    event = submission(uuid4(), "p-1")
    store.append([event])
    with pytest.raises(AlreadyRecorded):
        store.append([dataclasses.replace(event, originator_id=uuid4())])


def test_a_number_belongs_to_one_petition(store):
    registered = dataclasses.replace(full(Registered), accused=(), place=None)
    store.append([dataclasses.replace(placed(registered, uuid4(), 1), number="XF-1")])
    with pytest.raises(NumberTaken):
        store.append([dataclasses.replace(placed(registered, uuid4(), 1), number="XF-1")])


def test_a_stream_is_read_up_to_a_version(store):
    petition_id = uuid4()
    events = [
        submission(petition_id, "p-1"),
        placed(full(Registered), petition_id, 2),
        placed(full(Replied), petition_id, 3),
    ]
    store.append(events)
    assert store.load(petition_id, upto_version=2) == events[:2]
    assert store.load_many([petition_id, uuid4()]) == {petition_id: events}
    assert store.load(uuid4()) == []


def test_the_log_is_read_on_from_a_position_by_topic(store):
    petitions = [uuid4() for _ in range(3)]
    for petition_id in petitions:
        reply = placed(full(Replied), petition_id, 2)
        store.append([submission(petition_id, "p-1"), reply])
    replies = store.scan(topics=[Replied.TOPIC], limit=2)
    assert [position for position, _ in replies] == [2, 4]
    assert [event.originator_id for _, event in store.scan(4)] == [petitions[2]] * 2
    assert store.counts() == {Replied.TOPIC: 3, Submitted.TOPIC: 3}


def test_a_scan_that_leaves_the_words_behind_cannot_show_them(store):
    store.append([submission(uuid4(), "p-1")])
    ((_, event),) = store.scan(sealed=False)
    with pytest.raises(SealNotFetched):
        event.text.reveal()


def test_the_keys_of_a_whole_scan_are_looked_up_once(store, monkeypatch):
    store.append([submission(uuid4(), f"p-{n}") for n in range(20)])
    looked_up = []
    by_id = event_store.KeyCabinet.by_id

    def counted(cabinet, key_ids):
        looked_up.append(len(key_ids))
        return by_id(cabinet, key_ids)

    monkeypatch.setattr(event_store.KeyCabinet, "by_id", counted)
    for _, event in store.scan():
        assert event.text.reveal()
        assert event.title.reveal()
    assert looked_up == [20]


def change_the_row(store, **changes):
    columns = ", ".join(f"{column} = %({column})s" for column in changes)
    with store._datastore.get_connection() as connection:
        connection.execute(f"UPDATE petition_events SET {columns}", changes)  # noqa: S608


def test_an_event_of_a_kind_nobody_knows_is_a_named_fault(store):
    store.append([submission(uuid4(), "p-1")])
    change_the_row(store, topic="Petition.Teleported")
    with pytest.raises(UnknownTopic, match=r"Petition\.Teleported"):
        store.scan()


GOOD = {
    "at": "2016-03-01T12:00:00Z",
    "actor": "a",
    "role": "officer",
    "submission_id": "s",
    "channel": "web",
    "parties": [],
    "sealed": ["title", "text"],
}


def test_a_good_state_is_good(store):
    store.append([submission(uuid4(), "p-1")])
    change_the_row(store, state=json.dumps(GOOD).encode())
    assert store.scan()[0][1].submission_id == "s"


@pytest.mark.parametrize(
    "state",
    [
        b"{",
        b"[]",
        b"{}",
        GOOD | {"at": "2016-03-01T12:00:00"},
        GOOD | {"at": 1456833600},
        GOOD | {"role": "emperor"},
        GOOD | {"actor": 1},
        GOOD | {"actor": None},
        GOOD | {"parties": [{"petitioner_id": "p", "rank": 1}]},
        GOOD | {"colour": "red"},
        GOOD | {"sealed": ["title"]},
        GOOD | {"sealed": ["title", "text", "place.address"]},
        GOOD | {"title": "in the clear", "sealed": ["text"]},
        GOOD | {"class_version": 99},
    ],
)
def test_a_state_that_does_not_fit_its_topic_is_a_named_fault(store, state):
    store.append([submission(uuid4(), "p-1")])
    change_the_row(store, state=state if isinstance(state, bytes) else json.dumps(state).encode())
    with pytest.raises(UnreadableEvent, match=r"Petition\.Submitted"):
        store.scan()


def test_a_time_without_its_zone_is_not_stored(store):
    petition_id = uuid4()
    naive = full(Submitted).at.replace(tzinfo=None)
    with pytest.raises(UnstorableEvent, match="a time without its zone"):
        store.append([submission(petition_id, "p-1", sent_at=naive)])
    assert not store.exists(petition_id)
