"""An erased person stays erased: no key, no sink, no restored backup brings their words back."""

import dataclasses
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from made_events import NOON, full, placed, submission

from petition_es.domain.identity import petitioner_stream
from petition_es.domain.petition import (
    Evaluated,
    MaterialAdded,
    PartyJoined,
    QueryCodeIssued,
    Registered,
    Replied,
    Urged,
)
from petition_es.domain.petitioner import IdentityLinked
from petition_es.store import opening_keys
from petition_es.store.erasure import Erasure
from petition_es.store.faults import TombstonesDamaged, WordsErased
from petition_es.store.sealed_fields import sealed_words
from petition_es.store.sinks import SEALED_OR_IMPERSONAL, Sink

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def identity_of(person):
    return placed(full(IdentityLinked), petitioner_stream(person), 1)


def words_of(store, stream_id):
    """All words of a stream, as far as they can be read."""
    return [
        words.reveal() for event in store.load(stream_id) for words in sealed_words(event).values()
    ]


def petition_by(store, *persons, **options):
    petition_id = uuid4()
    reply = placed(full(Replied), petition_id, 2)
    store.append([submission(petition_id, *persons, **options), reply])
    return petition_id


def test_all_words_are_gone_and_all_events_are_in_their_places(store):
    petition_id = petition_by(store, "p-1")
    store.append([identity_of("p-1")])
    before = store.scan()
    tombstone = store.erase("p-1", NOW)
    assert tombstone.petitions == {petition_id}
    assert set(words_of(store, petition_id)) == {None}
    assert set(words_of(store, petitioner_stream("p-1"))) == {None}
    assert [(position, event.event_id) for position, event in store.scan()] == [
        (position, event.event_id) for position, event in before
    ]
    assert store.load(petition_id)[1].kind == before[1][1].kind


def test_other_people_keep_their_words(store):
    petition_by(store, "p-1")
    other = petition_by(store, "p-2")
    store.append([identity_of("p-2")])
    store.erase("p-1", NOW)
    assert None not in words_of(store, other)
    assert None not in words_of(store, petitioner_stream("p-2"))


def test_a_joint_petition_goes_with_its_principal(store):
    petition_id = petition_by(store, "p-1", "p-2")
    store.erase("p-1", NOW)
    assert set(words_of(store, petition_id)) == {None}


def test_a_joint_signer_takes_only_words_of_their_own(store):
    petition_id = petition_by(store, "p-1", "p-2")
    mine = dataclasses.replace(full(MaterialAdded), party="p-2", attachments=())
    others = dataclasses.replace(full(Evaluated), party="p-1")
    store.append([placed(mine, petition_id, 3), placed(others, petition_id, 4)])
    store.erase("p-2", NOW)
    material, vote = store.load(petition_id)[2:]
    assert material.note.reveal() is None
    assert vote.words.reveal() == "内容 words"
    assert None not in words_of(store, petition_id)[:3]


def test_of_two_principals_each_carries_the_petition(store):
    petition_id = petition_by(store, "p-1", "p-2", roles=["principal", "principal"])
    store.erase("p-1", NOW)
    assert None not in words_of(store, petition_id)
    store.erase("p-2", NOW)
    assert set(words_of(store, petition_id)) == {None}


def test_the_last_party_takes_the_petition_along(store):
    petition_id = petition_by(store, "p-1", "p-2", roles=["joint_signer", "joint_signer"])
    store.erase("p-2", NOW)
    assert None not in words_of(store, petition_id)
    store.erase("p-1", NOW)
    assert set(words_of(store, petition_id)) == {None}


def test_parties_who_come_later_can_read_and_be_erased(store):
    petition_id = petition_by(store, "p-1", roles=["joint_signer"])
    joined = dataclasses.replace(full(PartyJoined), petitioner_id="p-2", party_role="agent")
    registered = dataclasses.replace(
        full(Registered), parties=submission(petition_id, "p-3").parties, accused=(), place=None
    )
    store.append([placed(joined, petition_id, 3), placed(registered, petition_id, 4)])
    for person in ("p-1", "p-2"):
        store.erase(person, NOW)
        assert None not in words_of(store, petition_id)
    store.erase("p-3", NOW)
    assert set(words_of(store, petition_id)) == {None}


