"""What every page is beside its words: light, printable, and closed to scripts of others."""

import pytest
from playwright.sync_api import expect

from petition_es.demonstration.telling import DEMONSTRATION_CODE

MOST_BYTES = 40_000

UNCOVERED_BUTTONS = """() => [...document.querySelectorAll('button, .button, input, textarea')]
    .filter((element) => element.checkVisibility()).map((element) => element.outerHTML)"""


@pytest.fixture(scope="module")
def bridge(offices):
    """The number of the story with the most steps."""
    return offices.number_of("bridge")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_tracking_page_and_all_it_loads_are_light(visit, bridge, language):
    """What goes over the wire, headers included; the stream, which says nothing yet, aside."""
    visitor, loaded = visit(language), []
    visitor.page.on("requestfinished", lambda request: loaded.append(request))  # noqa: PLW0108  # Playwright marks what it calls
    visitor.goes_to(f"/t/{bridge}")
    visitor.page.wait_for_load_state("load")
    sizes = [request.sizes() for request in loaded if request.resource_type != "eventsource"]
    assert len(sizes) >= 3
    weight = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    assert weight < MOST_BYTES


@pytest.mark.parametrize("scripts", [True, False])
def test_a_printed_page_shows_every_step_and_no_button(visit, bridge, scripts):
    visitor = visit("zh", scripts=scripts)
    visitor.goes_to(f"/t/{bridge}")
    visitor.fills_in("page.open.code", DEMONSTRATION_CODE)
    visitor.presses("page.open.button")
    visitor.page.emulate_media(media="print")
    assert visitor.page.evaluate(UNCOVERED_BUTTONS) == []
    expect(visitor.page.get_by_text(f"/t/{bridge}").first).to_be_visible()
    for step in visitor.page.locator("#part-steps .step").all():
        expect(step).to_be_visible()


def test_a_language_that_was_chosen_is_remembered(visit):
    visitor = visit("zh")
    visitor.goes_to("/")
    visitor.page.get_by_role("link", name="English").click()
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    visitor.goes_to("/how-it-works")
    assert visitor.page.locator("html").get_attribute("lang") == "en"


def test_a_script_that_got_onto_a_page_all_the_same_does_not_run(browser, site, bridge):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}/t/{bridge}")
    for inside in ("<script>ran = 1</script>", "<img src=/static/x onerror='ran = 1'>"):
        page.evaluate(
            "(html) => document.body.append(document.createRange().createContextualFragment(html))",
            inside,
        )
    assert page.evaluate("typeof ran") == "undefined"
    assert any("Content Security Policy" in each for each in complaints)
    page.close()


def test_whoever_closes_the_view_leaves_nothing_open(visit, bridge):
    visitor = visit("en", scripts=False)
    visitor.goes_to(f"/t/{bridge}")
    visitor.fills_in("page.open.code", DEMONSTRATION_CODE)
    visitor.presses("page.open.button")
    visitor.presses("page.close")
    assert visitor.context.cookies(f"{visitor.home}/t/{bridge}") == []
    visitor.goes_to(f"/t/{bridge}")
    assert visitor.page.locator("a[href*='/do/']").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_whoever_goes_back_finds_the_steps_before(visit, scripts):
    visitor, steps = visit("zh", scripts=scripts), []
    visitor.goes_to("/submit")
    visitor.fills_in("submit.title", "村口的路灯不亮")
    visitor.fills_in("submit.text", "坏了一个月。")
    for _ in range(3):  # The third time a name is missing, and the step is shown again.
        steps.append(visitor.heading())
        with visitor.page.expect_navigation():
            visitor.presses("submit.on")
    for step in reversed(steps):
        visitor.page.go_back()
        assert visitor.heading() == step
    expect(visitor.page.get_by_label(visitor.says("submit.text"))).to_have_value("坏了一个月。")
