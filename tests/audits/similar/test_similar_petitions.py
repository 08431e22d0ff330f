"""Similar petitions are found at once, whoever wrote them, and are gone when they are erased."""

from collections import Counter
from datetime import UTC, datetime

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from people_and_days import LI, WANG, day
from petition_es.audits.erasing import sink_of_audits
from petition_es.audits.links.likeness import Writing
from petition_es.audits.links.where import Point, metres_between
from petition_es.audits.running import tables
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.editions import in_use
from petition_es.audits.running.whole import audit
from petition_es.audits.similar.cells import cell_of, cells_around
from petition_es.audits.similar.finding import SimilarPetitions
from petition_es.audits.similar.index import SimilarIndex
from petition_es.audits.similar.opening import opened_writings
from petition_es.audits.similar.retrieving import Asked
from petition_es.audits.texts.prints import Printer
from petition_es.audits.texts.rarity import Rarity, counted
from petition_es.regimes import shipped_law
from written import AGAIN, SCHOOL, STENCH, petition

FIRST = petition(1, "临江路垃圾中转站臭气扰民", STENCH)
SCHOOL_OF_LI = petition(2, "咨询小学入学材料", SCHOOL, on=5)
AT_THE_SPOT = petition(
    3, "dead animal", "", by=WANG, on=6, point="42.3469, -71.1508", category="animals"
)
DOWN_THE_ROAD = petition(
    4, "dead animal", "", by=WANG, on=6, point="42.3479, -71.1508", category="animals"
)


EXPECTED = Rarity()


class Desk:
    """A store, its index, and questions to it."""

    def __init__(self, store, home):
        self.store, self.home = store, home
        asked, _ = audit_of(store, shipped_law(), day(400), home=home)
        self.secret = asked.secret
        self.index = SimilarIndex(store.unsealing(), asked.source.setting, asked.secret)

    def record(self, *petitions):
        for _, events in petitions:
            self.store.append(events)
        return self.index.catch_up()

    @property
    def asked(self):
        """An audit of the store as it stands now."""
        return audit_of(self.store, shipped_law(), day(400), home=self.home)[0]

    def similar(self, title, text, rarity=EXPECTED, **more):
        asked = Asked(writing=Writing(title, text), at=more.pop("at", day(40)), **more)
        with (
            opened_writings(self.store.unsealing()) as writings,
            psycopg.connect(**self.store.address) as connection,
        ):
            finding = SimilarPetitions(Printer(self.secret), rarity, writings)
            return finding.to(connection, asked)


@pytest.fixture
def desk(store, tmp_path):
    return Desk(store, tmp_path)


def test_who_writes_of_the_same_is_shown_the_earlier_petition_first(desk):
    desk.record(FIRST, SCHOOL_OF_LI)
    found = desk.similar("再次投诉临江路垃圾中转站", AGAIN)
    assert found[0].petition_id == FIRST[0]
    assert not found[0].like.same_person


def test_ones_own_petitions_are_found_without_a_word_in_common(desk):
    desk.record(FIRST, SCHOOL_OF_LI)
    found = desk.similar("街道路灯", "灯坏了", persons=frozenset({LI.actor_id}))
    assert {each.petition_id for each in found} == {FIRST[0], SCHOOL_OF_LI[0]}
    assert all(each.like.same_person for each in found)


def test_the_nearest_is_shown_first_where_nothing_was_written(desk):
    desk.record(DOWN_THE_ROAD, AT_THE_SPOT)
    found = desk.similar("", "", point=Point(42.3469, -71.1509), category="animals")
    assert [each.petition_id for each in found] == [AT_THE_SPOT[0], DOWN_THE_ROAD[0]]
    assert found[0].like.metres == pytest.approx(8, abs=2)


def test_a_petition_is_not_similar_to_itself(desk):
    desk.record(FIRST)
    assert desk.similar("临江路垃圾中转站臭气扰民", STENCH, petition_id=FIRST[0]) == []


def test_what_came_since_the_last_look_is_found_after_the_next(desk):
    assert desk.record(SCHOOL_OF_LI) == 1
    assert desk.similar("临江路垃圾中转站", STENCH) == []
    assert desk.record(FIRST) == 1
    assert desk.record() == 0
    assert desk.similar("临江路垃圾中转站", STENCH)[0].petition_id == FIRST[0]