def test_no_words_can_be_added_for_who_was_erased_but_steps_can(store):
    petition_id = petition_by(store, "p-1")
    store.erase("p-1", NOW)
    with pytest.raises(WordsErased, match=f"Petition {petition_id} was erased"):
        store.append([placed(full(Replied), petition_id, 3)])
    with pytest.raises(WordsErased, match="Petitioner"):
        store.append([placed(full(IdentityLinked), petitioner_stream("p-1"), 1)])
    with pytest.raises(WordsErased):
        petition_by(store, "p-1")
    store.append([placed(full(Urged), petition_id, 3)])


def test_an_erased_event_can_be_said_again_without_its_words(store):
    """As a correction does that amends another field of it."""
    petition_id = petition_by(store, "p-1")
    store.erase("p-1", NOW)
    again = placed(store.load(petition_id)[1], petition_id, 3)
    store.append([again])
    assert store.load(petition_id)[2] == again
    assert store.load(petition_id)[2].text.reveal() is None


def test_erasing_twice_changes_nothing(store, tmp_path):
    petition_by(store, "p-1")
    first = store.erase("p-1", NOW)
    assert store.erase("p-1", datetime(2030, 1, 1, tzinfo=UTC)) == first
    assert len((tmp_path / "tombstones.jsonl").read_text().splitlines()) == 1


def test_somebody_unknown_can_be_erased_beforehand(store):
    store.erase("p-1", NOW)
    with pytest.raises(WordsErased):
        petition_by(store, "p-1")


def test_an_erasure_reaches_events_that_another_process_has_loaded(open_store, monkeypatch):
    writer, reader = open_store(), open_store()
    petition_id = petition_by(writer, "p-1")
    submitted, reply = reader.load(petition_id)
    assert submitted.title.reveal() is not None
    writer.erase("p-1", NOW)
    monkeypatch.setattr(opening_keys, "HELD_SECONDS", -1)  # Five seconds later.
    assert reply.text.reveal() is None
    assert set(words_of(reader, petition_id)) == {None}


# ---- Sinks -------------------------------------------------------------------------------------


def test_codes_attempts_and_documents_are_purged_with_the_petition(store, tmp_path):
    kept = {}
    for person in ("p-1", "p-2"):
        petition_id, attachment_id = uuid4(), uuid4()
        store.attachments.put(petition_id, attachment_id, [b"document"])
        submitted = submission(petition_id, person)
        registered = dataclasses.replace(
            placed(full(Registered), petition_id, 2), number=person, parties=submitted.parties
        )
        store.append([submitted, registered, placed(full(QueryCodeIssued), petition_id, 3)])
        store.numbers.attempts.count(person, NOON)
        kept[person] = petition_id
    store.erase("p-1", NOW)
    assert store.numbers.find("p-1").code_hash is None
    assert store.numbers.find("p-2").code_hash is not None
    assert store.numbers.attempts.how_many("p-1", NOON) == 0
    assert store.numbers.attempts.how_many("p-2", NOON) == 1
    assert [path.name for path in (tmp_path / "attachments").iterdir()] == [str(kept["p-2"])]
    store.rebuild_numbers()
    assert store.numbers.find("p-1").code_hash is None
    assert store.numbers.find("p-2").code_hash is not None


