"""What is renewed petition by petition is what a whole audit finds, whatever changed in between."""

from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histories import LI, ROADS, WANG, WATER, accepted, happened, number, received, referred
from people_and_days import BUREAU, day
from petition_es.audits.running import following, tables
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.following import catch_up
from petition_es.audits.running.whole import audit
from petition_es.domain.petition import Linked, OpinionIssued, Replied, Resolved
from petition_es.domain.sealed import Sealed
from petition_es.regimes import shipped_law
from written import AGAIN, SCHOOL, STENCH, petition

FINDINGS = (
    "SELECT finding_id, severity, petition_id, matter_id, args, proofs FROM {findings} ORDER BY 1"
)
TIES = """
    SELECT later, earlier, is_same, said_by, round(chance::numeric, 3) FROM {ties}
    WHERE said_by = 'office' OR (features ->> 'same_person')::boolean ORDER BY 1, 2
"""
SEEN = "SELECT petition_id, number, persons, same, other FROM {seen} ORDER BY 1"

ANSWERS = (
    "经核实，临江路垃圾中转站除臭设备于3月2日损坏，已责成运营单位于3月15日前更换喷淋除臭装置，并调整作业时间。",
    "经核实，临江路垃圾中转站除臭设备于5月8日损坏，已责成运营单位于6月1日前更换喷淋除臭装置，并调整作业时间。",
    "您的来信已收悉，已转交有关单位办理，感谢您的关心和支持。您的来信已收悉，已转交有关单位办理。",
    "户口在外地的适龄儿童，凭居住证、房产证明和监护人身份证，于每年六月到居住地教育局登记报名入学。",
)
WRITTEN = (
    ("临江路垃圾中转站臭气扰民", STENCH),
    ("再次投诉临江路垃圾中转站臭气", AGAIN),
    ("小学入学", SCHOOL),
)


def asking(store, now=400.0):
    return lambda: audit_of(store, shipped_law(), day(now), home=Path("/nonexistent"))


def shown(store):
    build = tables.last(store.address)
    with tables.looking(store.address) as connection:
        return [connection.execute(build.named(each)).fetchall() for each in (FINDINGS, TIES, SEEN)]


def replied(unit, at, place, words):
    said = {"reply_id": f"r{place}", "kind": "final", "text": words}
    return happened(Replied, unit, at, f"reply {place}", **said)


def opined(unit, at, place, words):
    accepted_by = f"to-{unit.unit_id}-accepted"
    said = {"opinion_id": f"o{place}", "text": words}
    return happened(OpinionIssued, unit, at, f"opinion {place}", (accepted_by,), **said)


@st.composite
def told(draw, serial):
    """A petition as somebody may have written it, what became of it, and where to cut it."""
    title, text = draw(st.sampled_from(WRITTEN))
    on = draw(st.integers(0, 30))
    unit = draw(st.sampled_from([ROADS, WATER]))
    more = [referred(unit, on=on + 2), received(unit, on=on + 3), accepted(unit, on=on + 4)]
    for place in range(draw(st.integers(0, 2))):
        words = Sealed(draw(st.sampled_from(ANSWERS)))
        at = on + 6 + place
        more.append(draw(st.sampled_from([replied, opined]))(unit, at, place, words))
    if draw(st.booleans()):
        claim = {"resolution_id": "x", "scope": "whole", "outcome": "done"}
        more.append(happened(Resolved, unit, 40, "resolved", (), **claim))
    if serial > 1 and draw(st.booleans()):
        relation = draw(st.sampled_from(["same_matter", "related"]))
        other = number(draw(st.integers(1, serial - 1)))
        more.append(happened(Linked, BUREAU, 41, "linked", (), other=other, relation=relation))
    person = draw(st.sampled_from([LI, WANG]))
    _, events = petition(serial, title, text, by=person, on=on, more=more)
    cuts = draw(st.lists(st.integers(1, len(events)), min_size=0, max_size=2))
    return events, sorted(cuts)


