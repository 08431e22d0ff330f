"""What the shipped projections tell is read by officers and auditors, as fresh as they ask for."""

import threading

import pytest
from at_the_counter import ANY, AUDITOR, BUREAU, PETITIONER, as_demo, problem

from petition_es.domain.entry import Actor
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.shipped import ALL

NAMES = [each.DEFINITION.name for each in ALL]


@pytest.fixture(scope="module")
def folded(article_house):
    """The projections are folded over the two stories."""
    rebuild(article_house.store.address, ALL, processes=1)


def rows(counter, name, who=BUREAU, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return counter.read(f"/projections/{name}?{query}", who)


def test_what_nobody_ever_ran_cannot_be_read_yet(counter):
    told = problem(rows(counter, "petition_list"), 503, "not-yet-folded")
    assert "petition_list" in told["detail"]
    (first, *_) = counter.read("/projections", BUREAU).json()["projections"]
    assert first["state"] == "unbuilt"


def test_all_that_can_be_read_are_listed_with_their_columns(counter, folded):
    listed = counter.read("/projections", AUDITOR).json()["projections"]
    assert [each["name"] for each in listed] == [*NAMES, "overdue", "notices"]
    assert all(each["about"] for each in listed)
    assert all(each["behind"] == 0 for each in listed if each["name"] in NAMES)
    columns = {each["name"]: each["columns"] for each in listed}
    assert columns["petition_list"][0] == {"name": "petition_id", "type": "uuid", "is_key": True}
    assert {"name": "time", "type": "seconds", "is_key": False} in columns["stage_times"]


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_read_page_by_page(counter, folded, name):
    whole = rows(counter, name, limit=1000).json()
    assert whole["next"] is None
    assert whole["rows"]
    pages, address = [], f"/projections/{name}?limit=2"
    while address:
        page = counter.read(address, AUDITOR).json()
        assert len(page["rows"]) <= 2
        pages += page["rows"]
        address = page["next"]
    assert pages == whole["rows"]


def test_petitioners_and_nobody_in_particular_are_not_admitted(counter, folded):
    for path in ("/projections", "/projections/petition_list"):
        problem(counter.read(path), 401, "no-actor")
        problem(counter.read(path, PETITIONER), 403, "role-may-not")


def test_a_token_for_acts_alone_does_not_read(counter, folded):
    officer = Actor(actor_id="officer-7", role="officer", unit_id="haiyang-bureau")
    header = counter.token(officer, "act")
    problem(counter.client.get("/projections", headers=header), 403, "outside-the-scope")


def test_there_is_nothing_under_another_name(counter, folded):
    problem(rows(counter, "petition_lists"), 404, "not-found")


@pytest.mark.parametrize("page", ["x", "W10", "WzFd", "WyJ4Il0", "bnVsbA", "%00", "WyIxIiwiMiJd"])
def test_a_page_that_no_page_named_is_refused(counter, folded, page):
    problem(rows(counter, "petition_list", page=page), 404, "page-unknown")


def test_what_was_written_is_read_when_its_position_is_asked_for(counter, article_house, folded):
    store = article_house.store
    stop = threading.Event()
    runner = Runner(store.address, store.watch(), ALL)
    thread = threading.Thread(target=runner.run, args=(stop,))
    thread.start()
    try:
        handed_in = counter.submitted()
        found = rows(counter, "petition_list", after=handed_in["position"], wait=10, limit=1000)
        assert found.status_code == 200, found.text
        assert found.json()["bookmark"] >= handed_in["position"]
        mine = [r for r in found.json()["rows"] if r["petition_id"] == handed_in["petition"]]
        assert [row["state"] for row in mine] == ["submitted"]
    finally:
        stop.set()
        thread.join()


def test_what_is_not_folded_in_time_is_to_be_asked_for_again(counter, folded):
    handed_in = counter.submitted()
    answer = rows(counter, "petition_list", after=handed_in["position"], wait=0.05)
    told = problem(answer, 503, "not-yet-folded")
    assert int(answer.headers["retry-after"]) > 0
    assert str(handed_in["position"]) in told["detail"]


def test_a_position_that_nobody_was_given_is_not_waited_for(counter, folded):
    answer = rows(counter, "petition_list", after=10**12, wait=10)
    problem(answer, 409, "position-unknown")


def test_an_act_is_answered_with_a_position_to_wait_for(counter, folded):
    handed_in = counter.submitted()
    done = counter.act(BUREAU, handed_in["number"], "register", {"purpose": "request"}, ANY)
    assert done.json()["position"] > handed_in["position"]
    assert as_demo(BUREAU)
