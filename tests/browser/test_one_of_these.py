"""Somebody is about to hand in what was handed in already, on a phone and on a desk."""

import pytest
from access import barriers
from playwright.sync_api import expect

from app_served import until

STENCH = {
    "title": "临江路垃圾中转站臭气扰民",
    "text": "临江路垃圾中转站每天夜里作业，臭气和噪音让景澜苑的住户无法入睡，没有人来管。",
}
AGAIN = {
    "title": "再次投诉临江路垃圾中转站臭气",
    "text": "临江路垃圾中转站还是每天夜里作业，景澜苑的住户被臭气和噪音折磨，仍然没有人来管。",
}
ASKED = "submit.similar.heading"


@pytest.fixture(scope="module")
def published(offices):
    """A petition that everybody may see, once the index beside the server has read it."""
    said = {**STENCH, "parties": [{"petitioner_id": "p-li"}], "on_behalf_of": "p-li"}
    number = offices.submit("haiyang-bureau", **said)["number"]
    offices.act("haiyang-bureau", number, "register", purpose="request")
    offices.act("haiyang-bureau", number, "disclose", audience="public", reason="published")
    until(lambda: number in offices.similar(**AGAIN), seconds=60)
    return number


def fills_in_all_but_the_last_step(visitor):
    visitor.goes_to("/submit")
    visitor.fills_in("submit.title", AGAIN["title"])
    visitor.fills_in("submit.text", AGAIN["text"])
    visitor.presses("submit.on")
    visitor.presses("submit.on")
    visitor.fills_in("submit.name", "陈桂兰")
    visitor.chooses("submit.consent")
    visitor.presses("submit.on")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scripts", [True, False])
def test_who_has_another_matter_goes_on_and_sends_it(visit, published, language, scripts):
    visitor = visit(language, scripts=scripts)
    fills_in_all_but_the_last_step(visitor)
    assert visitor.heading() == visitor.says(ASKED)
    expect(visitor.page.locator(".whole", has_text=published)).to_be_visible()
    visitor.presses("submit.similar.other")
    assert visitor.heading() == visitor.says("submit.check.heading")
    expect(visitor.page.get_by_text(AGAIN["text"], exact=True)).to_be_visible()
    visitor.presses("submit.send")
    expect(visitor.page.locator(".code")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_has_that_very_matter_follows_it_instead(visit, published, language):
    visitor = visit(language)
    fills_in_all_but_the_last_step(visitor)
    visitor.page.locator(f"form a[href='/t/{published}']").click()
    assert published in visitor.page.title()
    visitor.page.go_back()
    assert visitor.heading() == visitor.says(ASKED)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_question_keeps_nobody_out(visit, published, language):
    visitor = visit(language, is_mobile=False, has_touch=False)
    fills_in_all_but_the_last_step(visitor)
    assert visitor.heading() == visitor.says(ASKED)
    assert barriers(visitor.page) == []
