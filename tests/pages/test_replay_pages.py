"""The pages on which auditors replay cases: who comes in, what they see, and without scripts."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from cases import UNKNOWN, Case, story

from auditing import audit_all
from petition_es.demonstration.identities import identity
from petition_es.domain.entry import Actor
from petition_es.domain.petition import PetitionNumber

AUDITOR = Actor(actor_id="auditor-7", role="auditor")
OFFICER = identity("haiyang-roads")


@pytest.fixture
def token(house):
    """Issue a token for an hour."""

    def issue(actor=AUDITOR, scopes=("read",)):
        return house.access.issue(actor, scopes=scopes, lasts=timedelta(hours=1), now=house.clock())

    return issue


@pytest.fixture
def auditor(browser, token):
    """A browser that an auditor opened."""
    words, _ = token()
    browser.post("/auditor/open", {"token": words, "then": "/auditor"})
    return browser


@pytest.fixture
def resolved(case):
    """A petition with an opinion, resolved; never published."""
    return case.resolved()


def position_of(house, case, event):
    at = next(e for e in case.petition.recorded if type(e).__name__ == event).originator_version
    return house.store.positions(case.id, at, at)[0]


def test_a_step_that_proves_a_finding_leads_to_it(auditor, house, resolved):
    at = position_of(house, resolved, "OpinionIssued")
    before = auditor.open(f"/replay/{resolved.number}?at={at}")
    audit_all(house)
    page = auditor.open(f"/replay/{resolved.number}?at={at}")
    elsewhere = auditor.open(f"/replay/{resolved.number}?step=1")
    assert [found(each) for each in (before, elsewhere)] == [[], []]
    assert all(address.startswith("/audit/") for address in found(page))
    assert found(page)


def found(page):
    """Where the findings lead that a step proves."""
    sections = page.tree.all("section", **{"aria-labelledby": "found-heading"})
    return [link["href"] for section in sections for link in section.all("a")]


# ---- Who comes in --------------------------------------------------------------------------------


def test_who_opened_nothing_is_asked_for_a_token(stranger, resolved):
    page = stranger.open(f"/replay/{resolved.number}?step=2")
    assert page.status == 401
    assert page.heading == "For auditors"
    assert page.value("then") == f"/replay/{resolved.number}?step=2"


def test_with_a_token_one_is_led_to_where_one_was_going(stranger, resolved, token):
    words, _ = token()
    page = stranger.open(f"/replay/{resolved.number}?step=2")
    forms = page.tree.all("form", action="/auditor/open")
    assert forms
    led = stranger.post("/auditor/open", {"token": words, "then": page.value("then")})
    assert led.response.headers["Location"] == f"/replay/{resolved.number}?step=2"
    assert stranger.open(led.response.headers["Location"]).status == 200


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(stranger, token, then):
    words, _ = token()
    led = stranger.post("/auditor/open", {"token": words, "then": then})
    assert led.response.headers["Location"] == "/auditor"


def test_the_demonstration_has_an_auditor_that_anybody_on_this_machine_may_be(stranger, resolved):
    stranger.post("/auditor/open", {"token": "demo:auditor", "then": "/auditor"})
    assert stranger.open(f"/replay/{resolved.number}").status == 200


@pytest.mark.parametrize(("words", "status"), [("pes_wrong", 401), ("", 401)])
def test_a_token_that_is_none_opens_nothing(stranger, words, status):
    page = stranger.post("/auditor/open", {"token": words, "then": "/auditor"})
    assert page.status == status
    assert "This was not opened" in page.alert


def test_the_token_of_an_officer_opens_nothing_here(stranger, resolved, token):
    words, _ = token(OFFICER)
    assert stranger.post("/auditor/open", {"token": words, "then": "/"}).status == 403
    stranger.headers = {"Authorization": f"Bearer {words}"}
    assert stranger.open(f"/replay/{resolved.number}").status == 403


def test_a_revoked_token_closes_every_browser_that_it_opened(house, browser, resolved, token):
    words, grant = token()
    browser.post("/auditor/open", {"token": words, "then": "/auditor"})
    assert browser.open(f"/replay/{resolved.number}").status == 200
    house.access.revoke(grant.token_id, house.clock())
    assert browser.open(f"/replay/{resolved.number}").status == 401


def test_a_browser_can_be_closed_again(auditor, resolved):
    auditor.post("/auditor/close", {})
    assert auditor.open(f"/replay/{resolved.number}").status == 401


@pytest.mark.parametrize("forged", ["9999999999.demonstration.00", "x", "1.demonstration.aa"])
def test_what_we_did_not_sign_opens_nothing(stranger, resolved, forged):
    stranger.client.cookies.set("auditor", forged)
    assert stranger.open(f"/replay/{resolved.number}").status == 401


def test_a_token_that_may_not_read_replays_nothing(stranger, resolved, token):
    words, _ = token(scopes=("act",))
    stranger.headers = {"Authorization": f"Bearer {words}"}
    assert stranger.open(f"/replay/{resolved.number}").status == 403


@pytest.mark.parametrize("number", [UNKNOWN, "XF2016-1"])
def test_a_number_that_nobody_has_is_not_found(auditor, number):
    assert auditor.open(f"/replay/{number}").status == 404


def test_a_number_typed_otherwise_leads_to_its_address(auditor, resolved):
    typed = resolved.number.replace("-", "").lower()
    led = auditor.open(f"/replay/{typed}?step=2")
    assert led.response.headers["Location"] == f"/replay/{resolved.number}?step=2"
    looked_up = auditor.open("/replay", number=typed)
    assert looked_up.response.headers["Location"] == f"/replay/{typed}"
    assert PetitionNumber.parse(typed)


def test_a_petition_that_has_no_number_is_replayed_under_its_id(auditor, resolved):
    page = auditor.open(f"/replay/{resolved.id}?step=2")
    assert page.status == 200
    assert page.tree.one("a", rel="next")["href"] == f"/replay/{resolved.id}?step=3"


# ---- A step --------------------------------------------------------------------------------------


def test_without_scripts_links_lead_from_step_to_step(auditor, resolved):
    page = auditor.open(f"/replay/{resolved.number}")
    assert "Step 1 of" in page.tree.one("section", "entry").text
    following = page.tree.one("a", rel="next")["href"]
    assert "Step 2 of" in auditor.open(following).tree.one("section", "entry").text


def test_a_position_opens_its_step(house, auditor, resolved):
    position = position_of(house, resolved, "OpinionIssued")
    page = auditor.open(f"/replay/{resolved.number}?at={position}")
    assert page.tree.one("h2", id="step-heading").text == "Handling opinion issued"
    assert "本周内修补。" in page.response.text


def test_the_words_of_strangers_stay_words(house, auditor):
    hostile = "<script>alert(1)</script>"
    case = Case(house, auditor, title=hostile)
    page = auditor.open(f"/replay/{case.number}")
    assert hostile in page.tree.one("section", "entry").text
    assert hostile not in page.response.text


def test_what_the_public_page_showed_is_told_though_it_was_never_open(auditor, resolved):
    text = auditor.open(f"/replay/{resolved.number}?step=3").tree.text
    assert "The petition was not open to this audience." in text


def test_the_petitioners_page_of_that_moment_can_be_seen_whole(auditor, resolved):
    page = auditor.open(f"/replay/{resolved.number}?step=4")
    (whole,) = [a for a in page.tree.all("a") if "/page/" in a["href"]]
    then = auditor.open(whole["href"])
    assert len(then.tree.all("li", "step")) == 4
    assert not [a for a in then.tree.all("a") if "/documents/" in a["href"]]
    public = auditor.open(whole["href"].replace("petitioner", "public"))
    assert public.status == 404


@pytest.mark.parametrize("query", ["step=0", "step=999", "step=two", "at=1", "at=nothing"])
def test_a_step_that_is_not_there_is_not_found(auditor, resolved, query):
    assert auditor.open(f"/replay/{resolved.number}?{query}").status == 404


def test_the_form_that_is_sent_empty_shows_the_first_step(auditor, resolved):
    query = "step=&at=&order=happened&known_by=&happened_by="
    page = auditor.open(f"/replay/{resolved.number}?{query}")
    assert page.status == 200
    assert "order=happened" in page.tree.one("a", rel="next")["href"]


def test_a_day_before_everything_is_not_found_and_one_that_is_none_is_told(auditor, resolved):
    assert auditor.open(f"/replay/{resolved.number}?known_by=1999-01-01").status == 404
    assert auditor.open(f"/replay/{resolved.number}?known_by=soon").status == 422


def test_the_language_switch_stays_at_the_step(auditor, resolved):
    page = auditor.open(f"/replay/{resolved.number}?step=3")
    switch = page.tree.one("nav", "top__languages").one("a")["href"]
    assert switch == f"/replay/{resolved.number}?step=3&lang=zh"
    assert "第 3 步" in auditor.open(switch).tree.text


def test_nothing_of_it_stays_in_a_cache(auditor, resolved):
    page = auditor.open(f"/replay/{resolved.number}")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in page.response.headers["Content-Security-Policy"]


def test_a_document_is_read_without_the_query_code(auditor, resolved):
    page = auditor.open(f"/replay/{resolved.number}?step=7")
    papers = [a["href"] for a in page.tree.all("a") if "/documents/" in a["href"]]
    if not papers:
        page = auditor.open(f"/replay/{resolved.number}?step=1")
        papers = [a["href"] for a in page.tree.all("a") if "/documents/" in a["href"]]
    read = auditor.open(papers[0])
    assert read.status == 200
    back = next(a["href"] for a in read.tree.all("a") if a["href"].startswith("/replay/"))
    assert auditor.open(back).status == 200


# ---- Two answers, and the whole case -------------------------------------------------------------


def test_two_answers_stand_side_by_side_with_what_differs_marked(house, auditor, resolved):
    mine, other = position_of(house, resolved, "OpinionIssued"), story(resolved)
    road = house.office.petition(house.office.petition_id(other))
    opinion = next(e for e in road.recorded if type(e).__name__ == "OpinionIssued")
    at = opinion.originator_version
    (theirs,) = house.store.positions(road.id, at, at)
    page = auditor.open(f"/replay/{resolved.number}?left={mine}&right={other}:{theirs}")
    assert page.heading == "Two answers side by side"
    assert [each.text for each in page.tree.all("ins")] == ["已现场查看，养护队", "完成"]
    assert page.tree.all("del") == []
    turned = auditor.open(f"/replay/{resolved.number}?left={other}:{theirs}&right={mine}")
    assert [each.text for each in turned.tree.all("del")] == ["已现场查看，养护队", "完成"]


def test_what_is_no_answer_is_not_compared(auditor, resolved, house):
    left = position_of(house, resolved, "Registered")
    assert auditor.open(f"/replay/{resolved.number}?left={left}&right={left}").status == 404


def test_the_whole_case_is_handed_out_as_one_file(auditor, resolved):
    answer = auditor.open(f"/replay/{resolved.number}/bundle").response
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert "本周内修补。".encode() in archive.read("events.json")
    again = auditor.open(f"/replay/{resolved.number}/bundle").response
    assert again.content == answer.content


@pytest.mark.parametrize("path", ["", "/bundle", "/documents/x", "/page/public"])
def test_nobody_gets_any_of_it_without_a_token(stranger, resolved, path):
    assert stranger.open(f"/replay/{resolved.number}{path}").status == 401
