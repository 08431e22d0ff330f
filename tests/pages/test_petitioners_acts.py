"""What a petitioner may do with a petition of their own, and the acts that take one button."""

import pytest
from cases import UNKNOWN, Case, story, thanked

from petition_es.api.pages.petitioners_acts import OWN_ACTS, allowed_acts
from petition_es.demonstration.telling import DEMONSTRATION_CODE
from petition_es.domain.entry import Actor
from petition_es.domain.petition import FollowedUp, Urged, Withdrawn


def test_what_is_allowed_is_what_the_domain_would_not_refuse(case):
    assert case.allowed == ["add-material", "withdraw", "hide-my-name"]
    case.registered()
    assert case.allowed == ["add-material", "urge", "withdraw", "hide-my-name"]


def test_a_resolved_petition_is_evaluated_and_answered(case):
    assert case.resolved().allowed == ["evaluate", "answer", "hide-my-name"]


def test_a_name_that_is_hidden_can_be_shown_again(house, browser):
    assert Case(house, browser, identity="hidden").allowed[-1] == "show-my-name"


def test_nobody_hides_a_name_that_was_not_given(house, browser):
    assert "hide-my-name" not in Case(house, browser, identity="anonymous").allowed


def test_asking_what_is_allowed_records_nothing(case):
    before = case.petition.version
    assert case.allowed
    assert case.petition.version == before


def test_a_stranger_is_allowed_nothing(case, house):
    nobody = Actor(actor_id="p-nobody", role="petitioner")
    assert allowed_acts(case.petition, nobody, house) == []


@pytest.mark.parametrize("act", OWN_ACTS)
def test_who_has_not_typed_the_code_is_led_to_where_it_is_asked(case, stranger, act):
    """Whether there is such a petition, and whether it was published, makes no difference."""
    asked = set()
    for number in (case.number, story(case), UNKNOWN):
        page = stranger.open(f"/t/{number}/do/{act}")
        assert (page.status, page.response.headers["Location"]) == (303, f"/t/{number}")
        page = stranger.post(f"/t/{number}/do/{act}", {"version": "1", "code": ""})
        asked.add((page.status, page.response.text.replace(number, "")))
    ((status, _),) = asked
    assert status == 403


def test_the_session_of_one_petition_opens_no_other(case, stranger):
    (cookie,) = [c for c in case.browser.client.cookies.jar if c.name == "view"]
    stranger.client.cookies.set("view", cookie.value, path=f"/t/{story(case)}")
    assert stranger.open(f"/t/{story(case)}/do/evaluate").status == 303


def test_an_unknown_act_is_not_there(case):
    assert case.form("resolve").status == 404


def test_a_form_of_another_site_is_not_taken(case):
    answer = case.browser.client.post(
        f"/t/{case.number}/do/withdraw",
        data={"version": "2", "sure": "yes"},
        headers={"Origin": "https://elsewhere.example", "Accept": "text/html"},
    )
    assert answer.status_code == 403
    assert not case.events(Withdrawn)


def test_the_petitioner_of_a_story_opens_it_with_the_code(stranger, case):
    number = story(case)
    opened = stranger.post(f"/t/{number}/open", {"code": DEMONSTRATION_CODE})
    assert opened.status == 303
    assert stranger.open(f"/t/{number}/do/evaluate").value("unit-result") == "satisfied"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("act", OWN_ACTS)
def test_every_form_speaks_both_languages(case, act, language):
    case.browser.language = language
    page = case.form(act)
    assert page.status in {200, 409, 422}
    assert page.tree.one("html")["lang"].startswith(language)
    assert page.response.headers["Cache-Control"] == "no-store"


# ---- Pressing, answering, withdrawing ------------------------------------------------------------


def test_a_petitioner_presses_for_an_answer(case):
    case.registered()
    assert "pressed" in thanked(case.form("urge").send(), "urge")
    assert len(case.events(Urged)) == 1


def test_who_cannot_press_yet_reads_why_and_finds_no_button(case):
    page = case.form("urge")
    assert page.status == 409
    assert page.alert.startswith("This was not done")
    assert not page.tree.one("form", id="form").all("button")


@pytest.mark.parametrize("answer", ["yes", "partly", "no"])
def test_a_petitioner_says_whether_it_is_solved(case, answer):
    case.resolved()
    thanked(case.form("answer").send(answer=answer), "answer")
    (said,) = case.events(FollowedUp)
    assert (said.answer, said.asked_via, said.role) == (answer, "web", "petitioner")


@pytest.mark.parametrize("answer", ["", "unreached", "<b>"])
def test_an_answer_is_one_of_three(case, answer):
    page = case.resolved().form("answer").send(answer=answer)
    assert (page.status, case.events(FollowedUp)) == (422, [])


def test_taking_it_back_needs_a_tick(case):
    page = case.form("withdraw").send()
    assert (page.status, case.events(Withdrawn)) == (422, [])
    assert "taken back" in thanked(page.send(sure="yes"), "withdraw")
    assert case.petition.file.state == "withdrawn"


def test_a_name_is_hidden_and_shown(case):
    thanked(case.form("hide-my-name").send(), "hide-my-name")
    assert case.petition.file.names_for == "auditor"
    thanked(case.form("show-my-name").send(), "show-my-name")
    assert case.petition.file.names_for == "officer"
