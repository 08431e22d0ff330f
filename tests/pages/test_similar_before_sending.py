"""Before the last step of the form: earlier petitions that may be about the same."""

from contextlib import contextmanager

import httpx
import psycopg
import pytest
from petitioning import Browser, number_on, petition_on, submission_on

from petition_es.audits.running.asking import similar_index_of
from petition_es.demonstration.identities import identity
from petition_es.domain.petition import Disclose, Register

STENCH = {
    "title": "临江路垃圾中转站臭气扰民",
    "text": "临江路垃圾中转站每天夜里作业，臭气和噪音让景澜苑的住户无法入睡，没有人来管。",
    "address": "",
}
AGAIN = {
    "title": "再次投诉临江路垃圾中转站臭气",
    "text": "临江路垃圾中转站还是每天夜里作业，景澜苑的住户被臭气和噪音折磨，仍然没有人来管。",
    "address": "",
}
ELSEWHERE = {"title": "咨询入学材料", "text": "孩子六岁，户口在外地，需要准备哪些材料。"}
LAST = {"en": "Check and send", "zh": "核对并提交"}
ASKED = {"en": "Is it one of these?", "zh": "是不是以下事项？"}
BUREAU = identity("haiyang-bureau")


@pytest.fixture
def indexed(house):
    """Let the index read what was handed in."""

    def catch_up():
        similar_index_of(house.store, house.law, house.clock()).catch_up()

    return catch_up


@pytest.fixture(scope="module")
def published(house, site):
    """A petition that everybody may see."""
    with httpx.Client(base_url=site, timeout=30) as client:
        receipt = Browser(client).submit(**STENCH)
    petition_id = petition_on(house, receipt).id
    for act in (Register(purpose="request"), Disclose(audience="public", reason="published")):
        house.office.perform(petition_id, act, BUREAU)
    similar_index_of(house.store, house.law, house.clock()).catch_up()
    return number_on(receipt)


def numbers_on(page):
    links = page.tree.one("form").all("a", "button--quiet")
    return [link["href"].removeprefix("/t/") for link in links]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_writes_of_a_published_matter_is_asked_whether_it_is_that(
    stranger, published, language
):
    stranger.language = language
    page = stranger.fill_in(**AGAIN)
    assert (page.heading, page.status) == (ASKED[language], 200)
    assert numbers_on(page) == [published]
    assert not any(word in page.tree.one("form").text for word in ("景澜苑", "0."))
    assert page.send("check").heading == LAST[language]


def test_who_has_another_matter_goes_on_and_nothing_is_lost(stranger, house, published):
    page = stranger.fill_in(**AGAIN).send("check")
    for word in ("再次投诉", "景澜苑", "陈桂兰", "139 0000 1001"):
        assert word in page.tree.text
    said = submission_on(house, page.send("send"))
    assert (said.title.reveal(), said.text.reveal()) == (AGAIN["title"], AGAIN["text"])


def test_who_writes_of_something_else_is_asked_nothing(stranger, published):
    assert stranger.fill_in(**ELSEWHERE).heading == LAST["en"]


def test_the_same_words_are_asked_about_once_and_other_words_anew(stranger, published):
    page = stranger.fill_in(**AGAIN).send("check").send("person").send("check")
    assert page.heading == LAST["en"]
    page = page.send("words").send("place", text=AGAIN["text"] + "请尽快处理。")
    assert page.send("person").send("check").heading == ASKED["en"]


def test_the_language_can_be_changed_and_the_question_stays(stranger, published):
    page = stranger.fill_in(**AGAIN)
    switch = page.tree.one("button", "link")
    fields = page._fields(page.tree.one("form")) | {"go": switch["value"]}
    turned = stranger.post(switch["formaction"], fields)
    assert (turned.heading, numbers_on(turned)) == (ASKED["zh"], [published])
    assert turned.send("check").heading == LAST["zh"]


def test_ones_own_petition_is_told_where_it_was_opened_and_nowhere_else(
    browser, stranger, indexed, published
):
    own = number_on(browser.submit(**{**STENCH, "text": STENCH["text"] + "已经三个月了。"}))
    indexed()
    page = browser.fill_in(**AGAIN)
    assert own in numbers_on(page)
    assert "same person" in page.tree.text
    assert own not in numbers_on(stranger.fill_in(**AGAIN))
    browser.post(f"/t/{own}/close", {})
    assert own not in numbers_on(browser.fill_in(**AGAIN))


def test_a_cookie_that_somebody_made_up_opens_nothing(stranger, browser, indexed, published):
    own = number_on(browser.submit(**STENCH))
    indexed()
    stranger.client.cookies.set(f"own-{own}", "99999999999.abc", path="/submit")
    assert own not in numbers_on(stranger.fill_in(**AGAIN))


@contextmanager
def held(house):
    """The index is made anew just now, and nobody can read it."""
    with psycopg.connect(**house.store.address) as connection:
        connection.execute("LOCK TABLE petition_audits.similar IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def broken(house):
    """The index is not what it should be."""
    with psycopg.connect(**house.store.address, autocommit=True) as connection:
        connection.execute("ALTER TABLE petition_audits.similar RENAME TO lost")
        yield
        connection.execute('ALTER TABLE petition_audits.lost RENAME TO "similar"')


@pytest.mark.parametrize("trouble", [held, broken])
def test_nobody_is_kept_from_petitioning_where_it_cannot_be_told(
    stranger, house, published, trouble
):
    with trouble(house):
        page = stranger.fill_in(**AGAIN)
        assert page.heading == LAST["en"]
        assert page.send("send").heading == "Receipt"
    assert stranger.fill_in(**AGAIN).heading == ASKED["en"]
