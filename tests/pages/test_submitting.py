"""Handing a petition in, step by step, on a browser without scripts."""

import pytest
from page_reading import read
from petitioning import ORDINARY, person_on, petition_on, submission_on

from petition_es.api.pages.draft import STEPS

# ---- The way through the steps -------------------------------------------------------------------


def test_four_steps_lead_to_a_receipt(browser, house):
    page = browser.open("/submit")
    assert (page.heading, page.status) == ("What happened", 200)
    page = page.send("place", title=ORDINARY["title"], text=ORDINARY["text"])
    assert page.heading == "Where it is"
    page = page.send("person", address=ORDINARY["address"])
    assert page.heading == "Who you are"
    page = page.send("check", name="陈桂兰", phone="13900001001", consent="yes")
    assert page.heading == "Check and send"
    assert "Step 4 of 4" in page.tree.text
    receipt = page.send("send")
    assert (receipt.heading, receipt.status) == ("Receipt", 200)
    said = submission_on(house, receipt)
    assert said.title.reveal() == ORDINARY["title"]
    assert said.text.reveal() == ORDINARY["text"] + "\n\nPlace: " + ORDINARY["address"]
    assert said.channel == "web"


def test_nothing_is_kept_before_it_is_sent(browser, house):
    before = house.store.last_position()
    browser.fill_in()
    assert house.store.last_position() == before


def test_the_last_step_shows_everything_that_was_written(browser):
    page = browser.fill_in()
    for word in ("石拱桥", "塌了一角", "河网村", "陈桂兰", "139 0000 1001"):
        assert word in page.tree.text


@pytest.mark.parametrize("step", STEPS[:-1])
def test_going_back_to_change_something_loses_nothing(browser, step):
    page = browser.fill_in().send(step)
    while page.heading != "Check and send":
        buttons = page.tree.all("button", name="go")
        page = page.send(next(b["value"] for b in buttons if b.text == "Continue"))
    for word in ("石拱桥", "塌了一角", "河网村", "陈桂兰", "139 0000 1001"):
        assert word in page.tree.text


def test_a_form_that_jumps_ahead_stops_where_something_is_missing(browser):
    page = browser.open("/submit").send("send", title="桥")
    assert (page.heading, page.status) == ("What happened", 422)
    assert page.value("title") == "桥"


def test_an_unknown_button_leads_to_the_first_step(browser):
    assert browser.open("/submit").send("elsewhere").heading == "What happened"


def test_the_language_can_be_changed_in_the_middle_and_nothing_is_lost(browser):
    page = browser.fill_in()
    switch = page.tree.one("button", "link")
    assert (switch.text, switch["formaction"]) == ("中文", "/submit?lang=zh")
    fields = page._fields(page.tree.one("form")) | {"go": switch["value"]}
    turned = browser.post(switch["formaction"], fields)
    assert turned.heading == "核对并提交"
    assert "石拱桥" in turned.tree.text
    assert turned.send("words").heading == "反映什么问题"  # It is remembered.


# ---- What is missing or not right ----------------------------------------------------------------


def test_a_mistake_is_told_on_top_and_at_its_field(browser):
    page = browser.open("/submit").send("place")
    assert page.status == 422
    summary = page.tree.one(role="alert")
    assert [link["href"] for link in summary.all("a")] == ["#title", "#text"]
    for name in ("title", "text"):
        field = page.tree.one(id=name)
        assert field["aria-invalid"] == "true"
        assert f"{name}-error" in field["aria-describedby"].split()
        assert page.tree.one(id=f"{name}-error").text.startswith("Mistake: Write")
    assert page.tree.one("title").text.startswith("Mistake: ")


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"title": "桥" * 101}, "title", "at most 100 characters (now 101)"),
        ({"title": "", "text": "x"}, "title", "Write in one line"),
        ({"text": "字" * 8001}, "text", "at most 8000 characters (now 8001)"),
        ({"text": " \r\n\t"}, "text", "Write what happened"),
        ({"address": "路" * 201}, "address", "at most 200 characters"),
        ({"name": ""}, "name", "Write your name"),
        ({"name": "名" * 61}, "name", "at most 60 characters"),
        ({"phone": "call me"}, "phone", "cannot be called"),
        ({"consent": ""}, "consent", "Tick that it is true"),
    ],
)
def test_what_is_missing_or_too_long_is_named_and_stays_in_its_field(browser, said, field, words):
    page = browser.fill_in(**said)
    while page.status == 422 and not page.tree.all(id=f"{field}-error"):
        page = page.send("check", **said)
    assert words in page.tree.one(id=f"{field}-error").text
    assert page.value(field) or not said[field].strip()


def test_the_longest_words_are_taken(browser, house):
    receipt = browser.submit(title="桥" * 100, text="字" * 8000, address="")
    assert len(submission_on(house, receipt).text.reveal()) == 8000


def test_phone_numbers_are_read_as_people_type_them(browser, house):
    receipt = browser.submit(phone="＋86 139－0000－1001")
    assert person_on(house, receipt).identity.phone.reveal() == "+86 139-0000-1001"


@pytest.mark.parametrize(
    "words",
    [
        "</textarea><script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
        "a &amp; b &lt; c &#39;",
        "\u202eright to left\u202c \u200b emoji 🌉",
        "line one\n\n  line three, indented",
    ],
)
def test_words_are_carried_through_all_steps_as_they_were_typed(browser, house, words):
    receipt = browser.submit(text=words, address="")
    assert submission_on(house, receipt).text.reveal() == words


def test_control_characters_and_broken_bytes_come_to_nothing(browser, house):
    receipt = browser.submit(title="a\x00b\x1b[31m", text="x\x07y", address="")
    said = submission_on(house, receipt)
    assert (said.title.reveal(), said.text.reveal()) == ("ab[31m", "xy")


# ---- Who petitions -------------------------------------------------------------------------------


def test_name_and_phone_are_sealed_under_a_pseudonym(browser, house):
    receipt = browser.submit()
    person = person_on(house, receipt)
    assert person.petitioner_id.startswith("p-")
    assert person.identity.name.reveal() == "陈桂兰"
    assert person.identity.match is None
    assert petition_on(house, receipt).file.names_for == "officer"


def test_a_name_that_is_hidden_is_hidden_before_it_is_written_down(browser, house):
    receipt = browser.submit(identity="hidden")
    assert petition_on(house, receipt).file.names_for == "auditor"
    assert person_on(house, receipt).identity.name.reveal() == "陈桂兰"


def test_without_a_name_none_is_asked_for_and_none_is_kept(browser, house):
    page = browser.fill_in(identity="anonymous", name="", phone="")
    assert "Keep number and code safe" in page.tree.text
    assert person_on(house, page.send("send")).identity is None


def test_a_name_that_was_typed_before_choosing_none_is_not_sent(browser, house):
    page = browser.fill_in(identity="anonymous")
    assert "陈桂兰" not in page.tree.text
    assert person_on(house, page.send("send")).identity is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_step_is_kept_by_the_readers_own_browser_and_a_receipt_by_none(browser, language):
    steps = browser.open("/submit", lang=language), browser.fill_in()
    receipt = browser.submit()
    for answer in (*steps, receipt):
        kept = "no-store" if answer is receipt else "private, no-cache"
        assert answer.response.headers["Cache-Control"] == kept
        assert read(answer.response.text).one("html")["lang"].startswith(language)
