"""The tracking page for each of its readers, and whatever strangers may have written into it."""

import pytest
from page_reading import read
from shown import NUMBER, fact, lived, page_of, seen, steps, tracked

from histories import ROADS, happened, petition_in
from petition_es.api.pages.petitioners_acts import OWN_ACTS
from petition_es.api.pages.tracking import render_live
from petition_es.demonstration.stories import all_stories, backlog
from petition_es.demonstration.the_article import bridge, road
from petition_es.domain.codes import Code
from petition_es.domain.petition import ActionTaken
from petition_es.domain.unit import UnitName
from petition_es.messages import LANGUAGES, keys
from petition_es.projections.timeline import AUDIENCES, NotPublished, UnitCard

# ---- Who sees what -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_story_can_be_shown_to_everybody_to_whom_it_is_open(audience, language):
    shown = 0
    for story in all_stories():
        try:
            told = seen(lived(story), audience)
        except NotPublished:
            continue
        page = page_of(told, language, acts=["urge"] if audience == "petitioner" else None)
        assert len(steps(page)) == len(told.checkpoints)
        assert page.one("html")["lang"] == {"zh": "zh-CN", "en": "en"}[language]
        shown += 1
    assert shown


def test_the_petitioner_finds_what_may_be_done_now_and_how_to_leave():
    page = tracked(lived(road()), acts=["add-material", "withdraw"])
    links = [(a.text, a["href"]) for a in page.one("ul", of="links").all("a")]
    assert links == [
        ("Add words or papers", f"/t/{NUMBER}/do/add-material"),
        ("Take the petition back", f"/t/{NUMBER}/do/withdraw"),
    ]
    assert page.one("form")["action"] == f"/t/{NUMBER}/close"
    assert page.one("form")["method"] == "post"


def test_every_act_of_the_petitioner_has_its_words():
    for act in OWN_ACTS:
        assert {f"page.do.{act}", f"page.done.{act}"} <= keys()


def test_the_public_is_offered_to_open_it_with_the_code():
    page = tracked(lived(bridge()), audience="public")
    assert page.one("form")["action"] == f"/t/{NUMBER}/open"
    field = page.one("input")
    assert field["autocomplete"] == "off"
    described = {e.get("id") for e in page.elements} & set(field["aria-describedby"].split())
    assert described == {"code-hint"}


def test_a_word_of_thanks_is_said_for_acts_that_there_are():
    thanks = tracked(lived(road()), done="evaluate").one("div", of="notice--good")
    assert thanks.text == "Thank you. Your rating counts."
    assert tracked(lived(road()), done="<b>").all("div", of="notice--good") == []


def test_a_view_of_the_past_says_so_and_does_not_move():
    page = tracked(lived(bridge()), past={"known_by": lived(bridge()).recorded[5].local_at.date()})
    assert "As it was known by 2016-08" in page.text
    assert page.one("div", id="live").get("data-stream") is None


# ---- What moves ----------------------------------------------------------------------------------


def test_the_page_goes_on_from_the_version_that_it_shows():
    live = tracked(lived(road()), "zh").one("div", id="live")
    assert live["data-stream"] == f"/t/{NUMBER}/stream?after=7&lang=zh"


def test_what_is_sent_has_the_parts_that_the_page_has():
    told = seen(lived(backlog()), "petitioner")
    parts = read(render_live(told, "en", NUMBER))
    sent = [e["id"] for e in parts.children if not isinstance(e, str)]
    assert sent == ["part-status", "part-then", "part-steps"]
    page = page_of(told)
    for part in sent:
        ours, theirs = page.one("section", id=part), parts.one("section", id=part)
        assert ours.text == theirs.text
    assert parts.one("section", id="part-status")["data-says"].startswith(
        "New step: Asked afterwards"
    )


def test_the_petitioner_is_sent_what_may_be_done_too():
    told = seen(lived(backlog()), "petitioner")
    parts = read(render_live(told, "en", NUMBER, ["urge"])).one("section", id="part-yours")
    page = page_of(told, acts=["urge"])
    assert parts.text == page.one("div", id="live").one("section", id="part-yours").text
    assert parts.one("a")["href"] == f"/t/{NUMBER}/do/urge"


def test_the_page_and_what_is_sent_say_when_it_was_so_by_the_offices_clock():
    told = seen(lived(backlog()), "petitioner")
    for shown in (page_of(told), read(render_live(told, "en", NUMBER))):
        status = shown.one("section", id="part-status")
        assert status["data-at"] == status.one("p", of="asof").one("time").text


# ---- Strangers' words ----------------------------------------------------------------------------

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}"


def test_what_comes_from_outside_is_shown_and_never_run():
    hostile = Code(HOSTILE, HOSTILE, HOSTILE)
    acted = happened(ActionTaken, ROADS, 5, action_id="a", kind="other", code=hostile)
    card = UnitCard(
        unit_id=HOSTILE, name=UnitName(zh=HOSTILE, en=HOSTILE), level="county", phone=HOSTILE
    )
    page = tracked(petition_in("in_handling", acted), audience="officer", units=lambda _: card)
    scripts = [script.get("src").partition("?")[0] for script in page.all("script")]
    assert scripts == ["/static/live.js"]
    assert page.all("img") == []
    assert HOSTILE in page.text
    assert fact(page, "Now with")[0].startswith(f"{HOSTILE} (county)")


def test_a_unit_that_nobody_knows_is_shown_by_its_id_escaped_once():
    told = tracked(petition_in("in_handling"), audience="officer", units=lambda _: None)
    assert "unit roads, not in the registry" in fact(told, "Now with")[0]
    told = tracked(
        petition_in("in_handling"),
        audience="officer",
        units=lambda _: UnitCard(
            unit_id="x", name=UnitName(zh="甲 & 乙", en="A & 'B'"), level="county"
        ),
    )
    assert "A & 'B' (county)" in fact(told, "Now with")[0]


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: str(story.petition_id)[:8])
def test_nothing_on_the_page_runs_or_is_styled_in_place(story):
    page = tracked(lived(story), acts=["urge"])
    for element in page.elements:
        assert element.tag != "style"
        assert not [name for name in element.attributes if name == "style" or name[:2] == "on"]
        for name in ("src", "href", "action"):
            address = element.get(name) or "/"
            assert address.startswith(("/", "#", "?", "tel:")), address


def test_no_id_stands_twice():
    for story in all_stories():
        ids = [e["id"] for e in tracked(lived(story), acts=[]).elements if e.get("id")]
        assert len(ids) == len(set(ids))
