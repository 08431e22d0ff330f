"""A stranger who reads the description knows what to send, and what may be answered."""

import pytest

from petition_es.api.app import build

UPLOAD = ("/petitions/{petition}/attachments", "post")
READ = ("/petitions/{petition}/documents/{document_id}", "get")


@pytest.fixture(scope="module")
def described(house):
    return build(house).openapi()["paths"]


@pytest.mark.parametrize("address", [UPLOAD, READ])
def test_every_answer_has_an_example_and_a_status_of_its_own(described, address):
    path, method = address
    answers = described[path][method]["responses"]
    assert all(status.isdecimal() for status in answers)
    for answer in answers.values():
        for content in answer["content"].values():
            schema = content["schema"].get("$ref", "")
            assert "example" in content or schema.endswith("/KeptAttachment")


def test_the_statuses_are_those_that_can_be(described):
    upload, read = (set(described[path][method]["responses"]) for path, method in (UPLOAD, READ))
    assert upload == {
        *("201", "400", "401", "403", "404", "408", "410", "413", "415", "422", "429"),
        *("500", "503"),
    }
    assert read == {"200", "401", "403", "404", "410", "422", "429", "500", "503"}


def test_the_body_may_be_any_kind_that_is_taken_in(described):
    path, method = UPLOAD
    assert set(described[path][method]["requestBody"]["content"]) == {
        "image/jpeg",
        "image/png",
        "image/webp",
        "application/pdf",
        "text/plain",
        "application/octet-stream",
    }


def test_the_address_and_the_name_are_both_told(described):
    path, method = UPLOAD
    told = {parameter["name"] for parameter in described[path][method]["parameters"]}
    assert {"petition", "Content-Disposition"} <= told
