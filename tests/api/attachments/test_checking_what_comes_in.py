"""What comes in is what it says, and brings nothing along."""

import pytest
from strangers_files import HTML, in_pieces, pdf, picture

from petition_es.api.attachments.checking import checked
from petition_es.api.attachments.refusals import (
    FileEmpty,
    FileNotAsClaimed,
    FileNotAsNamed,
    TextWithControls,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EVERY_KIND = {
    "image/jpeg": picture("JPEG"),
    "image/png": picture("PNG"),
    "image/webp": picture("WEBP"),
    "application/pdf": pdf(),
    "text/plain": "路坏了".encode(),
}


def taken_in(content, claimed=None, name=None, size=7):
    incoming = checked(in_pieces(content, size), claimed=claimed, name=name)
    return incoming.media_type, incoming.name, b"".join(incoming.content)


@pytest.mark.parametrize("media_type", EVERY_KIND)
@pytest.mark.parametrize("size", [1, 5, 100_000])
def test_each_kind_comes_in_in_pieces_of_any_size(media_type, size):
    found, _, content = taken_in(EVERY_KIND[media_type], media_type, size=size)
    assert found == media_type
    assert content


@pytest.mark.parametrize("claimed", [None, "", "application/octet-stream"])
@pytest.mark.parametrize("media_type", EVERY_KIND)
def test_who_claims_nothing_is_told_by_the_content(media_type, claimed):
    assert taken_in(EVERY_KIND[media_type], claimed)[0] == media_type


@pytest.mark.parametrize("claimed", ["image/jpeg; q=1", "IMAGE/JPEG", " image/jpeg ", "image/jpg"])
def test_a_media_type_may_be_written_as_headers_write_it(claimed):
    assert taken_in(picture(), claimed)[0] == "image/jpeg"


@pytest.mark.parametrize(
    ("content", "claimed"),
    [
        (SVG, "image/png"),
        (HTML, "image/jpeg"),
        (picture("PNG"), "image/jpeg"),
        (picture("JPEG"), "application/pdf"),
        (pdf(), "text/plain"),
        (HTML, "text/html"),
        (SVG, "image/svg+xml"),
        (b"GIF89a", "image/gif"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(content, claimed):
    with pytest.raises(FileNotAsClaimed) as refusal:
        taken_in(content, claimed)
    assert refusal.value.facts["claimed"] == claimed


def test_an_empty_file_is_refused():
    with pytest.raises(FileEmpty):
        taken_in(b"", "text/plain")


def test_a_page_with_a_script_is_only_a_text_here():
    assert taken_in(HTML, "text/plain", "seite.txt") == ("text/plain", "seite.txt", HTML)


def test_a_program_is_no_text():
    with pytest.raises(TextWithControls):
        taken_in(b"MZ\x00\x03 This program cannot be run", "text/plain")


def test_a_name_of_another_kind_is_refused_before_anything_is_read_on():
    with pytest.raises(FileNotAsNamed) as refusal:
        checked(iter([picture()]), claimed="image/jpeg", name="virus.exe")
    assert refusal.value.facts["endings"].startswith(".jpg")
