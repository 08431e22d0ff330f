"""No sealed word stands anywhere in the clear; without seals, the same search finds every one."""

import base64
import zlib
from uuid import uuid4

import leaks
import pytest
from made_events import EVENT_CLASSES, full, history_with, submission

from petition_es.domain.sealed import Sealed
from petition_es.store.faults import ConcurrentChange
from petition_es.store.sealed_fields import sealed_paths
from petition_es.store.sealing import NoSealing


def canary(event_class, path):
    return f"金丝雀-{event_class.TOPIC}-{path}"


def canaries():
    """A word of its own for every sealed field of every event."""
    return {
        canary(event_class, ".".join(path).replace("*", "0"))
        for event_class in EVENT_CLASSES
        for path in sealed_paths(event_class)
    } | {"金丝雀-attachment", "金丝雀-refused"}


def fill(store):
    """Record an event of every kind with its canaries, keep a document, and have one refused."""
    for event_class in EVENT_CLASSES:
        event = full(event_class, words=lambda path, kind=event_class: canary(kind, path))
        store.append(history_with(event))
    petition_id = uuid4()
    store.attachments.put(petition_id, uuid4(), ["金丝雀-attachment".encode()] * 3)
    store.append([submission(petition_id, "p-1")])
    with pytest.raises(ConcurrentChange):
        store.append([submission(petition_id, "p-1", text=Sealed("金丝雀-refused"))])


def search(database_url, home, log):
    places = [*leaks.in_database(database_url), *leaks.in_folder(home)]
    if log is not None:
        places.append(("server log", log.read_bytes()))
    return leaks.find(canaries(), places)


def test_no_sealed_word_is_found_anywhere(open_store, database_url, tmp_path, databases):
    fill(open_store())
    assert search(database_url, tmp_path, databases.log) == {}


def test_without_seals_the_same_search_finds_every_word(
    open_store, database_url, tmp_path, databases
):
    fill(open_store(seal=NoSealing()))
    found = search(database_url, tmp_path, databases.log)
    assert canaries() - set(found) == {"金丝雀-refused"}


@pytest.mark.parametrize(
    "hide",
    [
        bytes,
        zlib.compress,
        base64.b64encode,
        base64.urlsafe_b64encode,
        lambda clear: clear.hex().encode(),
        lambda clear: clear.decode().encode("utf-16-le"),
        lambda clear: b'{"text":"' + base64.b64encode(zlib.compress(clear)) + b'"}',
        lambda clear: b"\x01\x02" + zlib.compress(clear),
        lambda clear: b'{"text":"' + ascii(clear.decode())[1:-1].encode() + b'"}',
    ],
)
def test_the_search_sees_through_codings(hide):
    assert leaks.find({"金丝雀-word"}, [("here", hide("a 金丝雀-word".encode()))])
