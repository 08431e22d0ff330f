"""The index of similar petitions follows the log by itself; one keeps it, and others stand by."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import psycopg
import pytest

from app_served import until
from people_and_days import LI, day
from petition_es.audits.erasing import sink_of_audits
from petition_es.audits.links.likeness import Writing
from petition_es.audits.running import editions
from petition_es.audits.running.asking import similar_at_hand, similar_index_of
from petition_es.audits.running.gathering import Gathered
from petition_es.audits.similar.at_hand import AT_ONCE, NotNow, SimilarAtHand
from petition_es.audits.similar.condition import index_condition
from petition_es.audits.similar.index import ALONE
from petition_es.audits.similar.keeping import keep, keeping
from petition_es.audits.similar.retrieving import Asked
from petition_es.regimes import shipped_law
from written import SCHOOL, STENCH, petition

FIRST = petition(1, "临江路垃圾中转站臭气扰民", STENCH)
SECOND = petition(2, "咨询小学入学材料", SCHOOL, on=5)
ASKED = Asked(writing=Writing("临江路垃圾中转站", STENCH), at=day(40))


def index_of(store):
    return similar_index_of(store, shipped_law(), day(400))


def condition(store):
    with psycopg.connect(**store.address) as connection:
        return index_condition(connection)


@pytest.fixture
def hand(store):
    hand = similar_at_hand(store)
    yield hand
    hand.close()


def test_before_anybody_kept_it_there_is_none_and_nothing_is_similar(store, hand):
    assert condition(store) is None
    assert hand.to(ASKED, 5) == []


def test_what_is_recorded_is_found_a_moment_later(store, hand):
    stop = Event()
    running = Thread(target=keep, args=(index_of(store), stop))
    running.start()
    try:
        store.append(FIRST[1])
        until(lambda: hand.to(ASKED, 5), seconds=30)
        assert condition(store).is_kept
    finally:
        stop.set()
        running.join()
    until(lambda: not condition(store).is_kept)  # Its server may take a moment to notice.
    assert condition(store).petitions == 1


def test_a_second_keeper_stands_by_and_takes_over(store):
    store.append(FIRST[1])
    with keeping(index_of(store)) as first:
        assert first.look() == 1
        with keeping(index_of(store)) as second:
            assert second is None
    store.append(SECOND[1])
    until(lambda: not condition(store).is_kept)
    with keeping(index_of(store)) as second:
        assert second.look() == 1
    assert condition(store).petitions == 2


def test_where_nothing_was_recorded_nothing_is_looked_at(store):
    store.append(FIRST[1])
    with keeping(index_of(store)) as keeper:
        assert [keeper.look(), keeper.look()] == [1, 0]


def test_many_who_catch_up_at_a_time_make_one_index(store):
    for serial in range(30):
        store.append(petition(100 + serial, "路灯", f"第 {serial} 盏路灯不亮")[1])
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda _: index_of(store).catch_up(), range(4)))
    assert condition(store).petitions == 30


def test_an_erasure_waits_for_who_writes_and_leaves_nothing(open_store, database_url):
    sink = sink_of_audits(psycopg.conninfo.conninfo_to_dict(database_url))
    store = open_store(sinks=[sink])
    store.append(FIRST[1])
    index_of(store).catch_up()
    with psycopg.connect(**store.address, autocommit=True) as writing:
        writing.execute("SELECT pg_advisory_lock(%s)", [ALONE])
        erasing = Thread(target=store.erase, args=(LI.actor_id, day(300)))
        erasing.start()
        until(lambda: waits_for_a_lock(writing), seconds=30)
        assert condition(store).petitions == 1
        writing.execute("SELECT pg_advisory_unlock(%s)", [ALONE])
        erasing.join()
    assert condition(store).petitions == 0


def waits_for_a_lock(connection):
    asked = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    return connection.execute(asked).fetchone() is not None


def test_an_index_that_is_made_anew_holds_nothing_of_who_was_erased(
    open_store, database_url, monkeypatch
):
    store = open_store(sinks=[sink_of_audits(psycopg.conninfo.conninfo_to_dict(database_url))])
    store.append(FIRST[1])
    store.erase(LI.actor_id, day(300))
    monkeypatch.setattr("petition_es.audits.similar.index.AT_ONCE", 0)
    index_of(store).catch_up()
    assert condition(store).petitions == 0


def test_a_newer_edition_of_rarity_is_used_once_it_is_there(store, monkeypatch):
    monkeypatch.setattr("petition_es.audits.similar.at_hand.LOOK_AGAIN_SECONDS", 0.0)
    store.append(FIRST[1])
    index_of(store).catch_up()
    hand = similar_at_hand(store)
    (before,) = hand.to(ASKED, 5)
    seen = Gathered(counted=1000)
    seen.grams.update(dict.fromkeys(ASKED.writing.of_all, 40))
    with psycopg.connect(**store.address) as connection:
        editions.prepare(connection)
    editions.publish(store.address, seen)
    (after,) = hand.to(ASKED, 5)
    assert after.like.shared < before.like.shared
    hand.close()


def test_more_questions_than_seats_are_answered_all_the_same(store, hand):
    store.append(FIRST[1])
    index_of(store).catch_up()
    with ThreadPoolExecutor(3 * AT_ONCE) as people:
        found = list(people.map(lambda _: hand.to(ASKED, 5), range(6 * AT_ONCE)))
    assert all(each[0].petition_id == FIRST[0] for each in found)


def test_a_question_on_a_broken_connection_is_followed_by_one_on_a_new_one(store, hand):
    store.append(FIRST[1])
    index_of(store).catch_up()
    assert hand.to(ASKED, 5)
    with psycopg.connect(**store.address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name = 'petition_es projections'"
        )
    with pytest.raises(NotNow):
        hand.to(ASKED, 5)
    assert hand.to(ASKED, 5)


def test_its_secret_is_in_no_words_about_it(store):
    index = index_of(store)
    assert repr(index.secret) not in repr(index)
    assert isinstance(similar_at_hand(store), SimilarAtHand)
