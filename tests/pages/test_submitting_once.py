"""What is sent is sent once, with its papers, and by the site's own form."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from petitioning import Browser, code_on, number_on, person_on, petition_on, photo, submission_on

from petition_es.api.pages.draft import Draft
from petition_es.api.pages.posted import Posted

# ---- Papers --------------------------------------------------------------------------------------


def test_photos_go_in_with_the_petition(browser, house):
    receipt = browser.submit([photo(), photo("second.jpg")])
    said = submission_on(house, receipt)
    assert [paper.name.reveal() for paper in said.attachments] == ["bridge.jpg", "second.jpg"]
    assert {paper.media_type for paper in said.attachments} == {"image/jpeg"}


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("clip.mp4", b"\0\0\0\x18ftyp", "video/mp4"), "This kind of file is not taken"),
        (("fake.jpg", b"<svg onload=alert(1)>", "image/jpeg"), "fake.jpg"),
        (("empty.txt", b"", "text/plain"), "empty.txt"),
        (("large.txt", b"x" * (10 * 1024 * 1024 + 1), "text/plain"), "at most 10 MB"),
    ],
)
def test_a_paper_that_is_not_taken_is_named_and_nothing_is_sent(browser, house, file, words):
    before = house.store.last_position()
    page = browser.submit([photo(), file])
    assert page.heading == "Check and send"
    assert page.status in {413, 415, 422}
    assert words in page.tree.one(id="papers-error").text
    assert "石拱桥" in page.tree.text
    assert house.store.last_position() == before


def test_no_paper_is_left_behind_of_what_was_not_sent(browser, house):
    folder = house.store.attachments.folder
    before = set(folder.glob("*")) if folder.exists() else set()
    browser.submit([photo(), ("fake.jpg", b"no photo", "image/jpeg")])
    assert (set(folder.glob("*")) if folder.exists() else set()) == before


def test_no_key_is_left_behind_of_what_was_not_sent(browser, house):
    browser.submit([photo(), ("fake.jpg", b"no photo", "image/jpeg")])
    assert house.store.attachments.cabinet.drawn == {}


def test_a_name_that_cannot_be_written_is_said_without_what_cannot(browser):
    page = browser.fill_in()
    fields = page._fields(page.tree.one("form")) | {"go": "send"}
    parts = [(f'name="{name}"', value) for name, value in fields.items()]
    parts.append((r'name="papers"; filename="\ud800\x07bad.exe"', "no program"))
    said = "".join(
        f"--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n"
        f"{value.encode('unicode_escape').decode()}\r\n"
        for head, value in parts
    )
    kind = "multipart/form-data; charset=unicode_escape; boundary=edge"
    answer = browser.client.post(
        "/submit",
        content=f"{said}--edge--\r\n",
        headers={**browser._headers(), "Content-Type": kind},
    )
    assert answer.status_code == 422
    assert "bad.exe" in answer.text


def test_more_than_five_files_are_too_many(browser):
    page = browser.submit([photo(f"{n}.jpg") for n in range(6)])
    assert page.status == 422
    assert "You chose 6 files" in page.alert


# ---- Once ----------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_one_petition_with_the_same_receipt(browser, house):
    page = browser.fill_in()
    first = page.send("send", [photo()])
    position = house.store.last_position()
    second = page.send("send", [photo()])
    assert (number_on(second), code_on(second)) == (number_on(first), code_on(first))
    assert house.store.last_position() == position
    folder = house.store.attachments.folder / str(petition_on(house, first).id)
    assert len(list(folder.iterdir())) == 1


def test_a_form_sent_twice_at_one_moment_is_one_petition(browser, house):
    page = browser.fill_in()
    folder = house.store.attachments.folder
    before = set(folder.glob("*"))
    with ThreadPoolExecutor(4) as at_once:
        receipts = list(at_once.map(lambda _: page.send("send", [photo()]), range(4)))
    assert len({number_on(receipt) for receipt in receipts}) == 1
    assert len({code_on(receipt) for receipt in receipts}) == 1
    assert len(set(folder.glob("*")) - before) == 1


@pytest.mark.parametrize("identity", ["named", "hidden", "anonymous"])
def test_however_often_a_form_is_sent_at_one_moment_it_is_answered_with_its_receipt(
    browser, house, identity
):
    for _ in range(3):
        page = browser.fill_in(identity=identity)
        with ThreadPoolExecutor(8) as at_once:
            receipts = list(at_once.map(lambda _: page.send("send"), range(8)))  # noqa: B023  # all are over by then
        assert {receipt.response.status_code for receipt in receipts} == {200}
        person = person_on(house, receipts[0])
        assert (person.identity is None) == (identity == "anonymous")


def test_a_form_that_was_changed_after_it_was_sent_says_that_it_was_sent(browser, house):
    page = browser.fill_in()
    page.send("send")
    position = house.store.last_position()
    again = page.send("send", title="另一件事")
    assert again.heading == "Check and send"
    assert "This form was sent already" in again.alert
    assert house.store.last_position() == position


def test_a_form_that_was_sent_long_ago_does_not_make_a_second_petition(browser, house):
    page = browser.fill_in()
    page.send("send")
    with house.store.numbers.datastore.transaction(commit=True) as cursor:
        cursor.execute("DELETE FROM public.command_answers")  # As after a day.
    position = house.store.last_position()
    again = page.send("send")
    assert "This form was sent already" in again.alert
    assert house.store.last_position() == position


def test_a_name_shown_again_later_is_not_hidden_by_reloading_the_receipt(browser, house):
    page = browser.fill_in(identity="hidden")
    number = number_on(page.send("send"))
    browser.open(f"/t/{number}/do/show-my-name").send()
    page.send("send")
    petition = house.office.petition(house.office.petition_id(number))
    assert petition.file.names_for == "officer"


def test_a_form_without_its_id_is_a_new_one():
    drafts = [Draft.read(Posted({"form_id": bad})) for bad in ("", "x", "a" * 33, "é" * 32)]
    assert len({draft.form_id for draft in drafts}) == 4


# ---- Who may send --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_a_form_of_another_site_is_not_taken(browser, house, headers):
    page = browser.fill_in()
    before = house.store.last_position()
    sender = Browser(browser.client, headers=headers)
    assert sender.post("/submit", {"go": "send"}).status == 403
    assert (
        page.browser.client.post(
            "/submit", data={"go": "send"}, headers={"Origin": "https://elsewhere.example"}
        ).status_code
        == 403
    )
    assert house.store.last_position() == before


def test_what_is_no_form_is_told_so(browser):
    answer = browser.client.post(
        "/submit", content=b"{}", headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 415
    broken = browser.client.post(
        "/submit", content=b"--x", headers={"Content-Type": "multipart/form-data; boundary=y"}
    )
    assert broken.status_code == 400
