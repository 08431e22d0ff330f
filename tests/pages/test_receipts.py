"""The receipt: what the petitioner keeps, and proves with."""

import json
import re

import pytest
from petitioning import ORDINARY, code_on, number_on

from petition_es.api.pages.front import stories
from petition_es.api.pages.receipts import qr_code, stamp_of
from petition_es.demonstration.identities import identity
from petition_es.domain.entry import Actor
from petition_es.domain.petition import IssueQueryCode, Register
from petition_es.office.proof import Proof, Words

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def receipt(browser):
    return browser.submit()


@pytest.fixture
def saved(browser, receipt):
    """The receipt as a file."""
    answer = browser.open(f"/t/{number_on(receipt)}/receipt").response
    assert answer.status_code == 200
    return answer


def test_the_receipt_shows_number_code_and_time(receipt, house):
    assert house.office.petition_id(number_on(receipt))
    assert CODE.fullmatch(code_on(receipt))
    (arrived,) = receipt.tree.one("div", "notice--good").all("time")
    assert arrived["datetime"].endswith("+08:00")
    assert "(UTC+08:00)" in receipt.tree.text


def test_number_and_code_open_the_petition_for_its_petitioner(receipt, stranger):
    number = number_on(receipt)
    assert stranger.open(f"/t/{number}").status == 404
    opened = stranger.post(f"/t/{number}/open", {"code": code_on(receipt)})
    assert opened.status == 303
    assert stranger.open(f"/t/{number}").status == 200


def test_the_browser_that_submitted_sees_the_petition_at_once(receipt):
    page = receipt.browser.open(f"/t/{number_on(receipt)}")
    assert page.status == 200
    assert page.tree.all("a", href=f"/t/{number_on(receipt)}/do/add-material")


def test_the_code_is_in_no_address_and_in_no_cookie(receipt):
    code = code_on(receipt)
    addresses = [a["href"] for a in receipt.tree.all("a")]
    assert not [each for each in addresses if code in each or code.replace("-", "") in each]
    assert code not in str(receipt.browser.client.cookies)
    assert receipt.response.headers["Cache-Control"] == "no-store"


def test_the_qr_code_holds_the_address_and_nothing_else(receipt):
    url = f"{receipt.browser.client.base_url}/t/{number_on(receipt)}".replace("//t", "/t")
    assert str(qr_code(url)) in receipt.response.text
    drawn = receipt.tree.one("div", "qr")
    assert (drawn["role"], number_on(receipt) in drawn["aria-label"]) == ("img", True)
    assert 'style="' not in str(qr_code(url))


def test_the_address_is_the_one_that_people_reach_the_site_by(browser, house, monkeypatch):
    monkeypatch.setattr(house.settings, "public_url", "https://petitions.example/")
    receipt = browser.submit()
    assert f"https://petitions.example/t/{number_on(receipt)}" in receipt.tree.text


def test_the_proof_on_the_receipt_is_genuine(receipt, house):
    proof = Proof.found_in(receipt.tree.one("p", "proof").children[0])
    assert stamp_of(house).is_genuine(proof)
    assert proof.statement.number == number_on(receipt)


def test_the_saved_receipt_holds_all_that_is_needed_to_prove_the_words(saved, house):
    assert saved.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert saved.headers["Cache-Control"] == "no-store"
    assert re.search(r'attachment; filename="receipt-XF[\d-]+\.txt"', str(saved.headers))
    salt = re.search(r"^Salt: ([0-9a-f]{64})$", saved.text, re.MULTILINE)[1]
    text = f"{ORDINARY['text']}\n\nPlace: {ORDINARY['address']}"
    assert text in saved.text
    words = Words(title=ORDINARY["title"], text=text, salt=salt)
    assert words.fingerprint == Proof.found_in(saved.text).statement.fingerprint


def test_the_saved_receipt_does_not_hold_the_code(saved, receipt):
    assert code_on(receipt) not in saved.text


def test_nobody_else_saves_a_receipt(receipt, stranger):
    assert stranger.open(f"/t/{number_on(receipt)}/receipt").status == 404


def test_a_published_petition_has_no_receipt_for_the_public(stranger, house):
    number = stories(house)["bridge"]
    assert stranger.open(f"/t/{number}").status == 200
    assert stranger.open(f"/t/{number}/receipt").status == 404


# ---- Verifying -----------------------------------------------------------------------------------


def verified(browser, proof, **words):
    body = {"proof": proof, **({"words": words} if words else {})}
    answer = browser.client.post("/receipts/verify", json=body)
    assert answer.status_code == 200
    return answer.json()


