"""Every page, as it is first seen and as it says what is wrong, for everybody who reads it.

In both languages, by light and dark, on a phone and on a desk: axe-core finds nothing, no page
scrolls sideways, and everything that can be pressed is large enough for a thumb.
"""

import pytest
from access import barriers
from playwright.sync_api import expect
from the_article import BRIDGE_BEGINS, BRIDGE_GOES_ON

from petition_es.demonstration.telling import DEMONSTRATION_CODE

LANGUAGES = ("zh", "en")
STORIES = ("bridge", "road", "backlog", "correction", "late", "joint", "accusation")

PAGES = {
    "the front page": "/",
    "the front page after a mistyped number": "/t?number=XF2016-1",
    "how it works": "/how-it-works",
    "checking a receipt": "/receipts",
    "a published petition": "/t/{road}",
    "a published petition of many steps": "/t/{bridge}",
    "a petition that is not open": "/t/{backlog}",
    "the list of problems": "/problems",
    "one problem": "/problems/not-your-unit",
    "a page that is not there": "/nowhere",
    "a page that takes no visits": "/petitions",
}
IN_HANDLING = ("add-material", "urge", "withdraw", "evaluate", "hide-my-name", "show-my-name")
RESOLVED = ("evaluate", "answer")
LONG = "这条路坏了很久，附近的人都绕道走。" * 20


@pytest.fixture
def desk(visit):
    """Somebody with axe-core, whose window can have any width."""

    def sit_down(language):
        return visit(language, is_mobile=False, has_touch=False)

    return sit_down


@pytest.fixture(scope="module")
def numbers(offices):
    """The numbers of the demonstration's stories."""
    return {story: offices.number_of(story) for story in STORIES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_anybody_opens_keeps_nobody_out(desk, numbers, page, language):
    visitor = desk(language)
    visitor.goes_to(PAGES[page].format(**numbers))
    assert barriers(visitor.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_a_petitioners_view_keeps_nobody_out(desk, numbers, story, language):
    visitor = desk(language)
    opened(visitor, numbers[story], DEMONSTRATION_CODE)
    assert barriers(visitor.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_an_office_keep_nobody_out(desk, numbers, language):
    visitor = desk(language)
    opened(visitor, numbers["bridge"], DEMONSTRATION_CODE)
    visitor.page.locator("#part-steps a[href*='/documents/']").first.click()
    assert barriers(visitor.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_code_keeps_nobody_out_of_the_page_that_says_so(desk, numbers, language):
    visitor = desk(language)
    opened(visitor, numbers["late"], "7777-7777-7777")
    assert visitor.page.locator("#code").get_attribute("aria-invalid") == "true"
    assert barriers(visitor.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_submitting_keeps_nobody_out(desk, language):
    visitor = desk(language)
    visitor.goes_to("/submit")
    found = barriers(visitor.page)
    visitor.presses("submit.on")
    found += wrong(visitor)
    visitor.fills_in("submit.title", "路面坑洼影响出行")
    visitor.fills_in("submit.text", LONG)
    visitor.presses("submit.on")
    found += barriers(visitor.page)
    visitor.fills_in("submit.address", LONG)
    visitor.presses("submit.on")
    found += wrong(visitor)
    visitor.fills_in("submit.address", "村东")
    visitor.presses("submit.on")
    found += barriers(visitor.page)
    visitor.fills_in("submit.phone", "x")
    visitor.presses("submit.on")
    found += wrong(visitor)
    visitor.page.locator("[name=identity][value=anonymous]").check()
    visitor.fills_in("submit.phone", "")
    visitor.chooses("submit.consent")
    visitor.presses("submit.on")
    visitor.goes_on_with_another_matter()
    found += barriers(visitor.page)
    visitor.page.locator("[name=papers]").set_input_files(
        {"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"}
    )
    visitor.presses("submit.send")
    found += wrong(visitor)
    visitor.presses("submit.send")
    expect(visitor.page.locator(".code")).to_be_visible()
    found += barriers(visitor.page)
    assert found + verdicts(visitor, visitor.page.locator(".proof").inner_text()) == []


def verdicts(visitor, proof):
    """The pages that say whether a receipt is genuine."""
    found = []
    for pasted in (proof, proof.replace("XF", "XG")):
        visitor.goes_to("/receipts")
        visitor.fills_in("verify.proof", pasted)
        visitor.presses("verify.go")
        expect(visitor.page.get_by_role("alert")).to_be_visible()
        found += barriers(visitor.page)
    return found


def wrong(visitor):
    """A page that says what is wrong: at the top, where the reading begins, and at the field."""
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    assert visitor.page.locator("[aria-invalid=true]").count() > 0
    return barriers(visitor.page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("steps", "acts"),
    [(BRIDGE_BEGINS, IN_HANDLING), (BRIDGE_BEGINS + BRIDGE_GOES_ON, RESOLVED)],
    ids=["in handling", "resolved"],
)
def test_the_forms_of_a_petitioners_acts_keep_nobody_out(desk, offices, language, steps, acts):
    party = {"parties": [{"petitioner_id": "p-bridge"}], "on_behalf_of": "p-bridge"}
    handed_in = offices.submit("jiangsu-bureau", title="桥", text=LONG, **party)
    for who, act, said in steps:
        offices.act(who, handed_in["number"], act, **said)
    visitor = desk(language)
    opened(visitor, handed_in["number"], handed_in["query_code"])
    found = []
    for act in acts:
        visitor.goes_to(f"/t/{handed_in['number']}/do/{act}")
        found += barriers(visitor.page)
        if visitor.page.locator("form [name]:not([type=hidden]):not(.link)").count():
            visitor.page.locator(".actions .button").first.click()
            found += barriers(visitor.page)
    assert found == []


def opened(visitor, number, code):
    visitor.goes_to(f"/t/{number}")
    visitor.fills_in("page.open.code", code)
    visitor.presses("page.open.button")
