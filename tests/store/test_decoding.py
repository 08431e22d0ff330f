"""Events for whoever folds many: the same as those that the office reads, field by field."""

import dataclasses
from uuid import uuid4

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_events import EVENT_CLASSES, NOON, any_of, full, history_with, submission

from petition_es.domain.petition import Corrected, Registered, Submitted
from petition_es.store.decoding import decode
from petition_es.store.faults import SealNotFetched, UnknownTopic, UnreadableEvent

SHARED = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def rows_of(store, events, *, sealed):
    with store.reader() as reader:
        return reader.streams({event.originator_id for event in events}, None, sealed=sealed)


def row(topic, state, said="{}"):
    return (7, uuid4(), 1, uuid4(), NOON, topic, said, orjson.dumps(state), None)


@pytest.mark.parametrize("event_class", EVENT_CLASSES, ids=lambda each: each.TOPIC)
def test_every_event_is_decoded_as_the_office_reads_it(event_class, module_store):
    @SHARED
    @given(any_of(event_class).filter(lambda e: not isinstance(e, Submitted) or bool(e.parties)))
    def holds(event):
        events = history_with(event)
        module_store.append(events)
        opening = module_store.decoder(opens=True)
        assert [opening(row) for row in rows_of(module_store, events, sealed=True)] == events
        for decoded, stored in zip(
            map(decode, rows_of(module_store, events, sealed=False)), events, strict=True
        ):
            assert isinstance(decoded, type(stored))
            for name in ("at", "actor", "acting_unit", "rests_on", "source", "command_id"):
                assert getattr(decoded, name) == getattr(stored, name)

    holds()


def test_an_event_without_words_equals_the_stored_one(store):
    event = dataclasses.replace(full(Corrected), originator_version=2)
    store.append([submission(event.originator_id, "p-1"), event])
    (_, decoded) = map(decode, rows_of(store, [event], sealed=False))
    assert decoded == event
    assert event == decoded
    assert hash(decoded) == hash(event)


def test_words_that_were_not_fetched_are_not_looked_at(store):
    event = submission(uuid4(), "p-1")
    store.append([event])
    (decoded,) = map(decode, rows_of(store, [event], sealed=False))
    with pytest.raises(SealNotFetched):
        decoded.text.reveal()


def test_a_kind_of_event_that_is_not_known_is_refused():
    with pytest.raises(UnknownTopic):
        decode(row("Petition.Sung", {}))


@pytest.mark.parametrize(
    ("state", "field"),
    [({}, "actor"), ({"at": "yesterday"}, "at"), ({"rests_on": [1]}, "rests_on")],
)
def test_what_does_not_fit_its_class_is_refused_when_it_is_looked_at(state, field):
    decoded = decode(row(Registered.TOPIC, state))
    with pytest.raises(UnreadableEvent, match=field):
        getattr(decoded, field)


def test_an_event_of_a_later_version_is_refused():
    decoded = decode(row(Registered.TOPIC, {"class_version": 99}))
    with pytest.raises(UnreadableEvent, match="99"):
        _ = decoded.actor


@SHARED
@given(st.sampled_from(EVENT_CLASSES))
def test_a_decoded_class_enters_no_register(event_class):
    from petition_es.domain.event import TOPICS  # noqa: PLC0415  # as it is by now

    decode(row(event_class.TOPIC, {}))
    assert TOPICS[event_class.TOPIC] is event_class
