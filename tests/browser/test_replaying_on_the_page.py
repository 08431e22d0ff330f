"""An auditor replays the backlog case: on a phone and at a desk, with scripts and without."""

import re

import pytest
from access import barriers
from playwright.sync_api import expect

LANGUAGES = ("zh", "en")


@pytest.fixture
def number(offices):
    """The number of the backlog case."""
    return offices.number_of("backlog")


def come_in(visitor, path):
    """Open a page for auditors as the demonstration's auditor."""
    visitor.goes_to(path)
    visitor.presses("auditor.demo")
    return visitor.page


def steps(visitor, step, of):
    return visitor.says("replay.step", step=step, of=of)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_stepped_through_to_the_reused_opinion(visit, offices, number, language, scripts):
    visitor = visit(language, scripts=scripts)
    page = come_in(visitor, f"/replay/{number}?step=12")
    part = page.locator("#replay")
    expect(part).to_contain_text(steps(visitor, 12, 17))
    part.get_by_role("link", name=visitor.says("replay.next"), exact=True).click()
    expect(part).to_contain_text(steps(visitor, 13, 17))
    expect(page).to_have_url(re.compile("step=13"))
    expect(part).to_contain_text("opinion-2014-0417")
    expect(part).to_contain_text(visitor.says("replay.page.not_open"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_arrow_keys_and_the_slider_step_through_it(visit, number, language):
    visitor = visit(language)
    page = come_in(visitor, f"/replay/{number}?step=12")
    part = page.locator("#replay")
    expect(page.locator("#slide")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(part).to_contain_text(steps(visitor, 13, 17))
    expect(page.locator("#replay-says")).to_contain_text(steps(visitor, 13, 17))
    page.keyboard.press("ArrowLeft")
    expect(part).to_contain_text(steps(visitor, 12, 17))
    page.locator("#slider").fill("5")
    expect(part).to_contain_text(steps(visitor, 5, 17))
    page.go_back()
    expect(part).to_contain_text(steps(visitor, 13, 17))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_answers_are_set_side_by_side_from_the_form(visit, number, language):
    visitor = visit(language)
    page = come_in(visitor, f"/replay/{number}")
    visitor.presses("replay.compare.show")
    assert visitor.heading() == visitor.says("replay.compare.title")
    expect(page.locator("del")).not_to_have_count(0)
    expect(page.locator("ins")).not_to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["?step=13", "?order=happened", "/page/petitioner?step=13", "?left={left}&right={right}"],
)
def test_a_replay_keeps_nobody_out(visit, offices, number, path, language):
    visitor = visit(language, is_mobile=False, has_touch=False)
    page = come_in(visitor, f"/replay/{number}")
    left, right = answers(page)
    visitor.goes_to(f"/replay/{number}{path.format(left=left, right=right)}")
    if page.locator("details#steps").count():
        page.locator("#steps > summary").click()
        page.locator("#stamp > summary").click()
    assert barriers(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_entrance_keeps_nobody_out_and_says_what_was_wrong(visit, number, language):
    visitor = visit(language, is_mobile=False, has_touch=False)
    visitor.goes_to(f"/replay/{number}")
    assert barriers(visitor.page) == []
    visitor.fills_in("auditor.token", "pes_wrong")
    visitor.presses("auditor.open")
    assert barriers(visitor.page) == []
    come_in(visitor, "/auditor")
    assert barriers(visitor.page) == []


def answers(page):
    """The positions of the two answers that the form begins with."""
    return page.locator("#f-left").input_value(), page.locator("#f-right").input_value()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_buttons_keep_their_words_whole_on_a_phone(visit, number, language):
    page = come_in(visit(language), f"/replay/{number}?step=2")
    broken = "all => all.filter(each => each.offsetHeight > 56).map(each => each.innerText)"
    assert page.locator(".ways .button").evaluate_all(broken) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
