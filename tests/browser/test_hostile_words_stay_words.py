"""Words that try to run are thrown into every field; every page that shows them shows words.

The policy that forbids inline scripts is switched off for these visits: escaping alone must do.
"""

import re
from itertools import cycle
from urllib.parse import quote

import httpx
import pytest
from hostile_life import BUREAU, life, submitted
from hostile_words import BROKEN, ELEMENTS, HOSTILE
from intruders import intruders, shown

from petition_es.api.bodies import body_of
from petition_es.api.pages.fields import one_line, words
from petition_es.domain.petition import ACTS

ALL = "\n".join(HOSTILE)
PRINTABLE = "\n".join(each for each in HOSTILE if not re.search(r"[\x00-\x08\x0b-\x1f]", each))
"""What a file of text may hold; control characters make it no text."""

CODES = ("javascript:alert(1)", "data:text/html;x", "0=alert(1)#/$()")
"""What tries to run and yet has the form of a code."""


@pytest.fixture
def reader(visit):
    """Somebody whose browser would run whatever it is given."""
    return visit("en", bypass_csp=True)


@pytest.fixture(scope="module")
def lived(offices):
    """A petition with hostile words in every field of every act: its number and its query code."""
    handed_in = submitted(offices, ALL, CODES[0])
    number = handed_in["number"]
    for who, act, said in life(ALL, CODES[0]):
        if act == "add-material":
            said["attachments"] = [voucher(offices, number, name) for name in HOSTILE[:30:10]]
        offices.act(who, number, act, **said)
    offices.act(BUREAU, number, "disclose", audience="public", reason="published")
    return number, handed_in["query_code"]


def voucher(offices, number, name):
    kept = offices.upload(BUREAU, number, PRINTABLE.encode(), "text/plain", f"{name}.txt")
    assert kept.status_code == 201, kept.text
    return kept.json()["attachment"]


def assert_only_words(visitor, *said):
    assert intruders(visitor.page) == []
    everything = shown(visitor.page)
    for each in said:
        assert each in everything


@pytest.mark.parametrize("hostile", ELEMENTS)
def test_words_that_became_markup_would_be_noticed(browser, site, hostile):
    """The other way round: a page that takes words for markup is found out by these tests."""
    page = browser.new_page()
    answer = {"content_type": "text/html", "body": f"<!doctype html><main>{hostile}</main>"}
    page.route(f"{site}/careless", lambda route: route.fulfill(**answer))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(f"{site}/careless")
    assert intruders(page) != []
    page.close()


# ---- What is kept, and shown to others -----------------------------------------------------------


@pytest.mark.parametrize("who", ["auditor", BUREAU, None])
def test_words_of_every_act_stay_words_on_the_page_and_in_the_papers(reader, lived, who):
    if who is not None:
        reader.context.set_extra_http_headers({"Authorization": f"Bearer demo:{who}"})
    reader.goes_to(f"/t/{lived[0]}")
    assert_only_words(reader)
    for address in papers_on(reader.page):
        assert_a_paper_is_words(reader, address)


def test_the_petitioner_too_reads_words(reader, lived):
    open_it(reader, *lived)
    addresses = papers_on(reader.page)
    assert len(addresses) > 5
    for address in addresses:
        assert_a_paper_is_words(reader, address)


def papers_on(page):
    links = page.locator("#part-steps a[href*='/documents/']")
    return links.evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")


def open_it(visitor, number, code):
    visitor.goes_to(f"/t/{number}")
    visitor.fills_in("page.open.code", code)
    visitor.presses("page.open.button")


def assert_a_paper_is_words(visitor, address):
    """A text stands on a page; a file is handed out so that no browser takes it for a page."""
    answer = visitor.context.request.get(visitor.home + address)
    assert answer.status == 200
    if answer.headers["content-type"].startswith("text/html"):
        visitor.goes_to(address)
        assert_only_words(visitor, ALL)
    else:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.text() == PRINTABLE


def test_an_accused_person_is_no_markup_either(reader, offices):
    handed_in = submitted(offices, ALL, CODES[1])
    accused = [{"kind": "person", "identity": ALL}]
    said = {"purpose": "accusation", "accused": accused}
    offices.act(BUREAU, handed_in["number"], "register", **said)
    reader.context.set_extra_http_headers({"Authorization": "Bearer demo:auditor"})
    reader.goes_to(f"/t/{handed_in['number']}")
    assert_only_words(reader)


# ---- What is typed into forms, and shown again ---------------------------------------------------

SEND = """([fields, go]) => {
    const form = document.querySelector('main form[method=post]');
    for (const [name, value] of Object.entries(fields)) {
        for (const old of form.querySelectorAll(`[name="${name}"]`)) old.remove();
        const field = document.createElement('textarea');
        field.name = name;
        field.value = value;
        form.append(field);
    }
    const button = document.createElement('button');
    button.name = 'go';
    button.value = go;
    form.append(button);
    form.requestSubmit(button);
}"""


