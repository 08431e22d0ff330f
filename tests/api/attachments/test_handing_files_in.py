"""A file is handed in over HTTP: checked, sealed, and known by a voucher."""

from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from at_the_desk import submitted
from strangers_files import HTML, SECRET, exif, pdf, picture

from office_setting import officer
from petition_es.api.attachments.vouchers import redeem
from petition_es.domain.entry import Actor

MIB = 1024 * 1024
STRANGER = Actor(actor_id="p-zhao", role="petitioner")


def content_of(desk, attachment):
    pieces = desk.house.store.attachments.read(
        desk.petition_id, attachment.attachment_id, attachment.sha256
    )
    return b"".join(pieces)


def test_a_petitioner_hands_in_a_photo(desk):
    answer = desk.upload(picture(exif=exif()), name=quote("路.jpg"))
    said = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(said) == {"attachment", "attachment_id", "media_type", "size", "name"}
    attachment = redeem(desk.house, desk.petition_id, said["attachment"])
    assert said["name"] == attachment.name.reveal() == "路.jpg"
    assert UUID(said["attachment_id"]) == attachment.attachment_id
    assert (said["media_type"], said["size"]) == ("image/jpeg", attachment.size)
    assert SECRET not in content_of(desk, attachment)


def test_a_file_comes_out_as_it_went_in(desk):
    content = pdf(size=MIB)
    attachment = redeem(
        desk.house,
        desk.petition_id,
        desk.upload(content, "application/pdf").json()["attachment"],
    )
    assert content_of(desk, attachment) == content
    assert attachment.name.reveal() == "attachment.pdf"


def test_nothing_of_a_file_is_on_disk_in_clear(desk):
    words = "这里写着张三的名字".encode()
    assert desk.upload(words * 9000, "text/plain").status_code == 201
    (kept,) = desk.kept_files()
    assert words not in kept.read_bytes()


def test_a_unit_that_holds_the_petition_hands_in_a_file(desk):
    assert desk.upload(picture(), headers=desk.as_unit("roads")).status_code == 201


def test_a_unit_above_may_too(desk):
    assert desk.upload(picture(), headers=desk.as_unit("city")).status_code == 201


@pytest.mark.parametrize("scopes", [("act",), ("act:add_material",)])
def test_who_may_only_act_need_not_read(desk, scopes):
    assert desk.upload(picture(), headers=desk.as_unit("roads", *scopes)).status_code == 201


@pytest.mark.parametrize(
    ("actor", "scopes", "status"),
    [
        (officer("other-city"), ("act",), 403),
        (officer("water"), ("act",), 403),
        (officer("roads"), ("read",), 403),
        (Actor(actor_id="auditor", role="auditor"), ("act",), 403),
        (STRANGER, ("act",), 404),
    ],
)
def test_others_may_not_hand_anything_in(desk, actor, scopes, status):
    headers = desk.with_token(actor, *scopes)
    assert desk.upload(picture(), headers=headers).status_code == status


def test_without_an_actor_nothing_is_taken_in(desk):
    assert desk.upload(picture(), headers={}).status_code == 401
    assert desk.kept_files() == []


def test_a_wrong_code_opens_nothing(desk):
    wrong = {"Query-Code": "0000-0000-0000"}
    assert desk.upload(picture(), headers=wrong).status_code == 403


def test_the_code_of_one_petition_opens_no_other(desk):
    other = submitted(desk.house, STRANGER)
    answer = desk.client.post(
        f"/petitions/{other.number}/attachments",
        content=picture(),
        headers=desk.as_petitioner() | {"Content-Type": "image/jpeg"},
    )
    assert answer.status_code == 403


