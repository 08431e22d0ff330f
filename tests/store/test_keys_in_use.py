"""A petition's key is remembered for a while, and held against the one that stands."""

from contextlib import closing
from uuid import uuid4

import psycopg
import pytest
from made_events import NOON, full, placed, submission

from petition_es.domain.petition import OpinionIssued, QueryCodeIssued
from petition_es.store.append_statements import insert
from petition_es.store.erasure import LOCK_CONTENTS
from petition_es.store.faults import WordsErased
from petition_es.store.keys_in_use import KeyInUse
from petition_es.store.lane import Lane
from petition_es.store.stored import PetitionStoredEvent


def begun(store, petitioner="p-1"):
    petition_id = uuid4()
    store.append([submission(petition_id, petitioner)])
    return petition_id


def lookups_of(store):
    """Note which petitions' keys are looked up from now on."""
    looked_up, look_up = [], store._cabinet.of_petitions

    def noting(petition_ids):
        looked_up.extend(petition_ids)
        return look_up(petition_ids)

    object.__setattr__(store._cabinet, "of_petitions", noting)
    return looked_up


def test_the_key_of_a_petition_that_was_just_written_to_is_not_looked_up(store):
    petition_id = begun(store)
    looked_up = lookups_of(store)
    store.append([placed(full(OpinionIssued), petition_id, 2)])
    assert looked_up == []
    assert store.load(petition_id)[-1].text.reveal() is not None


def test_nothing_is_sealed_under_a_key_that_another_process_destroyed(open_store, store):
    petition_id = begun(store)
    open_store().erase("p-1", NOON)
    with pytest.raises(WordsErased):
        store.append([placed(full(OpinionIssued), petition_id, 2)])
    assert len(store.load(petition_id)) == 1


def test_an_event_without_words_needs_no_key(open_store, store):
    petition_id = begun(store)
    open_store().erase("p-1", NOON)
    store.append([placed(full(QueryCodeIssued), petition_id, 2)])


def test_a_key_stands_until_what_is_appended_under_it_is_written(store, database_url):
    petition_id = begun(store)
    key = store._appending._in_use.of([petition_id])[petition_id]
    stored = PetitionStoredEvent(
        originator_id=petition_id, originator_version=2, topic="Petition.Urged", state=b"{}",
        event_id=uuid4(), recorded_at=NOON, metadata={},
    )  # fmt: skip
    with closing(Lane(store.address)) as lane, psycopg.connect(database_url) as eraser:
        lane.connection.execute("BEGIN")
        insert(lane, [stored], [], KeyInUse(petition_id, key.id))
        eraser.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            eraser.execute(LOCK_CONTENTS, [[petition_id]])