def test_an_index_made_anew_is_the_one_that_was_kept(desk, monkeypatch):
    desk.record(FIRST)
    desk.record(SCHOOL_OF_LI, AT_THE_SPOT)
    kept = _rows(desk)
    monkeypatch.setattr("petition_es.audits.similar.index.AT_ONCE", 0)
    desk.index.catch_up()
    assert _rows(desk) == kept


def test_nothing_of_an_erased_petition_is_left_in_index_or_ties(open_store, tmp_path, database_url):
    sink = sink_of_audits(psycopg.conninfo.conninfo_to_dict(database_url))
    desk = Desk(open_store(sinks=[sink]), tmp_path)
    desk.record(FIRST, petition(5, "再次投诉临江路垃圾中转站臭气", AGAIN, on=40))
    asked, petitions = audit_of(desk.store, shipped_law(), day(400), home=tmp_path)
    assert audit(asked, petitions).ties == 1
    desk.store.erase(LI.actor_id, day(300))
    assert _rows(desk) == []
    assert _ties(desk) == []


def test_erasing_where_no_audit_was_ever_made_changes_nothing(open_store, database_url):
    sink = sink_of_audits(psycopg.conninfo.conninfo_to_dict(database_url))
    store = open_store(sinks=[sink])
    store.append(FIRST[1])
    store.erase(LI.actor_id, day(300))


def test_who_writes_on_the_same_day_from_a_corner_further_along_is_found(desk):
    there = petition(6, "dead animal", "", by=WANG, on=6, point="42.3519, -71.1508")
    later = petition(7, "dead animal", "", by=WANG, on=16, point="42.3519, -71.1508")
    desk.record(there, later)
    found = desk.similar("", "", point=Point(42.3469, -71.1508), at=day(6))
    assert [each.petition_id for each in found] == [there[0]]


def test_a_heading_that_all_have_is_no_reason_to_be_shown_first(desk):
    counts = Counter(dict.fromkeys(Writing("dead animal", "").of_all, 500))
    near = petition(8, "rat", "", by=WANG, on=6, point="42.3469, -71.1508")
    further = petition(9, "dead animal", "", by=WANG, on=6, point="42.3487, -71.1508")
    desk.record(near, further)
    about = {"point": Point(42.3469, -71.1508), "at": day(6)}
    rare = desk.similar("dead animal", "", **about)
    assert [each.petition_id for each in rare] == [further[0], near[0]]
    common = desk.similar("dead animal", "", rarity=counted("made up", 500, counts), **about)
    assert [each.petition_id for each in common] == [near[0], further[0]]


def test_words_are_counted_once_where_no_audit_counted_them(desk):
    desk.record(FIRST, SCHOOL_OF_LI)
    asked, petitions = desk.asked, 2
    edition = in_use(asked.source, petitions)
    assert edition.petitions == 2
    assert in_use(asked.source, petitions).edition == edition.edition
    assert in_use(asked.source, 4).edition != edition.edition


def _rows(desk):
    with psycopg.connect(**desk.store.address) as connection:
        return connection.execute("SELECT * FROM petition_audits.similar ORDER BY 1").fetchall()


def _ties(desk):
    build = tables.last(desk.store.address)
    with tables.looking(desk.store.address) as connection:
        return connection.execute(build.named("SELECT * FROM {ties}")).fetchall()


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(-0.002, 0.002), st.floats(-0.002, 0.002))
def test_whoever_is_within_two_hundred_metres_is_in_a_cell_around(latitude, longitude, up, along):
    here, there = Point(latitude, longitude), Point(latitude + up, longitude + along)
    if metres_between(here, there) <= 200:
        assert cell_of(there) in set(cells_around(here))


def test_days_are_counted_whichever_came_first(desk):
    desk.record(FIRST)
    asked_at = datetime(2016, 7, 11, 1, tzinfo=UTC)
    (found,) = desk.similar("临江路垃圾中转站", STENCH, at=asked_at)
    assert found.days == pytest.approx(10, abs=0.1)
