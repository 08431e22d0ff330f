"""Documents are kept as ciphertext: whole, unchanged, and bound to their petition."""

import hashlib
import os
from uuid import uuid4

import pytest
from made_events import NOON, submission

from petition_es.store.attachments import PIECE_BYTES
from petition_es.store.faults import AttachmentMissing, SealBroken, WordsErased

NEXT = PIECE_BYTES + 1


@pytest.fixture
def petition_id(store):
    petition_id = uuid4()
    store.append([submission(petition_id, "p-1")])
    return petition_id


def path_of(store, petition_id, kept):
    return store.attachments.folder / str(petition_id) / kept.sha256


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, NEXT, 3 * PIECE_BYTES])
def test_a_document_comes_back_as_it_was(store, petition_id, size):
    content, attachment_id = os.urandom(size), uuid4()
    kept = store.attachments.put(petition_id, attachment_id, [content[:9], content[9:]])
    stored = path_of(store, petition_id, kept).read_bytes()
    assert (len(stored), hashlib.sha256(stored).hexdigest()) == (kept.size, kept.sha256)
    assert b"".join(store.attachments.read(petition_id, attachment_id, kept.sha256)) == content


def test_a_document_may_come_before_its_petition(open_store):
    store = open_store()
    petition_id, attachment_id = uuid4(), uuid4()
    kept = store.attachments.put(petition_id, attachment_id, [b"a letter"])
    store.append([submission(petition_id, "p-1")])
    read = open_store().attachments.read(petition_id, attachment_id, kept.sha256)
    assert b"".join(read) == b"a letter"
    assert store._cabinet.drawn == {}


def test_a_document_of_a_stored_petition_draws_no_other_key(store, petition_id):
    store.attachments.put(petition_id, uuid4(), [b"a letter"])
    assert store._cabinet.drawn == {}


def test_the_key_of_a_petition_that_never_came_to_be_is_forgotten(store):
    petition_id = uuid4()
    store.attachments.put(petition_id, uuid4(), [b"a letter"])
    store.attachments.purge([], [petition_id])
    assert store._cabinet.drawn == {}


def test_a_long_document_is_never_held_in_memory_as_a_whole(store, petition_id):
    pieces = (bytes(PIECE_BYTES) for _ in range(20))
    kept = store.attachments.put(petition_id, uuid4(), pieces)
    assert kept.size > 20 * PIECE_BYTES


def test_a_document_is_one_attachment_of_one_petition(store, petition_id):
    attachment_id, other = uuid4(), uuid4()
    kept = store.attachments.put(petition_id, attachment_id, [b"a letter"])
    with pytest.raises(SealBroken):
        list(store.attachments.read(petition_id, other, kept.sha256))


def test_a_changed_or_shortened_document_is_refused(store, petition_id):
    attachment_id = uuid4()
    kept = store.attachments.put(petition_id, attachment_id, [bytes(3 * PIECE_BYTES)])
    path = path_of(store, petition_id, kept)
    whole = path.read_bytes()
    piece = kept.size // 3
    shuffled = whole[piece : 2 * piece] + whole[:piece] + whole[2 * piece :]
    changed = whole[:-1] + bytes([whole[-1] ^ 1])
    for broken in (whole[: 2 * piece], whole[:-7], shuffled, changed, b""):
        path.write_bytes(broken)
        with pytest.raises(SealBroken):
            list(store.attachments.read(petition_id, attachment_id, kept.sha256))


def test_a_document_that_is_gone_is_not_taken_for_an_erased_one(store, petition_id):
    attachment_id = uuid4()
    kept = store.attachments.put(petition_id, attachment_id, [b"a letter"])
    path_of(store, petition_id, kept).unlink()
    with pytest.raises(AttachmentMissing, match="restore that file"):
        store.attachments.read(petition_id, attachment_id, kept.sha256)


def test_a_document_that_could_not_be_written_whole_leaves_nothing(store, petition_id):
    def torn():
        yield b"the first page"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.attachments.put(petition_id, uuid4(), torn())
    assert list((store.attachments.folder / str(petition_id)).iterdir()) == []


def test_an_erased_petition_takes_no_documents(store, petition_id):
    store.erase("p-1", NOON)
    with pytest.raises(WordsErased):
        store.attachments.put(petition_id, uuid4(), [b"a letter"])


def test_a_petition_that_is_erased_meanwhile_keeps_nothing(store, petition_id):
    def interrupted():
        yield bytes(2 * PIECE_BYTES)
        store.erase("p-1", NOON)
        yield b"the last page"

    with pytest.raises(WordsErased):
        store.attachments.put(petition_id, uuid4(), interrupted())
    assert not (store.attachments.folder / str(petition_id)).exists()
