"""What a caller's timeline lists is there to read, and nothing else."""

from uuid import uuid4

import pytest
from at_the_desk import submitted
from strangers_files import HTML, pdf, picture

from office_setting import officer
from petition_es.api.attachments.routes import HANDED_OUT
from petition_es.api.attachments.vouchers import redeem
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Accept, AddMaterial, Contact, Disclose, Receive, Reply
from petition_es.domain.sealed import Sealed

STRANGER = Actor(actor_id="p-zhao", role="petitioner")
AUDITOR = Actor(actor_id="auditor", role="auditor")


def added(desk, content, media_type="image/jpeg", name=None, note=None):
    """A file that the petitioner added to the petition, and the step that did it."""
    voucher = desk.upload(content, media_type, name).json()["attachment"]
    attachment = redeem(desk.house, desk.petition_id, voucher)
    act = AddMaterial(attachments=(attachment,), note=Sealed(note) if note else None)
    recorded = desk.house.office.perform(desk.petition_id, act, desk.by)
    return str(attachment.attachment_id), str(recorded.events[0].event_id)


def submission(desk):
    return str(desk.house.office.petition(desk.petition_id).file.submission)


def published(desk, target="petition", **content):
    act = Disclose(target=target, audience="public", reason="published", **content)
    return desk.house.office.perform(desk.petition_id, act, officer("county"))


def is_safe(answer):
    return {name: answer.headers[name] for name in HANDED_OUT} == HANDED_OUT


def test_the_petitioner_reads_their_own_words(desk):
    answer = desk.read(submission(desk))
    assert (answer.status_code, answer.text) == (200, "路坏了")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert is_safe(answer)


def test_the_words_of_a_note_are_read_by_its_step(desk):
    _, step = added(desk, picture(), note="又一张照片")
    assert desk.read(step).text == "又一张照片"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(pdf(size=700_000), "application/pdf"), ("信".encode() * 999, "text/plain")],
)
def test_a_file_comes_back_as_it_was_kept(desk, content, media_type):
    document, _ = added(desk, content, media_type)
    answer = desk.read(document)
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert is_safe(answer)


def test_a_page_that_came_in_as_text_goes_out_as_text_and_runs_nothing(desk):
    document, _ = added(desk, HTML, "text/plain")
    answer = desk.read(document)
    assert answer.content == HTML
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert is_safe(answer)


def test_a_name_of_any_letters_comes_back_and_adds_no_header(desk):
    document, _ = added(desk, picture(), name="%E8%B7%AF%22%3B%20x%0D%0AA%3A%20b.jpg")
    disposition = desk.read(document).headers["Content-Disposition"]
    assert disposition == (
        "attachment; filename=\"attachment.jpg\"; filename*=UTF-8''%E8%B7%AF%22%3B%20xA%3A%20b.jpg"
    )


def test_a_unit_that_holds_the_petition_reads_what_officers_may(desk):
    document, _ = added(desk, picture())
    assert desk.read(document, desk.as_unit("roads")).status_code == 200
    assert desk.read(document, desk.with_token(AUDITOR)).status_code == 200


def test_who_may_not_see_a_petition_is_told_that_there_is_none(desk):
    document, _ = added(desk, picture())
    for headers in (
        {},
        desk.as_unit("other-city"),
        desk.with_token(STRANGER),
    ):
        answer = desk.read(document, headers)
        unknown = desk.read(document, headers, f"/petitions/{uuid4()}")
        assert (answer.status_code, unknown.status_code) == (404, 404)
        told = [each.json() | {"instance": ""} for each in (answer, unknown)]
        assert told[0] == told[1]


def test_a_document_that_the_view_does_not_list_is_like_one_that_is_not_there(desk):
    hidden, step = added(desk, picture())
    published(desk)
    listed = [desk.read(each, {}) for each in (hidden, step, submission(desk))]
    unknown = [desk.read(each, {}) for each in (str(uuid4()), "x", hidden.upper())]
    assert {answer.status_code for answer in (*listed, *unknown)} == {404}
    bodies = [answer.json() | {"instance": ""} for answer in (*listed, *unknown)]
    assert all(body == bodies[0] for body in bodies)


def test_a_document_of_another_petition_is_not_found_here(desk):
    document, _ = added(desk, picture())
    other = submitted(desk.house, STRANGER)
    headers = {"Query-Code": other.query_code}
    assert desk.read(document, headers, f"/petitions/{other.number}").status_code == 404


def test_a_redacted_version_is_there_for_everybody_once_it_is_published(desk):
    voucher = desk.upload(b"redacted", "text/plain", headers=desk.as_unit("county")).json()
    paper = redeem(desk.house, desk.petition_id, voucher["attachment"])
    document = str(paper.attachment_id)
    assert desk.read(document).status_code == 404
    published(desk, redacted_document=paper)
    assert desk.read(document, {}).content == b"redacted"


def test_a_file_that_nothing_on_record_speaks_of_is_not_handed_out(desk):
    kept = desk.upload(picture()).json()["attachment_id"]
    assert desk.read(kept).status_code == 404


def test_erased_words_and_files_are_told_as_erased(desk):
    document, step = added(desk, picture(), note="我的电话")
    headers = desk.as_unit("roads")
    desk.house.store.erase(desk.by.actor_id, desk.house.clock())
    for each in (document, step, submission(desk)):
        answer = desk.read(each, headers)
        assert answer.status_code == 410
        assert answer.json()["type"] == "/problems/document-erased"


def test_a_file_that_is_gone_is_a_fault_of_ours(desk):
    document, _ = added(desk, picture())
    for path in desk.kept_files():
        path.unlink()
    answer = desk.read(document)
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/attachment-missing")
    assert str(desk.house.store.attachments.folder) not in answer.text


def test_a_file_that_was_changed_is_a_fault_of_ours(desk):
    document, _ = added(desk, picture())
    (path,) = desk.kept_files()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    answer = desk.read(document)
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/seal-broken")


def test_a_reply_is_read_by_the_petitioner(desk):
    roads = officer("roads")
    for act in (Receive(), Accept(kind="substantive")):
        desk.house.office.perform(desk.petition_id, act, roads)
    reply = Reply(kind="interim", text=Sealed("正在修复"))
    event = desk.house.office.perform(desk.petition_id, reply, roads).events[0]
    assert desk.read(str(event.event_id)).text == "正在修复"


def test_what_an_office_noted_for_itself_is_not_read_by_the_petitioner(desk):
    call = Contact(method="phone", outcome="reached", note=Sealed("内部记录"))
    step = str(
        desk.house.office.perform(desk.petition_id, call, officer("county")).events[0].event_id
    )
    assert desk.read(step).status_code == 404
    assert desk.read(step, desk.as_unit("county")).text == "内部记录"
