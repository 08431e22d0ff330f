"""The page says when an answer is expected, beside the day by which the law wants it."""

import httpx
import pytest
from page_reading import read
from shown import fact, page_of

from answered_lives import life, recorded
from app_served import served
from histories import BUREAU, day, happened, number
from petition_es.api.app import build
from petition_es.bootstrap import put_together
from petition_es.cli.timeline_view import timeline_text
from petition_es.demonstration.units import establish_units
from petition_es.domain.petition import DisclosureSet
from petition_es.messages import say
from petition_es.projections.estimates import Publisher
from petition_es.projections.timeline import timeline
from petition_es.settings import Settings

TODAY, OPEN, ANSWERED = 41, 77, 78
PUBLISHED = happened(
    DisclosureSet, BUREAU, 40.5, "published",
    target="petition", audience="public", reason="published",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(module_store, tmp_path_factory):
    """A house on day 41: forty petitions were answered within ten days, one waits since day 39."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), demonstration=True)
    made = put_together(settings, module_store, lambda: day(TODAY))
    establish_units(made.units)
    lives = [life(n, 10 + n / 4, n % 10 + 1) for n in range(40)]
    lives += [life(OPEN, 39, None, PUBLISHED), life(ANSWERED, 39, 1, PUBLISHED)]
    recorded(module_store, lives)
    Publisher(module_store.connection, lambda: day(TODAY)).publish()
    return made


@pytest.fixture(scope="module")
def client(house):
    with served(build(house)) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def page(client, serial, language="en"):
    return read(client.get(f"/t/{number(serial + 1)}?lang={language}").text)


def test_it_stands_below_what_the_law_wants(client):
    headings = [each.text for each in page(client, OPEN).all("dt")]
    assert headings.index("Expected") == headings.index("Due") + 1


def test_it_says_the_day_and_what_that_rests_on(client):
    by, like = fact(page(client, OPEN), "Expected")
    assert by == "8 of 10 like this had their answer by 2016-08-18"
    assert like.startswith("Like this: 32 petitions alike in unit, procedure")
    assert "not a promise; as of 2016-08-11" in like


def test_it_is_said_in_chinese(client):
    by, like = fact(page(client, OPEN, "zh"), say("view.expected", "zh"))
    assert by == "同类信访件 10 件中有 8 件在 2016年8月18日 前（含当日）得到答复"
    assert like.startswith("同类：承办单位、程序相同、自开始办理起已等待更久的 32 件")


def test_nothing_is_expected_of_what_is_answered(client):
    headings = [each.text for each in page(client, ANSWERED).all("dt")]
    assert "Expected" not in headings


def test_programs_are_told_the_same(client):
    told = client.get(f"/petitions/{number(OPEN + 1)}/timeline").json()["expectation"]
    assert (told["by"], told["like"], told["edition"]) == ("2016-08-18", 32, 1)
    assert told["published_at"] == day(TODAY).isoformat()
    answered = client.get(f"/petitions/{number(ANSWERED + 1)}/timeline").json()
    assert answered["expectation"] is None


def test_a_past_day_is_told_what_it_was_told_then(client):
    address = f"/petitions/{number(OPEN + 1)}/timeline"
    before = client.get(address, params={"known_by": "2016-08-10"}).json()
    assert before["expectation"] is None  # Nothing was published yet.
    today = client.get(address, params={"known_by": "2016-08-11"}).json()
    assert today["expectation"]["by"] == "2016-08-18"


def test_the_terminal_says_it_too(house):
    story = timeline(
        life(OPEN, 39, None), audience="petitioner", units=lambda _: None, now=day(TODAY),
        law=house.law, estimates=house.estimates,
    )  # fmt: skip
    text = timeline_text(story, "en")
    assert "Expected    8 of 10 like this had their answer by 2016-08-18" in text
    assert fact(page_of(story), "Expected")[0] in text
