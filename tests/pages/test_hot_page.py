"""The page of hot issues: one line for each matter of many persons, for auditors."""

from datetime import timedelta

import httpx
import pytest
from cases import Case
from petitioning import Browser

from auditing import audit_all
from petition_es.demonstration.identities import identity
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Register

AUDITOR = Actor(actor_id="auditor-7", role="auditor")
BUREAUS = ("haiyang-bureau", "haiyang-bureau", "huaian-bureau")


@pytest.fixture(scope="module")
def audited(house, site):
    """Three persons wrote the same of one matter, and all was audited."""
    with httpx.Client(base_url=site, timeout=30) as client:
        cases = [Case(house, Browser(client)) for _ in range(3)]
    for case, bureau in zip(cases, BUREAUS, strict=True):
        house.office.perform(case.id, Register(purpose="request"), identity(bureau))
    audit_all(house)
    return cases


@pytest.fixture
def auditor(browser, house, audited):
    words, _ = house.access.issue(
        AUDITOR, scopes=("read", "act"), lasts=timedelta(hours=1), now=house.clock()
    )
    browser.post("/auditor/open", {"token": words, "then": "/audit/hot"})
    return browser


def test_who_opened_nothing_is_asked_for_a_token(stranger, audited):
    page = stranger.open("/audit/hot")
    assert (page.status, page.value("then")) == (401, "/audit/hot")


def test_officers_see_none_of_it(stranger, house, audited):
    words, _ = house.access.issue(
        identity("haiyang-roads"), scopes=("read",), lasts=timedelta(hours=1), now=house.clock()
    )
    stranger.headers = {"Authorization": f"Bearer {words}"}
    assert stranger.open("/audit/hot").status == 403


def test_what_three_persons_wrote_of_one_matter_is_one_line(auditor, audited):
    page = auditor.open("/audit/hot?persons=3")
    assert page.status == 200
    assert page.response.headers["Cache-Control"] == "no-store"
    (line,) = page.tree.all("h2")[:1]
    assert line.text in {each.number for each in audited}
    assert "3 persons, 3 petitions" in page.tree.text
    assert "alike in words" in page.tree.text


def test_the_names_of_units_are_escaped_once(auditor):
    page = auditor.open("/audit/hot?persons=3&lang=en")
    assert "Huai'an City Petition Bureau (municipal)" in page.tree.text


def test_too_few_persons_are_no_hot_issue(auditor):
    assert "There is no such issue" in auditor.open("/audit/hot").tree.text


def test_the_page_speaks_chinese(auditor):
    page = auditor.open("/audit/hot?persons=3&lang=zh")
    assert page.heading == "热点问题"
    assert "3 人、3 件" in page.tree.text


def test_the_form_keeps_what_was_asked_and_narrows_down(auditor):
    page = auditor.open("/audit/hot?at=2016-08-31&days=30&persons=3&division=")
    assert page.value("days") == "30"
    assert "There is no such issue" in page.tree.text
    assert "open" in page.tree.all("details")[0].attributes


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("at=tomorrow", "Write the day as 2016-08-04"),
        ("days=0", "a whole number from 1 to 366"),
        ("persons=many", "a whole number from 1 to 100000"),
    ],
)
def test_what_was_filled_in_wrong_is_said_at_its_field(auditor, query, says):
    page = auditor.open(f"/audit/hot?{query}")
    assert page.status == 422
    assert says in page.alert


def test_the_list_of_findings_leads_there(auditor):
    assert any(
        e.attributes.get("href") == "/audit/hot" for e in auditor.open("/audit").tree.all("a")
    )