@st.composite
def logs(draw):
    """Petitions in parts: those of the first round, of the second, and of the third."""
    rounds = [[], [], []]
    for serial in range(1, draw(st.integers(2, 7)) + 1):
        events, cuts = draw(told(serial))
        bounds = [0, *cuts, len(events)]
        first = draw(st.integers(0, 3 - (len(bounds) - 1)))
        for place, (start, end) in enumerate(pairwise(bounds)):
            if start < end:
                rounds[first + place].append(events[start:end])
    return rounds


@contextmanager
def a_store(databases, open_it):
    url = databases.create()
    store = open_it(url)
    try:
        yield store
    finally:
        store.close()
        databases.drop(url)


@settings(
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(logs())
def test_renewed_is_what_a_whole_audit_finds(databases, open_store, rounds):
    with a_store(databases, open_store) as store:
        for part in rounds:
            for events in part:
                store.append(events)
            catch_up(asking(store))
        renewed = shown(store)
        asked, petitions = asking(store)()
        audit(asked, petitions)
        whole = shown(store)
        for mine, theirs in zip(renewed, whole, strict=True):
            left_over = [row for row in mine if row not in theirs]
            lacking = [row for row in theirs if row not in mine]
            assert (left_over, lacking) == ([], [])
        assert catch_up(asking(store)) == 0
        assert renewed == shown(store)


@pytest.fixture
def followed(store):
    def follow(*petitions, now=400.0):
        for _, events in petitions:
            store.append(events)
        return catch_up(asking(store, now))

    return follow


def test_only_what_a_change_concerns_is_judged_anew(followed, store):
    first = petition(1, "临江路垃圾中转站臭气扰民", STENCH)
    others = [petition(serial, "小学入学", SCHOOL, by=WANG, on=serial) for serial in (2, 3)]
    assert followed(first, *others) == 3
    assert followed(petition(4, "再次投诉临江路垃圾中转站臭气", AGAIN, on=20)) == 2
    assert followed() == 0


def test_a_store_that_outgrew_the_words_it_was_weighed_by_is_audited_whole(followed, store):
    followed(petition(1, "临江路垃圾中转站臭气扰民", STENCH))
    before = tables.last(store.address)
    followed(petition(2, "小学入学", SCHOOL, by=WANG))
    assert tables.last(store.address) != before


def test_what_time_alone_brings_comes_with_the_audit_of_the_next_day(followed):
    first = petition(1, "临江路垃圾中转站臭气扰民", STENCH)
    assert followed(first) == 1
    assert followed(now=400.9) == 0
    assert followed(now=401) == 1


def test_a_flood_of_petitions_is_audited_whole(followed, store, monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 0)
    schools = [petition(serial, "小学入学", SCHOOL, by=WANG, on=serial) for serial in range(2, 6)]
    followed(petition(1, "临江路垃圾中转站臭气扰民", STENCH), *schools)
    before = tables.last(store.address)
    followed(petition(6, "小学入学", SCHOOL, by=WANG))
    assert tables.last(store.address) != before


def test_a_renewal_that_breaks_off_leaves_everything_as_it_was(followed, store, monkeypatch):
    others = [petition(serial, "小学入学", SCHOOL, by=WANG, on=serial) for serial in (3, 4)]
    followed(petition(1, "临江路垃圾中转站臭气扰民", STENCH), *others)
    before = shown(store)
    with monkeypatch.context() as broken:
        broken.setattr("petition_es.audits.running.renewing.judge_in", None)
        with pytest.raises(TypeError):
            followed(petition(2, "再次投诉临江路垃圾中转站臭气", AGAIN, on=20))
    assert shown(store) == before
    assert followed() == 2
    with psycopg.connect(**store.address) as connection:
        ((upto,),) = connection.execute("SELECT upto FROM petition_audits.runs").fetchall()
    assert upto == store.last_position()