def test_every_table_and_folder_is_purged_or_needs_no_purging(store, tmp_path):
    """Fails for a new table, folder or file until its sink, or its reason, is in `sinks.py`."""
    petition_id = uuid4()
    store.attachments.put(petition_id, uuid4(), [b"document"])
    store.append([submission(petition_id, "p-1")])
    store.erase("p-2", NOW)
    with store._datastore.get_connection() as connection:
        rows = connection.execute(
            "SELECT schemaname || '.' || tablename AS name FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
    there = {row["name"] for row in rows} | {path.name for path in tmp_path.iterdir()}
    covered = frozenset().union(*(sink.covers for sink in store.sinks))
    assert there - covered - set(SEALED_OR_IMPERSONAL) == set()
    assert covered.isdisjoint(SEALED_OR_IMPERSONAL)


def test_sinks_of_other_rooms_are_told_whom_to_forget(open_store):
    told = []
    sink = Sink("an index", frozenset(), lambda *who: told.append(who))
    store = open_store(sinks=[sink])
    assert told == []
    petition_id = petition_by(store, "p-1")
    store.erase("p-1", NOW)
    assert told == [({petitioner_stream("p-1")}, {petition_id})]


# ---- Killed in between, lost, restored ---------------------------------------------------------


class Killed(Exception):
    """The process ended here."""


def kill(*_):
    raise Killed


@pytest.mark.parametrize("step", ["_destroy", "_purge"])
def test_an_erasure_that_was_killed_is_finished_by_the_next_start(open_store, monkeypatch, step):
    store = open_store()
    petition_id = uuid4()
    attachment_id = uuid4()
    kept = store.attachments.put(petition_id, attachment_id, [b"document"])
    store.append([submission(petition_id, "p-1")])
    with monkeypatch.context() as patch:
        patch.setattr(Erasure, step, kill)
        with pytest.raises(Killed):
            store.erase("p-1", NOW)
    reopened = open_store()
    assert set(words_of(reopened, petition_id)) == {None}
    assert reopened.attachments.read(petition_id, attachment_id, kept.sha256) is None
    assert not (reopened.attachments.folder / str(petition_id)).exists()


def test_a_killed_erasure_can_be_asked_for_again(store, monkeypatch):
    petition_id = petition_by(store, "p-1")
    with monkeypatch.context() as patch:
        patch.setattr(Erasure, "_destroy", kill)
        with pytest.raises(Killed):
            store.erase("p-1", NOW)
    store.erase("p-1", NOW)
    assert set(words_of(store, petition_id)) == {None}


def test_a_line_that_was_cut_off_had_not_begun_to_take_effect(open_store, tmp_path):
    store = open_store()
    petition_by(store, "p-1")
    store.erase("p-1", NOW)
    whole = (tmp_path / "tombstones.jsonl").read_bytes()
    (tmp_path / "tombstones.jsonl").write_bytes(whole + whole[:40])
    open_store().erase("p-2", NOW)
    lines = (tmp_path / "tombstones.jsonl").read_bytes().splitlines(keepends=True)
    assert lines[0] == whole
    assert len(lines) == 2


def test_damage_to_the_tombstones_is_not_overlooked(open_store, tmp_path):
    open_store().erase("p-1", NOW)
    whole = (tmp_path / "tombstones.jsonl").read_bytes()
    (tmp_path / "tombstones.jsonl").write_bytes(whole[10:] + whole)
    with pytest.raises(TombstonesDamaged, match="restore the newest copy"):
        open_store()


def test_tombstones_are_written_anew_in_a_data_home_that_lost_them(open_store, tmp_path):
    open_store().erase("p-1", NOW)
    tombstones = (tmp_path / "tombstones.jsonl").read_bytes()
    (tmp_path / "tombstones.jsonl").unlink()
    open_store()
    assert (tmp_path / "tombstones.jsonl").read_bytes() == tombstones


@pytest.mark.parametrize("into", ["database_url", "another_database_url"])
def test_who_was_erased_stays_erased_after_a_restore(
    open_store, database_url, backups, request, into
):
    store = open_store()
    petition_id, other = petition_by(store, "p-1", "p-2"), petition_by(store, "p-3")
    store.append([identity_of("p-1")])
    backups.dump(database_url)
    later = petition_by(store, "p-1")  # The backup has never seen it.
    store.erase("p-1", NOW)
    store.close()

    url = request.getfixturevalue(into)
    backups.restore(url)
    restored = open_store(url)
    assert set(words_of(restored, petition_id)) == {None}
    assert set(words_of(restored, petitioner_stream("p-1"))) == {None}
    assert None not in words_of(restored, other)
    with pytest.raises(WordsErased):
        restored.append([submission(later, "p-1")])


def test_keys_restored_from_another_backup_than_the_events_do_not_bring_anyone_back(
    open_store, database_url, backups
):
    store = open_store()
    petition_id = petition_by(store, "p-1")
    backups.dump(database_url, "--schema=petition_keys")
    store.erase("p-1", NOW)
    store.close()
    backups.restore(database_url)
    assert set(words_of(open_store(), petition_id)) == {None}
