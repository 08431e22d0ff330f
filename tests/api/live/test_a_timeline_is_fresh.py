"""Whatever was recorded before a question is in its answer, whoever recorded it."""

import threading

from live_office import BUREAU, ROADS, a_house, hang_up

from databases import MASTER_KEY
from office_setting import STEWARD
from petition_es.demonstration.identities import identity
from petition_es.domain.petition import Disclose
from petition_es.domain.unit import UnitName
from petition_es.store.event_store import PetitionStore

ERASED = "bridge-petitioner"
"""Who is erased petitions no more, so nobody else in these tests is that person."""


def another_house(module_database_url, tmp_path_factory):
    """The same house as another process opens it."""
    home = tmp_path_factory.mktemp("another")
    store = PetitionStore(module_database_url, home=home, master_key=MASTER_KEY)
    return a_house(store, home)


def test_what_was_just_written_is_read(office, module_database_url, tmp_path_factory):
    """Every other one is written by another process' store."""
    another = another_house(module_database_url, tmp_path_factory)
    with another.store:
        for _ in range(10):
            petition = office.petition()
            for turn in range(20):
                house = another if turn % 2 else office.house
                recorded = office.work(petition.petition_id, house)
                answer = office.read(petition.number)
                assert answer.headers["ETag"] == f'"{recorded.version}"'
                last = answer.json()["checkpoints"][-1]
                assert last["id"] == str(recorded.events[-1].event_id)


def test_many_readers_at_once_are_never_told_less_than_was_recorded(office):
    petition = office.petition()
    recorded, stale = [petition.version], []

    def read_on():
        for _ in range(40):
            known = recorded[-1]
            version = int(office.read(petition.number).headers["ETag"].strip('"'))
            if version < known:
                stale.append((version, known))

    readers = [threading.Thread(target=read_on) for _ in range(8)]
    for reader in readers:
        reader.start()
    for _ in range(30):
        recorded.append(office.work(petition.petition_id).version)  # noqa: PERF401  # one by one, for who reads meanwhile
    for reader in readers:
        reader.join()
    assert not stale


def test_now_is_the_moment_of_the_answer(office):
    petition = office.petition()
    first, second = (office.read(petition.number).json()["now"] for _ in range(2))
    assert first < second


def test_what_is_published_is_open_at_once_and_closed_at_once(office):
    petition = office.petition(published=False)
    for audience, status in [("public", 200), ("petitioner", 404)] * 3:
        office.act(petition.petition_id, Disclose(audience=audience, reason="other"), BUREAU)
        assert office.read(petition.number).status_code == status


def test_a_unit_that_was_renamed_elsewhere_shows_its_new_name(
    office, module_database_url, tmp_path_factory
):
    petition = office.petition()
    another = another_house(module_database_url, tmp_path_factory)
    with another.store:
        new = UnitName(zh="海阳市交通运输局", en="Haiyang Transport")
        entry = another.office.entry(STEWARD)
        another.units.change(ROADS, lambda unit: unit.rename(entry, name=new))
    while True:  # Noticed by the follower of the log; what never comes runs into the test's limit.
        holder = office.read(petition.number).json()["head"]["held_by"][0]["unit"]
        if holder["name"]["en"] == "Haiyang Transport":
            return


def test_an_erasure_changes_nothing_that_a_timeline_tells(office):
    petition = office.petition(by=ERASED)
    before = {who: office.read(petition.number, who).json() for who in (None, ERASED, BUREAU)}
    office.house.store.erase(identity(ERASED).actor_id, office.house.clock())
    office.house.units.forget_all()
    for who, told in before.items():
        assert office.read(petition.number, who).json() | {"now": ""} == told | {"now": ""}


def test_a_connection_that_breaks_is_replaced(office, module_database_url):
    petition = office.petition()
    for _ in range(3):
        office.read(petition.number)
        recorded = office.work(petition.petition_id)
        hang_up(module_database_url)
        answer = office.read(petition.number)
        while answer.status_code == 503:  # The store's own pool may still hold a dead connection.
            assert answer.json()["type"] == "/problems/database-unreachable"
            answer = office.read(petition.number)
        assert answer.headers["ETag"] == f'"{recorded.version}"'
