"""The pages on which auditors see what the audits found: the list, one finding, and the judging."""

import io
import json
from datetime import timedelta
from uuid import UUID, uuid4
from zipfile import ZipFile

import httpx
import pytest
from cases import UNKNOWN, Case
from petitioning import Browser

from auditing import audit_all
from petition_es.demonstration.identities import identity
from petition_es.domain.entry import Actor

AUDITOR = Actor(actor_id="auditor-7", role="auditor")


@pytest.fixture(scope="module")
def audited(house, site):
    """Some petitions were resolved, and nobody had spoken with the petitioner; all was audited."""
    with httpx.Client(base_url=site, timeout=30) as client:
        cases = [Case(house, Browser(client)).resolved() for _ in range(8)]
    audit_all(house)
    return cases


@pytest.fixture
def auditor(browser, house, audited):
    """A browser that an auditor opened."""
    words, _ = house.access.issue(
        AUDITOR, scopes=("read", "act"), lasts=timedelta(hours=1), now=house.clock()
    )
    browser.post("/auditor/open", {"token": words, "then": "/audit"})
    return browser


@pytest.fixture
def address(auditor):
    """The page of a finding that nobody looked into yet."""
    return links(auditor.open("/audit?rule=no_contact&inquiry=not_opened"))[0]


def links(page):
    """Where the findings of a list lead."""
    return [each.one("a").attributes["href"] for each in page.tree.all("h3")]


def judge(browser, address, judgement, reason=""):
    return browser.post(address, {"judgement": judgement, "reason": reason})


def inquiry(page):
    return page.tree.one("h2", id="inquiry-heading").text


def test_who_opened_nothing_is_asked_for_a_token(stranger, audited):
    for path in ("/audit", "/audit.csv", f"/audit/{uuid4()}"):
        page = stranger.open(path)
        assert (page.status, page.value("then")) == (401, path)


def test_officers_see_none_of_it(stranger, house, audited):
    words, _ = house.access.issue(
        identity("haiyang-roads"), scopes=("read",), lasts=timedelta(hours=1), now=house.clock()
    )
    stranger.headers = {"Authorization": f"Bearer {words}"}
    assert stranger.open("/audit").status == 403
    assert stranger.open("/audit.csv").status == 403


def test_the_list_shows_the_latest_findings_and_how_many_there_are(auditor):
    page = auditor.open("/audit")
    assert page.status == 200
    assert page.heading == "What the audits found"
    assert "Opinion without contact" in page.tree.text
    assert links(page)
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_form_without_scripts_narrows_the_list_down(auditor, audited):
    whole = links(auditor.open("/audit"))
    number = audited[1].number
    query = f"rule=no_contact&severity=&inquiry=&unit=&division=&petition={number}&from=&to="
    narrowed = auditor.open(f"/audit?{query}")
    assert len(links(narrowed)) == 1 < len(whole)
    assert narrowed.value("petition") == number
    assert "open" in narrowed.tree.all("details")[0].attributes


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=tomorrow", "Write the day as 2016-08-04"),
        (f"petition={UNKNOWN}", "no petition under this number"),
        ("petition=XF2016-1", "no petition under this number"),
    ],
)
def test_what_was_filled_in_wrong_is_said_at_its_field(auditor, query, says):
    page = auditor.open(f"/audit?{query}")
    assert page.status == 422
    assert says in page.alert


def test_what_nothing_is_like_is_said(auditor):
    assert "No finding is like that" in auditor.open("/audit?unit=nobody").tree.text


def test_the_list_goes_on_page_by_page(auditor, audited, monkeypatch):
    whole = links(auditor.open("/audit"))
    monkeypatch.setattr("petition_es.api.pages.audits.listed.AT_ONCE", 2)
    pages, at = [], "/audit"
    while at:
        page = auditor.open(at)
        pages += links(page)
        onward = page.tree.all("a", rel="next")
        at = onward[0].attributes["href"] if onward else None
    assert pages == whole


def test_the_list_can_be_taken_along(auditor):
    answer = auditor.open("/audit.csv?rule=no_contact").response
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Opinion without contact" in answer.text


def test_a_finding_says_what_proves_it_and_leads_to_the_replay(auditor, audited):
    number = audited[0].number
    page = auditor.open(links(auditor.open(f"/audit?rule=no_contact&petition={number}"))[0])
    assert page.heading == "Opinion without contact"
    assert "it arose here" in page.tree.text
    replays = [a.attributes["href"] for a in page.tree.all("a")]
    (at, *_) = [each for each in replays if each.startswith(f"/replay/{number}?at=")]
    assert auditor.open(at).status == 200


def test_a_case_that_is_taken_along_holds_its_findings(auditor, audited):
    content = auditor.open(f"/replay/{audited[0].number}/bundle").response.content
    found = json.loads(ZipFile(io.BytesIO(content)).read("findings.json"))
    assert "no_contact" in {each["rule"] for each in found}
    assert all(each["inquiry"]["state"] for each in found)


def test_a_finding_is_looked_into_and_confirmed(auditor, address):
    assert inquiry(auditor.open(address)) == "Inquiry: not looked into"
    led = judge(auditor, address, "open")
    assert (led.status, led.response.headers["Location"]) == (303, f"{address}#inquiry")
    assert inquiry(auditor.open(address)) == "Inquiry: being looked into"
    judge(auditor, address, "confirm", "见会议记录。")
    page = auditor.open(address)
    assert inquiry(page) == "Inquiry: confirmed"
    assert "见会议记录。" in page.tree.text
    assert "Confirmed by auditor-7" in page.tree.text


def test_dismissing_without_a_reason_is_refused_at_the_field(auditor, address):
    page = judge(auditor, address, "dismiss", " ")
    assert page.status == 422
    assert "give the reason" in page.alert
    assert inquiry(page) == "Inquiry: not looked into"


def test_what_another_auditor_decided_meanwhile_is_told(auditor, address, house):
    house.inquiries.judge(_id(address), "dismiss", AUDITOR, "另案办理。")
    page = judge(auditor, address, "confirm", "写了半天。")
    assert page.status == 409
    assert "has been decided" in page.alert
    assert page.value("reason") == "写了半天。"
    assert inquiry(page) == "Inquiry: dismissed"


def test_words_of_an_auditor_stay_words(auditor, address):
    judge(auditor, address, "confirm", "<script>alert(1)</script>")
    page = auditor.open(address)
    assert page.tree.all("script") == []
    assert "<script>alert(1)</script>" in page.tree.text


def test_a_form_of_another_site_judges_nothing(auditor, address):
    evil = {"Origin": "https://evil.example"}
    sent = auditor.client.post(address, data={"judgement": "confirm"}, headers=evil)
    assert sent.status_code == 403
    assert inquiry(auditor.open(address)) == "Inquiry: not looked into"


def test_nobody_judges_without_being_an_auditor(stranger, auditor, address, house):
    assert judge(stranger, address, "confirm").status == 401
    words, _ = house.access.issue(
        AUDITOR, scopes=("read",), lasts=timedelta(hours=1), now=house.clock()
    )
    stranger.post("/auditor/open", {"token": words, "then": "/audit"})
    assert judge(stranger, address, "confirm").status == 403


@pytest.mark.parametrize("path", [f"/audit/{UUID(int=1)}", "/audit/nothing"])
def test_what_no_audit_shows_is_not_there(auditor, path):
    assert auditor.open(path).status == 404


def _id(address):
    return UUID(address.rpartition("/")[2])
