"""Hot issues of a real audit: who wrote, where it lies, and what the audit said of each two."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from histories import LI, WANG, happened
from people_and_days import BUREAU, day, number
from petition_es.audits.erasing import sink_of_audits
from petition_es.audits.hot.asking import Hot, ask_for_hot
from petition_es.audits.hot.in_json import hot_as_json
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.whole import audit
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Linked
from petition_es.regimes import shipped_law
from written import AGAIN, SCHOOL, STENCH, petition

ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = [LI, WANG, *(Actor(actor_id=f"p-{n}", role="petitioner") for n in range(3))]
TWO = {"persons": 2, "at": day(61).astimezone(ZONE).date()}


@pytest.fixture
def asked(store, tmp_path):
    """Audit petitions, and ask for what is hot."""

    def ask(*petitions, **hot):
        for _, events in petitions:
            store.append(events)
        audited, count = audit_of(store, shipped_law(), day(400), home=tmp_path)
        audit(audited, count)
        return ask_for_hot(store.address, Hot(**hot), ZONE, home=tmp_path)

    return ask


def near(serial, by, on, category="road", metres=0):
    """A petition about a lamp, in words that nobody else used."""
    point = f"{36.7 + metres / 111_195}, 121.1"
    return petition(
        serial, f"灯{serial}", f"灯{serial}", by=by, on=on, point=point, category=category
    )


def test_without_an_audit_there_is_no_answer(store, tmp_path):
    assert ask_for_hot(store.address, Hot(), ZONE, home=tmp_path) is None


def test_what_several_persons_say_of_one_place_is_one_issue(asked):
    answered = asked(
        *(near(n, by, 50 + n, metres=20 * n) for n, by in enumerate(PEOPLE)), at=TWO["at"]
    )
    (issue,) = answered.issues
    assert (issue.persons, issue.petitions, answered.persons) == (5, 5, 5)
    assert issue.bonds["near"] == 10


def test_what_several_persons_say_alike_is_one_issue_without_any_point(asked):
    answered = asked(
        petition(1, "临江路垃圾中转站臭气扰民", STENCH, on=40),
        petition(2, "临江路垃圾中转站夜间臭气", AGAIN, by=WANG, on=60),
        petition(3, "咨询小学入学材料", SCHOOL, by=PEOPLE[2], on=60),
        **TWO,
    )
    (issue,) = answered.issues
    assert (issue.persons, issue.bonds["words"], issue.place) == (2, 1, None)


def test_the_office_s_word_that_two_are_other_matters_keeps_them_apart(asked):
    def says(relation):
        return happened(Linked, BUREAU, 55, "linked", (), other=number(1), relation=relation)

    lamp = {"point": "36.7, 121.1", "category": "road"}
    first = petition(1, "灯一", "灯一", on=50, **lamp)
    other = petition(2, "灯二", "灯二", by=WANG, on=51, more=(says("related"),), **lamp)
    assert asked(first, other, **TWO).issues == ()
    same = petition(3, "灯三", "灯三", by=PEOPLE[2], on=52, more=(says("same_matter"),))
    (issue,) = asked(same, **TWO).issues
    assert issue.bonds["office"] == 1


def test_an_issue_is_told_by_the_day_that_is_asked_for(asked):
    petitions = [near(n, by, 50) for n, by in enumerate(PEOPLE)]
    assert len(asked(*petitions, at=TWO["at"]).issues) == 1
    assert asked(at=TWO["at"] + timedelta(days=90)).issues == ()
    assert asked(at=TWO["at"] - timedelta(days=30)).issues == ()


def test_a_division_sieves_and_cuts_no_issue(asked):
    petitions = [near(n, by, 50) for n, by in enumerate(PEOPLE)]
    assert asked(*petitions, at=TWO["at"], division="110000").issues == ()


def test_ones_own_policy_says_from_how_many_persons_on(asked, tmp_path):
    own = '[[policy]]\nname = "own"\nfrom = 2000-01-01\n[policy.rules.hot_issue]\n'
    (tmp_path / "audits.toml").write_text(own + "persons = 2\ndays = 60\nmetres = 150\n")
    answered = asked(*(near(n, by, 50) for n, by in enumerate(PEOPLE[:2])), at=TWO["at"])
    assert (answered.persons, len(answered.issues)) == (2, 1)


def test_programs_are_told_plain_values(asked):
    told = hot_as_json(asked(*(near(n, by, 50) for n, by in enumerate(PEOPLE)), at=TWO["at"]))
    assert (told["persons"], told["days"]) == (5, 60)
    assert told["issues"][0]["growth"] == 5


def test_where_an_erased_petition_lay_is_told_no_more(open_store, tmp_path, database_url):
    store = open_store(sinks=[sink_of_audits(psycopg.conninfo.conninfo_to_dict(database_url))])
    for serial, by in enumerate(PEOPLE):
        store.append(near(serial, by, 50)[1])
    audit(*audit_of(store, shipped_law(), day(400), home=tmp_path))
    asked = Hot(**TWO)
    (before,) = ask_for_hot(store.address, asked, ZONE, home=tmp_path).issues
    store.erase(LI.actor_id, day(300))
    (after,) = ask_for_hot(store.address, asked, ZONE, home=tmp_path).issues
    assert (before.persons, after.persons) == (5, 4)
    assert set(before.numbers) - set(after.numbers) == {number(0)}
