"""A file of a form is checked like every other, and never stood on disk in clear."""

from io import BytesIO
from tempfile import SpooledTemporaryFile

import pytest
from starlette.datastructures import Headers, UploadFile
from strangers_files import SECRET, exif, pdf, picture

from petition_es.api.at_the_door import TooLarge, WrongMediaType
from petition_es.api.attachments.refusals import FileEmpty
from petition_es.api.attachments.uploading import keep_upload


def chosen(content, media_type="image/jpeg", name="路.jpg", file=None):
    """A file as a form brings it."""
    file = file or BytesIO()
    file.write(content)
    file.seek(0)
    return UploadFile(file, filename=name, headers=Headers({"content-type": media_type}))


def test_a_photo_of_a_form_is_kept_without_what_it_brought_along(desk):
    attachment = keep_upload(desk.house, desk.petition_id, chosen(picture(exif=exif())))
    read = desk.house.store.attachments.read(
        desk.petition_id, attachment.attachment_id, attachment.sha256
    )
    assert SECRET not in b"".join(read)
    assert (attachment.media_type, attachment.name.reveal()) == ("image/jpeg", "路.jpg")


@pytest.mark.parametrize(
    ("upload", "refusal"),
    [
        (chosen(b""), FileEmpty),
        (chosen(b"<svg/>", "image/svg+xml", "a.svg"), WrongMediaType),
        (chosen(pdf(size=11 * 2**20), "application/pdf", "a.pdf"), TooLarge),
    ],
)
def test_what_is_refused_leaves_nothing_behind(desk, upload, refusal):
    with pytest.raises(refusal):
        keep_upload(desk.house, desk.petition_id, upload)
    assert desk.kept_files() == []


def test_a_form_that_put_the_file_on_disk_is_a_fault_of_the_form(desk):
    with SpooledTemporaryFile(max_size=10) as spooled:
        upload = chosen(picture(), file=spooled)
        with pytest.raises(AssertionError, match="in clear"):
            keep_upload(desk.house, desk.petition_id, upload)
