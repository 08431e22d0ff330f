"""An envelope opens in its place, under its key, unchanged; in any other case it says so."""

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_events import submission

from databases import MASTER_KEY
from petition_es.store.event_store import PetitionStore
from petition_es.store.faults import KeysLost, SealBroken, WrongMasterKey
from petition_es.store.master_key import MasterKey
from petition_es.store.matching import Matching
from petition_es.store.rewrapping import rewrap
from petition_es.store.sealing import AesSeal, Key, key_id_of

KEY = Key(uuid4(), bytes(range(32)))


@given(st.binary(), st.binary())
def test_what_is_sealed_opens_in_its_place(words, place):
    envelope = AesSeal().close(KEY, words, place)
    assert AesSeal().open(KEY, envelope, place) == words
    assert key_id_of(envelope) == KEY.id


@given(st.data())
def test_no_byte_of_an_envelope_can_be_changed(data):
    envelope = bytearray(AesSeal().close(KEY, b"words", b"place"))
    index = data.draw(st.integers(0, len(envelope) - 1))
    envelope[index] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        AesSeal().open(KEY, bytes(envelope), b"place")


@given(st.integers(0, 60))
def test_an_envelope_that_was_cut_short_does_not_open(length):
    envelope = AesSeal().close(KEY, b"words and words and words", b"place")
    with pytest.raises(SealBroken):
        AesSeal().open(KEY, envelope[:length], b"place")


def test_another_key_or_place_does_not_open_it():
    envelope = AesSeal().close(KEY, b"words", b"place")
    with pytest.raises(SealBroken):
        AesSeal().open(Key(KEY.id, os.urandom(32)), envelope, b"place")
    with pytest.raises(SealBroken):
        AesSeal().open(KEY, envelope, b"another place")


def test_keys_do_not_print_themselves():
    assert "secret" not in repr(KEY)
    assert MASTER_KEY not in repr(MasterKey(None, MASTER_KEY))
    assert "secret" not in repr(Matching(b"secret"))


def run(store, statement, values=()):
    with store._datastore.get_connection() as connection:
        connection.execute(statement, values)


def test_a_changed_envelope_is_refused_when_somebody_looks(store):
    store.append([submission(uuid4(), "p-1")])
    run(store, "UPDATE petition_events SET sealed = set_byte(sealed, 40, 1 # get_byte(sealed, 40))")
    ((_, event),) = store.scan()
    with pytest.raises(SealBroken, match=f"event {event.event_id}"):
        event.text.reveal()


def test_envelopes_of_two_events_cannot_be_swapped(store):
    """Not even within one petition, whose events are all under one key."""
    petition_id = uuid4()
    first = submission(petition_id, "p-1")
    store.append([first, submission(petition_id, "p-1", originator_version=2)])
    run(
        store,
        "UPDATE petition_events AS one SET sealed = other.sealed FROM petition_events AS other "
        "WHERE one.position <> other.position",
    )
    for event in store.load(petition_id):
        with pytest.raises(SealBroken):
            event.title.reveal()


def test_wraps_of_two_petitions_cannot_be_swapped(store):
    petitions = [uuid4(), uuid4()]
    for petition_id in petitions:
        store.append([submission(petition_id, "p-1")])
    run(
        store,
        "UPDATE petition_keys.content_wraps AS one SET wrapped = other.wrapped "
        "FROM petition_keys.content_wraps AS other WHERE one.petition_id <> other.petition_id",
    )
    with pytest.raises(SealBroken):
        store.load(petitions[0])[0].text.reveal()


def test_a_key_that_is_lost_is_not_taken_for_an_erasure(store):
    store.append([submission(uuid4(), "p-1")])
    run(store, "DELETE FROM petition_keys.content_wraps")
    ((_, event),) = store.scan()
    with pytest.raises(KeysLost, match="restore the backup of the schema petition_keys"):
        event.text.reveal()


def test_keyed_hashes_are_equal_for_equal_words_of_one_purpose_only():
    matching = Matching(bytes(32))
    hashed = matching.keyed_hash("identity", "张三", "1234")
    assert hashed == matching.keyed_hash("identity", "张三", "1234")
    assert hashed != matching.keyed_hash("lookup", "张三", "1234")
    assert hashed != matching.keyed_hash("identity", "张三1", "234")
    assert hashed != Matching(b"1" * 32).keyed_hash("identity", "张三", "1234")


def test_a_new_master_key_opens_all_that_the_old_one_did(database_url, tmp_path):
    old, new = MasterKey(tmp_path / "old"), MasterKey(tmp_path / "new")
    petition_id = uuid4()
    with PetitionStore(database_url, home=old.home) as store:
        store.append([submission(petition_id, "p-1", "p-2")])
        match = store.matching.keyed_hash("identity", "张三")
    assert rewrap(database_url, old, new) == 2
    with pytest.raises(WrongMasterKey):
        PetitionStore(database_url, home=old.home)
    with PetitionStore(database_url, home=new.home) as store:
        assert store.load(petition_id)[0].text.reveal() == "内容 text"
        assert store.matching.keyed_hash("identity", "张三") == match


def test_rewrapping_with_a_wrong_key_changes_nothing(database_url, tmp_path):
    right, wrong = MasterKey(tmp_path / "right"), MasterKey(tmp_path, MASTER_KEY)
    with PetitionStore(database_url, home=right.home) as store:
        store.append([submission(uuid4(), "p-1")])
    with pytest.raises(WrongMasterKey):
        rewrap(database_url, wrong, MasterKey(tmp_path / "new"))
    with PetitionStore(database_url, home=right.home) as store:
        assert store.scan()[0][1].text.reveal() == "内容 text"
