"""The article's two stories, walked on a phone: from the form to the petitioner's last word.

A petitioner fills in the form, the offices act through their programs, and every step appears on
the page: by itself where scripts run, on the next look where they do not.
"""

import io
import os
import re

import pytest
from pictures import Camera
from PIL import Image
from playwright.sync_api import expect
from the_article import BRIDGE, BRIDGE_BEGINS, BRIDGE_GOES_ON, ROAD, ROAD_BEGINS, ROAD_GOES_ON

STORIES = {
    "bridge": (BRIDGE, BRIDGE_BEGINS, BRIDGE_GOES_ON),
    "road": (ROAD, ROAD_BEGINS, ROAD_GOES_ON),
}
EVERY_WAY = [(language, scripts) for language in ("zh", "en") for scripts in (True, False)]
CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")


@pytest.fixture
def picture(story):
    """Takes a picture of the page for the docs, where that was asked for."""
    return Camera(os.environ.get("PETITION_SCREENSHOTS") if story == "bridge" else None)


@pytest.fixture
def photo(tmp_path):
    """A picture as a phone takes it: it knows where it was taken."""
    path = tmp_path / "IMG_2016.jpg"
    picture = Image.effect_noise((640, 480), 40).convert("RGB")
    where = Image.Exif()
    where.get_ifd(0x8825).update({1: "N", 2: (33.0, 47.0, 5.0), 3: "E", 4: (119.0, 15.0, 0.0)})
    picture.save(path, exif=where, quality=80)
    return path


@pytest.mark.parametrize(("language", "scripts"), EVERY_WAY)
@pytest.mark.parametrize("story", STORIES)
def test_a_petition_is_followed_from_the_form_to_the_last_word(  # noqa: PLR0917  # fixtures go by name
    visit, offices, photo, picture, story, language, scripts
):
    words, begins, goes_on = STORIES[story]
    at_home = visit(language, scripts=scripts)
    number, code = hand_in(at_home, words, picture)
    follow(at_home, offices, number, begins)

    on_the_bus = visit(language, scripts=scripts)
    open_with_code(on_the_bus, number, code)
    add_photo(on_the_bus, photo)
    press_for_an_answer(on_the_bus)

    at_home.goes_to(f"/t/{number}")
    follow(at_home, offices, number, goes_on)
    picture("tracking", at_home)
    at_home.page.locator("#steps-heading").evaluate("(heading) => heading.scrollIntoView()")
    picture("steps", at_home)
    rate(on_the_bus, number, picture)
    say_that_it_is_solved(on_the_bus)
    everybody_reads_it(visit, offices, number, begins[0][0], language)


def hand_in(visitor, words, picture):
    """Fill in the form step by step; answer what stands on the receipt."""
    visitor.goes_to("/")
    picture("front", visitor)
    visitor.follows("front.submit.go")
    visitor.fills_in("submit.title", words["title"])
    visitor.fills_in("submit.text", words["text"])
    picture("form", visitor)
    visitor.presses("submit.on")
    visitor.fills_in("submit.address", words["address"])
    visitor.presses("submit.on")
    visitor.fills_in("submit.name", words["name"])
    visitor.fills_in("submit.phone", words["phone"])
    visitor.chooses("submit.consent")
    visitor.presses("submit.on")
    visitor.goes_on_with_another_matter()
    for each in words.values():
        expect(visitor.page.get_by_text(each, exact=True)).to_be_visible()
    visitor.presses("submit.send")
    return read_receipt(visitor, words, picture)


def read_receipt(visitor, words, picture):
    page = visitor.page
    number = page.locator(".number").inner_text()
    code = page.locator(".code").inner_text()
    assert CODE.fullmatch(code)
    assert code not in page.url
    qr = page.get_by_role("img", name=visitor.says("receipt.qr", number=number))
    expect(qr.locator("svg")).to_be_visible()
    assert code.replace("-", "") not in qr.inner_html()
    assert page.locator(".proof").inner_text()
    picture("receipt", visitor)
    visitor.follows("receipt.follow")
    assert number in page.title()
    return number, code


def follow(visitor, offices, number, steps):
    """Let the offices act, one after the other; each step is the first that the page tells."""
    for who, act, said in steps:
        written = offices.act(who, number, act, **said)
        if not visitor.scripts:
            visitor.page.reload()
        newest = f"#part-steps li:first-child#ev-{written['version']}"
        visitor.page.locator(newest).wait_for()


def open_with_code(visitor, number, code):
    """Type the number and the code on another machine; a number alone opens nothing."""
    visitor.goes_to("/")
    visitor.fills_in("front.number", number.lower().replace("-", " "))
    visitor.presses("front.look_up.go")
    assert visitor.heading() == visitor.says("page.closed.title")
    visitor.fills_in("page.open.code", "7777-7777-7777")
    visitor.presses("page.open.button")
    assert visitor.page.locator("#code").get_attribute("aria-invalid") == "true"
    visitor.fills_in("page.open.code", code.lower().replace("-", " "))
    visitor.presses("page.open.button")
    expect(visitor.page.get_by_role("heading", name=visitor.says("page.yours"))).to_be_visible()


def add_photo(visitor, photo):
    visitor.follows("page.do.add-material")
    visitor.page.locator("[name=note]").fill("今天早上又塌了一块，附照片。")
    visitor.page.locator("[name=papers]").set_input_files(photo)
    visitor.page.locator("form button.button").first.click()
    expect(visitor.page.get_by_text(visitor.says("page.done.add-material"))).to_be_visible()
    kept = visitor.page.locator("#part-steps li:first-child .papers a").last
    answer = visitor.context.request.get(visitor.home + kept.get_attribute("href"))
    with Image.open(io.BytesIO(answer.body())) as picture:
        assert picture.size == (640, 480)
        assert not picture.getexif()


def press_for_an_answer(visitor):
    visitor.follows("page.do.urge")
    visitor.page.locator("form button.button").first.click()
    expect(visitor.page.get_by_text(visitor.says("page.done.urge"))).to_be_visible()


def rate(visitor, number, picture):
    visitor.goes_to(f"/t/{number}")
    visitor.follows("page.do.evaluate")
    for whom in ("bureau", "unit"):
        visitor.page.locator(f"[name={whom}-result][value=satisfied]").check()
    visitor.page.locator("[name=words]").fill("修好了，谢谢！")
    picture("evaluation", visitor)
    visitor.page.locator("form button.button").first.click()
    expect(visitor.page.get_by_text(visitor.says("page.done.evaluate"))).to_be_visible()


def say_that_it_is_solved(visitor):
    visitor.follows("page.do.answer")
    visitor.page.locator("[name=answer][value=yes]").check()
    visitor.page.locator("form button.button").first.click()
    expect(visitor.page.get_by_text(visitor.says("page.done.answer"))).to_be_visible()
    expect(visitor.page.get_by_text(visitor.says("page.claim.confirmed"))).to_be_visible()


def everybody_reads_it(visit, offices, number, bureau, language):
    """Once the bureau has published it, a stranger sees every step, and can do nothing."""
    stranger = visit(language)
    assert stranger.goes_to(f"/t/{number}").status == 404
    offices.act(bureau, number, "disclose", audience="public", reason="published")
    assert stranger.goes_to(f"/t/{number}").status == 200
    state = stranger.page.locator(".status__state").inner_text()
    assert state.casefold() == stranger.label("state", "resolved")
    assert stranger.page.locator("a[href*='/do/']").count() == 0
