"""A newcomer opens the demonstration and sees what the audits found: on a phone, and at a desk."""

import re

import pytest
from access import barriers
from playwright.sync_api import expect

LANGUAGES = ("zh", "en")
LONG_AGO = "2014"
"""When the opinion was issued that was handed in again as the result of the backlog case."""


def come_in(visitor):
    """Open the list from the front page, as the demonstration's auditor."""
    visitor.goes_to("/")
    visitor.follows("front.audit.go")
    visitor.presses("auditor.demo")
    return visitor.page


def open_finding(visitor, rule):
    """Come in, and open the one finding of a rule, by the form."""
    come_in(visitor)
    return choose(visitor, rule)


def choose(visitor, rule):
    page = visitor.page
    page.locator("summary").filter(has_text=visitor.says("audit.filter")).click()
    page.get_by_label(visitor.says("audit.filter.rule"), exact=True).select_option(rule)
    visitor.presses("audit.filter.go")
    page.get_by_role("link", name=visitor.says(f"rule.{rule}"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(visitor.says(f"rule.{rule}"))
    return page


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_sees_the_reused_opinion_with_both_texts(visit, offices, language, scripts):
    visitor = visit(language, scripts=scripts)
    page = open_finding(visitor, "reused_answer")
    texts = page.get_by_role("region", name=visitor.says("audit.finding.texts"))
    expect(texts.locator(".row--same")).not_to_have_count(0)
    expect(texts.locator("del")).not_to_have_count(0)
    expect(texts.locator("ins")).not_to_have_count(0)
    left, right = texts.locator(".sides").first.locator("> div").all()
    expect(left).to_contain_text(LONG_AGO)
    expect(right).to_contain_text(offices.number_of("backlog"))
    expect(page.get_by_role("main")).to_contain_text(visitor.says("finding.reused_answer.clears"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_there_the_case_is_replayed_at_the_deciding_event(visit, offices, language):
    visitor = visit(language)
    page = open_finding(visitor, "reused_answer")
    visitor.follows("audit.finding.replay_deciding")
    expect(page).to_have_url(re.compile(rf"/replay/{offices.number_of('backlog')}\?at=[0-9]+"))
    expect(page.locator("#replay")).to_contain_text(visitor.says("step.ResultReported"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_on_the_old_opinion_shows_both_texts_too(visit, language):
    page = open_finding(visit(language), "report_on_old_opinion")
    expect(page.locator("del")).not_to_have_count(0)
    expect(page.locator("ins")).not_to_have_count(0)


@pytest.mark.parametrize(("scripts", "rule"), [(True, "not_delivered"), (False, "not_carried_out")])
def test_a_finding_is_looked_into_judged_and_looked_into_again(visit, scripts, rule):
    visitor = visit("zh", scripts=scripts)
    page = open_finding(visitor, rule)
    inquiry = page.locator("#inquiry")
    for judgement, state in (
        ("audit.judge.open", "open"),
        ("audit.judge.confirm", "confirmed"),
        ("audit.judge.reopen", "open"),
    ):
        visitor.presses(judgement)
        expect(inquiry.get_by_role("heading")).to_contain_text(
            visitor.label("inquiry_state", state)
        )
    visitor.presses("audit.judge.dismiss")
    expect(page.get_by_role("alert")).to_contain_text(
        visitor.says("refusal.DismissedWithoutReason")
    )
    page.get_by_label(visitor.says("audit.judge.reason"), exact=True).fill("已补录送达回证。")
    visitor.presses("audit.judge.dismiss")
    expect(inquiry).to_contain_text("已补录送达回证。")
    visitor.presses("audit.judge.reopen")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_and_a_finding_keep_nobody_out(visit, language):
    visitor = visit(language, is_mobile=False, has_touch=False)
    page = come_in(visitor)
    for summary in page.locator("summary").all():
        summary.click()
    assert barriers(page) == []
    visitor.goes_to("/audit")
    choose(visitor, "reused_answer")
    assert barriers(page) == []
    visitor.presses("audit.judge.dismiss")
    assert barriers(page) == []
    visitor.goes_to("/audit?from=tomorrow")
    assert barriers(page) == []


def test_a_finding_can_be_printed(visit):
    visitor = visit("zh")
    page = open_finding(visitor, "reused_answer")
    page.emulate_media(media="print")
    expect(page.locator("del").first).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
