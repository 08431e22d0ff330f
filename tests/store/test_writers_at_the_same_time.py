"""Two who write at once: one is told, nothing is mixed up, no key is made twice."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from uuid import uuid4

import pytest
from made_events import NOON, full, placed, submission

from petition_es.domain.identity import petitioner_stream
from petition_es.domain.petition import PartyJoined, Referred, Replied
from petition_es.store.faults import ConcurrentChange, WordsErased
from petition_es.store.sealed_fields import sealed_words


def at_once(count, work):
    """Let several threads begin at the same moment, and return what each came to."""
    ready = Barrier(count)

    def run(number):
        ready.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_several_writers_to_one_stream_one_wins_and_the_others_are_told(open_store):
    stores = [open_store() for _ in range(4)]
    petition_id = uuid4()
    stores[0].append([submission(petition_id, "p-1")])

    def refer(number):
        try:
            stores[number].append([placed(full(Referred), petition_id, 2)])
        except ConcurrentChange:
            return "told"
        return "won"

    assert sorted(at_once(4, refer)) == ["told", "told", "told", "won"]
    assert len(stores[0].load(petition_id)) == 2


@pytest.mark.parametrize("order", ["the same order", "opposite orders"])
def test_writers_who_meet_the_same_persons_first_agree_on_their_keys(open_store, order):
    stores = [open_store() for _ in range(4)]
    persons = [f"p-{n}" for n in range(8)]

    def submit(number):
        known = persons if order == "the same order" or number % 2 else persons[::-1]
        petitions = [uuid4() for _ in known]
        for petition_id, person in zip(petitions, known, strict=True):
            stores[number].append([submission(petition_id, person, *set(persons) - {person})])
        return petitions

    for petitions in at_once(4, submit):
        for petition_id in petitions:
            assert stores[0].load(petition_id)[0].text.reveal() == "内容 text"


def joint_signer(person):
    return dataclasses.replace(full(PartyJoined), petitioner_id=person, party_role="joint_signer")


def test_an_erasure_amid_appends_leaves_nothing_readable(open_store):
    """Whatever was appended before, during or after: no word of the person's petitions opens."""
    writer, eraser = open_store(), open_store()
    submitted, begun = [], Event()

    def write(_):
        try:
            for n in range(200):
                petition_id = uuid4()
                writer.append([submission(petition_id, "p-1", f"q-{n}")])
                submitted.append(petition_id)
                joined = joint_signer(f"r-{n}")
                writer.append([placed(joined, petition_id, 2)])
                begun.set()
        except WordsErased:
            return
        pytest.fail("the writer was never told")

    def erase(_):
        begun.wait()
        eraser.erase("p-1", NOON)

    at_once(2, lambda number: (write, erase)[number](number))
    words = [
        word.reveal()
        for stream in eraser.load_many(submitted).values()
        for event in stream
        for word in sealed_words(event).values()
    ]
    assert submitted
    assert set(words) == {None}
    with eraser._datastore.get_connection() as connection:
        (row,) = connection.execute(
            "SELECT count(*) AS n FROM petition_keys.content_wraps WHERE petitioner = %s",
            [petitioner_stream("p-1")],
        )
    assert row["n"] == 0


def test_positions_of_many_writers_are_one_gapless_order_for_each_stream(open_store):
    stores = [open_store() for _ in range(4)]

    def write(number):
        petition_id = uuid4()
        stores[number].append([submission(petition_id, f"p-{number}")])
        for version in range(2, 22):
            stores[number].append([placed(full(Replied), petition_id, version)])

    at_once(4, write)
    versions = {}
    for _, event in stores[0].scan():
        before = versions.get(event.originator_id, 0)
        assert event.originator_version == before + 1
        versions[event.originator_id] = event.originator_version
    assert list(versions.values()) == [21] * 4