def send(visitor, fields, go):
    """Send the form of the page with these words in its fields, whatever it lets people type."""
    with visitor.page.expect_navigation():
        visitor.page.evaluate(SEND, [fields, go])


def test_what_is_typed_into_the_submission_is_shown_again_as_words(reader):
    """In turn on the page where all is checked, and in the fields of a page with a mistake."""
    reader.goes_to("/submit")
    for place, hostile in enumerate(HOSTILE):
        line = one_line(hostile)
        phone = line if place % 2 else ""
        fields = {"title": line[:100], "text": hostile, "address": line, "name": line[:60]}
        send(reader, {**fields, "phone": phone, "consent": "yes", "identity": "named"}, "check")
        assert_only_words(reader, words(hostile), line[:100], line, line[:60])


def test_a_submission_of_hostile_words_ends_on_a_receipt(reader):
    reader.goes_to("/submit")
    fields = {"title": HOSTILE[0], "text": ALL, "address": HOSTILE[1], "name": HOSTILE[2]}
    send(reader, {**fields, "phone": ALL, "form_id": ALL, "identity": ALL}, "check")
    assert_only_words(reader, words(ALL))
    send(reader, {"phone": "", "consent": "yes", "identity": "hidden"}, "check")
    assert_only_words(reader, words(ALL))
    send(reader, {}, "send")
    assert_only_words(reader)
    number = reader.page.locator(".number").inner_text()
    receipt = reader.context.request.get(f"{reader.home}/t/{number}/receipt")
    assert receipt.headers["content-type"] == "text/plain; charset=utf-8"
    assert receipt.headers["content-disposition"].startswith("attachment")
    assert HOSTILE[0] in receipt.text()


@pytest.mark.parametrize("act", ["add-material", "evaluate", "answer", "withdraw"])
def test_what_is_typed_into_an_act_is_shown_again_as_words(reader, lived, act):
    open_it(reader, *lived)
    reader.goes_to(f"/t/{lived[0]}/do/{act}")
    assert_only_words(reader)
    names = ("note", "words", "bureau-result", "unit-efficiency", "answer", "sure", "version")
    send(reader, dict.fromkeys(names, ALL), "do")
    assert_only_words(reader)


def test_a_receipt_that_is_none_is_shown_again_as_words(reader):
    reader.goes_to("/receipts")
    for hostile in (ALL, *HOSTILE[::8]):
        send(reader, dict.fromkeys(("proof", "salt", "title", "text"), hostile), "check")
        assert_only_words(reader, one_line(hostile)[:20])


# ---- What stands in addresses --------------------------------------------------------------------

ADDRESSES = (
    "/t?number={}",
    "/t/{}",
    "/t/{number}?done={}",
    "/t/{number}?lang={}",
    "/t/{number}?happened_by={}&known_by={}",
    "/t/{number}/documents/{}",
    "/t/{number}/do/{}",
    "/problems/{}",
    "/{}?{}={}",
)


def test_what_stands_in_an_address_is_shown_as_words_if_at_all(reader, lived):
    for address, hostile in zip(cycle(ADDRESSES), HOSTILE, strict=False):
        typed = quote(hostile, safe="")
        reader.goes_to(address.replace("{number}", lived[0]).replace("{}", typed))
        assert_only_words(reader)


# ---- What no page shows --------------------------------------------------------------------------


def test_a_name_of_a_file_reaches_no_header_as_more_than_a_name(offices, lived):
    for hostile in HOSTILE:
        answer = offices.upload(BUREAU, lived[0], b"words", "text/plain", hostile)
        assert answer.status_code in {201, 400, 415, 422}, hostile


@pytest.mark.parametrize("act", ACTS)
def test_what_is_no_code_is_refused_by_name(offices, lived, act):
    names = body_of(ACTS[act]).model_fields
    for hostile in HOSTILE[::9]:
        said = dict.fromkeys(names, hostile)
        answer = offices.try_to(BUREAU, lived[0], act.replace("_", "-"), **said)
        assert 400 <= answer.status_code < 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert hostile not in answer.text


@pytest.mark.parametrize("broken", BROKEN)
def test_bytes_that_are_no_text_are_refused_in_words(site, lived, broken):
    as_bureau = {"Authorization": f"Bearer demo:{BUREAU}", "If-Match": "*"}
    as_json = {**as_bureau, "Content-Type": "application/json"}
    note = b'{"method": "phone", "note": "' + broken + b'"}'
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    with httpx.Client(base_url=site) as program:
        answers = [
            program.post(f"/petitions/{lived[0]}/contact", content=note, headers=as_json),
            program.post("/submit", content=b"go=check&title=" + broken, headers=form),
            program.post(f"/t/{lived[0]}/open", content=b"code=" + broken, headers=form),
            program.get(f"/t?number={quote(broken)}", headers=form),
            program.get(f"/t/{quote(broken)}", headers=form),
        ]
    for answer in answers:
        assert answer.status_code < 500
        assert b"<script" not in answer.content.replace(b'<script src="/static', b"")
