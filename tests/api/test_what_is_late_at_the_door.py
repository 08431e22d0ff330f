"""What is late, and what was told of it, is read over HTTP by officers and auditors."""

import threading
from datetime import datetime, timedelta

import pytest
from at_the_counter import ANY, AUDITOR, BUREAU, PETITIONER, UNIT, problem

from petition_es.domain.entry import Actor
from petition_es.projections.clocks import Look, overdue
from petition_es.projections.keeper import ClockKeeper


def keeper(house):
    return ClockKeeper(house.store.address, house.law, house.clock)


@pytest.fixture(scope="module")
def late(counter, article_house, clock):
    """Three petitions that wait for their routing and their acceptance, a season later."""
    for _ in range(3):
        number = counter.submitted()["number"]
        counter.act(BUREAU, number, "register", {"purpose": "request"}, ANY)
        counter.act(BUREAU, number, "refer", {"to_unit": UNIT}, ANY)
    counter.submitted()
    clock.advance(days=120)
    with keeper(article_house) as kept:
        kept.catch_up()
    return counter


def asked(counter, who=AUDITOR, table="overdue", **words):
    query = "&".join(f"{name}={word}" for name, word in words.items())
    return counter.read_counted(f"/projections/{table}?{query}", who)


def rows(counter, **words):
    answer = asked(counter, **words)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


def pages(counter, address):
    found = []
    while address:
        page = counter.read_counted(address, AUDITOR).json()
        found += page["rows"]
        address = page["next"]
    return found


def test_what_was_never_kept_cannot_be_read_yet(counter):
    problem(asked(counter), 503, "not-yet-folded")
    problem(asked(counter, table="notices"), 503, "not-yet-folded")


def test_it_is_what_the_whole_log_tells(late, article_house):
    look = Look(
        address=article_house.store.address, law=article_house.law, at=article_house.clock()
    )
    wanted = [
        (each.number, each.unit or None, each.clock, each.last_day.isoformat(), each.days_late)
        for each in overdue(look).late
    ]
    found = rows(late)
    told = [
        (each["number"], each["unit_id"], each["clock"], each["last_day"], each["days_late"])
        for each in found
    ]
    assert sorted(told) == sorted(wanted)
    assert len(told) >= 3
    assert all(each["noticed_at"] for each in found)


def test_a_past_moment_is_counted_from_the_whole_log(late, clock):
    now = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    wanted = [{**row, "noticed_at": None} for row in rows(late)]
    found = rows(late, at=now, wait=10)
    assert [{**row, "noticed_at": None} for row in found] == wanted
    assert {row["noticed_at"] for row in found} == {row["noticed_at"] for row in rows(late)}
    assert rows(late, at="2016-01-01", wait=10) == []
    earlier = rows(late, at=(clock() - timedelta(days=60)).date().isoformat(), wait=10)
    assert all(row["noticed_at"] is None for row in earlier)
    assert max(row["days_late"] for row in earlier) < max(row["days_late"] for row in found)


def test_nothing_was_known_before_anybody_wrote_it_down(late):
    assert rows(late, known_by="2026-11-01", wait=10) == []


@pytest.mark.parametrize("then", ["", "at=2999-01-01&wait=10&"])
def test_pages_put_together_are_the_whole(late, then):
    whole = pages(late, f"/projections/overdue?{then}limit=1000")
    assert len(whole) > 2
    assert pages(late, f"/projections/overdue?{then}limit=2") == whole
    one = pages(late, f"/projections/overdue?{then}limit=1&unit={UNIT}")
    assert one == [row for row in whole if row["unit_id"] == UNIT]


def test_rows_are_of_what_was_asked_for(late):
    whole = rows(late)
    clock = whole[0]["clock"]
    assert rows(late, clock=clock) == [row for row in whole if row["clock"] == clock]
    assert rows(late, unit="nobody") == []
    assert rows(late, division="110000") == []
    for division in {row["division"] for row in whole} - {None}:
        wanted = [row for row in whole if row["division"] == division]
        assert rows(late, division=division) == wanted
        assert rows(late, division=division, at="2999-01-01", wait=10)


def test_a_notice_is_read_once_for_each_limit(late):
    found = pages(late, "/projections/notices?limit=1")
    assert found == rows(late, table="notices", limit=1000)
    assert [each["notice_id"] for each in found] == sorted({e["notice_id"] for e in found})
    second = found[1]["notice_id"]
    assert rows(late, table="notices", since=second, limit=1000) == found[2:]
    missed = rows(late, table="notices", kind="missed", limit=1000)
    keys = ("petition_id", "clock", "started_by", "last_day")
    told = {tuple(each[key] for key in keys) for each in missed}
    assert {tuple(row[key] for key in keys) for row in rows(late)} <= told


def test_both_stand_in_the_list_of_what_can_be_read(late):
    listed = {p["name"]: p for p in late.read("/projections", AUDITOR).json()["projections"]}
    for name in ("overdue", "notices"):
        assert (listed[name]["state"], listed[name]["behind"]) == ("left", 0)
        (first, *_) = rows(late, table=name)
        assert [column["name"] for column in listed[name]["columns"]] == list(first)


@pytest.mark.parametrize("table", ["overdue", "notices"])
def test_petitioners_and_nobody_in_particular_are_not_admitted(late, table):
    problem(late.read(f"/projections/{table}"), 401, "no-actor")
    problem(late.read(f"/projections/{table}", PETITIONER), 403, "role-may-not")
    officer = Actor(actor_id="officer-7", role="officer", unit_id=BUREAU)
    header = late.token(officer, "act")
    answer = late.client.get(f"/projections/{table}", headers=header)
    problem(answer, 403, "outside-the-scope")


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"at": "soon"}, "day-not-readable"),
        ({"known_by": "9999-01-01"}, "day-not-readable"),
        ({"clock": "lunch"}, "fields-not-valid"),
        ({"unit": "%00"}, "fields-not-valid"),
        ({"division": "%25"}, "fields-not-valid"),
        ({"limit": 0}, "fields-not-valid"),
    ],
)
def test_what_makes_no_sense_is_refused(late, wrong, kind):
    problem(asked(late, **wrong), 422, kind)


@pytest.mark.parametrize("page", ["x", "W10", "WzFd", "WyIyMDE2LTAxLTAxIiwgIngiLCAieSIsICJ6Il0"])
def test_a_page_that_no_page_named_is_refused(late, page):
    problem(asked(late, page=page), 404, "page-unknown")


def test_what_was_written_is_there_when_its_position_is_asked_for(late, article_house):
    stop = threading.Event()
    with keeper(article_house) as kept:
        thread = threading.Thread(target=kept.run, args=(stop,))
        thread.start()
        try:
            position = late.submitted()["position"]
            found = asked(late, after=position, wait=10)
            assert found.status_code == 200, found.text
            assert found.json()["bookmark"] >= position
        finally:
            stop.set()
            thread.join()


def test_what_is_not_read_in_time_is_to_be_asked_for_again(late):
    position = late.submitted()["position"]
    problem(asked(late, after=position, wait=0.05), 503, "not-yet-folded")
    problem(asked(late, after=10**12), 409, "position-unknown")
    problem(asked(late, after=10**12, at="2999-01-01"), 409, "position-unknown")


def test_the_moment_is_told(late, clock):
    told = asked(late).json()["at"]
    assert datetime.fromisoformat(told) == clock()
