"""Adding material: no word is lost, whatever happens between writing and sending."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cases import thanked

from petition_es.domain.petition import MaterialAdded


def test_words_and_papers_are_added(case):
    text = ("note.txt", "又塌了一块".encode(), "text/plain")
    page = case.form("add-material").send(files=[text], note="又塌了一块\n请看附件")
    assert "gone to the file" in thanked(page, "add-material")
    (added,) = case.events(MaterialAdded)
    assert added.note.reveal() == "又塌了一块\n请看附件"
    assert [paper.name.reveal() for paper in added.attachments] == ["note.txt"]


def test_nothing_at_all_is_not_added(case):
    page = case.form("add-material").send()
    assert (page.status, "Write something" in page.alert) == (422, True)


def test_a_paper_that_is_not_taken_is_named_and_the_words_stay(case):
    wrong = ("x.jpg", b"not a photo", "image/jpeg")
    page = case.form("add-material").send(files=[wrong], note="看照片")
    assert page.status == 422
    assert "x.jpg" in page.tree.one(id="papers-error").text
    assert page.value("note") == "看照片"
    assert not case.events(MaterialAdded)


def test_a_form_sent_twice_adds_once(case):
    form = case.form("add-material")
    thanked(form.send(note="一次"), "add-material")
    thanked(form.send(note="一次"), "add-material")
    assert len(case.events(MaterialAdded)) == 1


def test_a_form_sent_many_times_at_one_moment_thanks_each_time_and_adds_once(case):
    form = case.form("add-material")
    with ThreadPoolExecutor(8) as at_once:
        for page in at_once.map(lambda _: form.send(note="一次"), range(8)):
            assert page.status == 303
    assert len(case.events(MaterialAdded)) == 1


def test_other_words_in_a_form_that_was_sent_are_kept_for_a_second_press(case):
    form = case.form("add-material")
    form.send(note="第一句")
    page = form.send(note="第二句")
    assert "sent already" in page.alert
    assert page.value("note") == "第二句"
    thanked(page.send(), "add-material")
    assert [event.note.reveal() for event in case.events(MaterialAdded)] == ["第一句", "第二句"]


# ---- When others act meanwhile -------------------------------------------------------------------


def test_what_happened_meanwhile_is_shown_and_no_word_is_lost(case):
    form = case.form("add-material")
    case.registered()
    page = form.send(note="我的话")
    assert page.status == 412
    assert "Registered under number" in page.tree.one("section", "notice").text
    assert page.value("note") == "我的话"
    thanked(page.send(), "add-material")


def test_an_act_that_became_impossible_says_why(case):
    form = case.form("withdraw")
    case.resolved()
    page = form.send(sure="yes")
    assert page.status == 409
    assert page.alert
    assert not page.tree.one("form", id="form").all("button")


@pytest.mark.parametrize("version", ["", "x", "-1", "1e9", "9" * 40, "²"])
def test_a_version_that_is_none_is_no_licence(case, version):
    page = case.form("add-material").send(note="x", version=version)
    assert page.status == 412


# ---- When the view is over before the form is sent -----------------------------------------------


@pytest.fixture
def late_form(case):
    """A form that was filled in for so long that the view is over."""
    form = case.form("add-material")
    case.browser.client.cookies.clear()
    return form.send(note="一小时才写完\n的话")


def test_who_wrote_for_too_long_types_the_code_again_and_loses_no_word(case, late_form):
    page, code = late_form, case.code
    assert (page.status, page.heading) == (403, "Type your query code again")
    assert not case.events(MaterialAdded)
    thanked(page.send(code=code.lower()), "add-material")
    (added,) = case.events(MaterialAdded)
    assert added.note.reveal() == "一小时才写完\n的话"


def test_a_wrong_code_is_told_at_its_field_and_loses_no_word(case, late_form):
    page, code = late_form, case.code
    page = page.send(code="0000-0000-0000")
    assert page.status == 403
    assert page.tree.one(id="code")["aria-invalid"] == "true"
    assert page.value("code") == ""
    thanked(page.send(code=code), "add-material")


def test_wrong_codes_are_counted_here_too(case, late_form):
    page, code = late_form, case.code
    for _ in range(5):
        page = page.send(code="0000-0000-0000")
    page = page.send(code=code)
    assert page.status == 429
    assert not case.events(MaterialAdded)