def test_a_program_verifies_a_proof(browser, saved, receipt):
    told = verified(browser, saved.text)
    assert told["genuine"] is True
    assert told["statement"]["number"] == number_on(receipt)
    assert told["words_fit"] is None


def test_words_that_were_handed_in_fit_and_others_do_not(browser, saved):
    salt = re.search(r"Salt: ([0-9a-f]{64})", saved.text)[1]
    said = {
        "title": ORDINARY["title"],
        "text": f"{ORDINARY['text']}\n\nPlace: {ORDINARY['address']}",
        "salt": salt,
    }
    assert verified(browser, saved.text, **said)["words_fit"] is True
    assert verified(browser, saved.text, **{**said, "title": "路"})["words_fit"] is False


def test_of_a_forged_proof_nothing_is_repeated(browser, saved):
    forged = re.sub(r"submitted: \d{4}", "submitted: 2001", saved.text)
    told = verified(browser, forged)
    assert told == {"genuine": False, "statement": None, "words_fit": None}
    assert verified(browser, "no proof at all")["genuine"] is False


@pytest.mark.parametrize(
    "body", [{}, {"proof": 7}, {"proof": "x", "more": 1}, {"proof": "x" * 20_001}]
)
def test_what_cannot_be_verified_is_told_by_field(browser, body):
    answer = browser.client.post("/receipts/verify", content=json.dumps(body))
    assert answer.status_code in {415, 422}
    answer = browser.client.post("/receipts/verify", json=body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/fields-not-valid")


def test_the_public_key_is_handed_out(browser, house):
    answer = browser.client.get("/receipts/key")
    assert answer.text == stamp_of(house).public_key
    assert answer.text.startswith("-----BEGIN PUBLIC KEY-----")


def test_a_person_pastes_a_receipt_and_reads_what_it_says(browser, saved, receipt):
    page = browser.open("/receipts").send(proof=saved.text)
    assert "Genuine" in page.tree.text
    assert f"Petition {number_on(receipt)} arrived" in page.tree.text
    forged = saved.text.replace(number_on(receipt), "XF2016-48210-09377-04")
    page = browser.open("/receipts").send(proof=forged)
    assert "Not genuine" in page.alert


def test_a_person_checks_the_words_too(browser, saved):
    salt = re.search(r"Salt: ([0-9a-f]{64})", saved.text)[1]
    text = f"{ORDINARY['text']}\r\n\r\nPlace: {ORDINARY['address']}"
    page = browser.open("/receipts").send(
        proof=saved.text, salt=salt, title=ORDINARY["title"], text=text
    )
    assert "exactly the words" in page.tree.text
    page = browser.open("/receipts").send(proof=saved.text, salt=salt, title="x", text=text)
    assert "not the words" in page.tree.text


def test_changing_the_language_judges_nothing(browser):
    page = browser.open("/receipts")
    switch = page.tree.one("button", "link")
    turned = browser.post(switch["formaction"], {"go": switch["value"], "proof": "half a proof"})
    assert (turned.heading, turned.alert) == ("核验提交证明", "")
    assert turned.value("proof") == "half a proof"


# ---- Codes that were lost ------------------------------------------------------------------------


def test_the_page_says_what_to_do_about_a_lost_code(receipt):
    assert "Lost the code?" in receipt.tree.text


def test_reloading_a_receipt_after_the_code_was_renewed_opens_nothing(browser, house, stranger):
    page = browser.fill_in()
    receipt = page.send("send")
    number, old = number_on(receipt), code_on(receipt)
    renew(house, number)
    assert stranger.post(f"/t/{number}/open", {"code": old}).status == 403
    assert stranger.open(f"/t/{number}").status == 404


def renew(house, number):
    """The bureau renews a code; the old one is void."""
    by, petition_id = identity("jiangsu-bureau"), house.office.petition_id(number)
    house.office.perform(petition_id, Register(purpose="request"), by)
    return house.office.perform(petition_id, IssueQueryCode(delivery="in_person"), by).query_code


def test_who_was_erased_has_no_receipt_and_the_same_form_makes_no_second_petition(browser, house):
    page = browser.fill_in()
    number = number_on(page.send("send"))
    (party,) = house.office.petition(house.office.petition_id(number)).file.parties
    steward = Actor(actor_id="steward", role="steward")
    house.erasure.erase(house.office.entry(steward), party)
    assert browser.open(f"/t/{number}/receipt").status == 404
    position = house.store.last_position()
    assert "sent already" in page.send("send").alert
    assert house.store.last_position() == position
