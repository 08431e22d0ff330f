"""The front page and how it works."""

import pytest
from petitioning import Browser

from petition_es.api.pages.front import stories
from petition_es.bootstrap import put_together
from petition_es.demonstration.telling import DEMONSTRATION_CODE
from petition_es.messages import say
from petition_es.settings import Settings


def test_the_front_page_leads_to_looking_up_and_to_submitting(browser):
    page = browser.open("/")
    assert page.status == 200
    assert page.tree.one("form", action="/t")["method"] == "get"
    assert "/submit" in {a["href"] for a in page.tree.one("main").all("a")}


def test_a_number_leads_to_its_page_in_any_typing(browser, house):
    (number, *_) = stories(house).values()
    for typed in (number, number.lower(), number.replace("-", ""), f" {number[2:]} "):
        answer = browser.open("/t", number=typed)
        assert (answer.status, answer.response.headers["Location"]) == (303, f"/t/{number}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("XF2016-48210-09377-36", "mistyped"),
        ("hello", "mistyped"),
        ("<script>", "mistyped"),
        ("X" * 5000, "mistyped"),
        ("  ", "Type the number"),
        ("", "Type the number"),
    ],
)
def test_a_mistyped_number_is_told_at_its_field(browser, typed, words):
    page = browser.open("/t", number=typed)
    assert page.status == 422
    assert words in page.tree.one(id="number-error").text
    field = page.tree.one(id="number")
    assert field["aria-invalid"] == "true"
    assert field["value"] == typed


def test_a_number_that_is_well_formed_is_never_said_to_be_unknown_here(browser):
    assert browser.open("/t", number="XF2016-48210-09377-04").status == 303


def test_the_demonstration_offers_two_cases_and_their_code(browser, house):
    page = browser.open("/")
    links = {a["href"] for a in page.tree.all("a")}
    assert len(stories(house)) == 2
    assert {f"/t/{number}" for number in stories(house).values()} <= links
    assert DEMONSTRATION_CODE in page.tree.text


def test_an_empty_demonstration_has_no_cases_to_try(store, tmp_path):
    house = put_together(Settings(home=tmp_path, demonstration=True), store, lambda: None)
    assert stories(house) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/how-it-works", "/submit", "/receipts"])
def test_every_page_speaks_both_languages(site, browser, path, language):
    page = Browser(browser.client, language).open(path)
    assert page.status == 200
    assert page.tree.one("html")["lang"].startswith(language)
    assert say("page.service", language) in page.tree.one("title").text


def test_how_it_works_says_what_the_code_is_for_and_what_to_do_when_it_is_lost(browser):
    text = browser.open("/how-it-works").tree.text
    for words in ("Number and code together", "Lost the code?", "Within 15 days", "60 days"):
        assert words in text