def test_an_unknown_petition_takes_nothing(desk):
    answer = desk.client.post(
        f"/petitions/{uuid4()}/attachments",
        content=picture(),
        headers=desk.as_unit("roads") | {"Content-Type": "image/jpeg"},
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("content", "media_type", "status", "name"),
    [
        (HTML, "text/html", 415, "wrong-media-type"),
        (b"<svg/>", "image/svg+xml", 415, "wrong-media-type"),
        (b"<svg/>", "image/png", 422, "file-not-as-claimed"),
        (b"", "text/plain", 422, "file-empty"),
        (pdf(b"<< /S /JavaScript >>"), "application/pdf", 422, "pdf-active"),
        (picture()[:300], "image/jpeg", 422, "picture-broken"),
        (b"\0\0", None, 422, "text-with-controls"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(desk, content, media_type, status, name):
    answer = desk.upload(content, media_type)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{name}")
    assert desk.kept_files() == []


def test_a_name_of_another_kind_is_refused(desk):
    answer = desk.upload(picture(), name="virus.exe")
    assert answer.json()["type"] == "/problems/file-not-as-named"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="road.jpg"', "road.jpg"),
        ("attachment; filename=road.jpg", "road.jpg"),
        ("attachment; filename*=UTF-8''%E8%B7%AF.jpg; filename=\"x.jpg\"", "路.jpg"),
        ('attachment; filename="路.jpg"'.encode(), "路.jpg"),
        ("attachment; filename*=no-such-charset''%E8.jpg", None),
        ("attachment", "attachment.jpg"),
        ('attachment; filename="../../../etc/cron.jpg"', "cron.jpg"),
        (';;;="', "attachment.jpg"),
        ("attachment; filename*=undefined''a;filename*=0=b", None),
        ("attachment; filename*=undefined''%ff;filename*0=b", "attachment.jpg"),
        ("attachment; filename*;filename*1", "attachment.jpg"),
    ],
)
def test_a_name_comes_in_any_form_that_headers_have(desk, disposition, name):
    headers = desk.as_petitioner() | {"Content-Type": "image/jpeg"}
    answer = desk.client.post(
        f"{desk.path}/attachments",
        content=picture(),
        headers=headers | {"Content-Disposition": disposition},
    )
    assert answer.status_code == 201
    assert name is None or answer.json()["name"] == name


def test_an_upload_to_a_petition_draws_no_other_key(desk):
    assert desk.upload(picture()).status_code == 201
    assert desk.house.store.attachments.cabinet.drawn == {}


def test_an_act_names_the_document_and_the_timeline_lists_it(desk):
    kept = desk.upload(pdf(), "application/pdf").json()
    headers = desk.as_petitioner() | {"If-Match": "*"}
    body = {"attachments": [kept["attachment"]]}
    acted = desk.client.post(f"{desk.path}/add-material", json=body, headers=headers)
    assert acted.status_code in (200, 201)
    steps = desk.client.get(f"{desk.path}/timeline", headers=headers).json()["checkpoints"]
    listed = [paper["document_id"] for step in steps for paper in step["documents"]]
    assert kept["attachment_id"] in listed
    assert desk.read(kept["attachment_id"]).content == pdf()


def test_an_act_with_a_voucher_of_another_petition_is_refused(desk):
    kept = desk.upload(picture()).json()
    other = submitted(desk.house, STRANGER)
    answer = desk.client.post(
        f"/petitions/{other.number}/add-material",
        json={"attachments": [kept["attachment"]]},
        headers={"Query-Code": other.query_code, "If-Match": "*"},
    )
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/voucher-unknown")


def test_an_erased_petition_takes_no_files(desk):
    headers = desk.as_unit("roads")
    desk.house.store.erase(desk.by.actor_id, desk.house.clock())
    assert desk.upload(picture(), headers=headers).status_code == 410
    assert desk.kept_files() == []


def test_an_erasure_takes_what_was_handed_in_and_never_named(desk):
    desk.upload(picture())
    assert len(desk.kept_files()) == 1
    desk.house.store.erase(desk.by.actor_id, desk.house.clock())
    assert desk.kept_files() == []
