"""A stranger's file name comes in as a name, never as a path or a trick."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_es.api.attachments.file_names import LONGEST, cleaned, seen
from petition_es.api.attachments.kinds import ENDINGS
from petition_es.api.attachments.refusals import FileNotAsNamed
from petition_es.api.attachments.uploading import name_in


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("照片.jpg", "照片.jpg"),
        ("IMG_1.JPEG", "IMG_1.JPEG"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        (r"C:\Users\li\Desktop\路.jpg", "路.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
        ("photo\u202egpj.jpg", "photogpj.jpg"),
        ("  two   blanks .jpg ", "two blanks.jpg"),
        ("cafe\u0301.jpg", "café.jpg"),
        ("scan", "scan.jpg"),
        ("合同 v1.2", "合同 v1.2.jpg"),
        ("...", "attachment.jpg"),
        (".jpg", "attachment.jpg"),
        ("", "attachment.jpg"),
        (None, "attachment.jpg"),
    ],
)
def test_a_name_is_cleaned(given_name, kept):
    assert cleaned(given_name, "image/jpeg") == kept


def test_a_long_name_keeps_its_ending():
    name = cleaned("长" * 500 + ".pdf", "application/pdf")
    assert len(name) == LONGEST
    assert name.endswith("长.pdf")


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a.jpg.exe", "a.svg", "a.7z"])
def test_an_ending_of_another_kind_is_refused(name):
    with pytest.raises(FileNotAsNamed):
        cleaned(name, "image/jpeg")


@given(st.text(max_size=300), st.sampled_from(sorted(ENDINGS)))
def test_whatever_is_given_a_name_is_a_name(given_name, media_type):
    try:
        name = cleaned(given_name, media_type)
    except FileNotAsNamed:
        return
    assert 1 < len(name) <= LONGEST
    assert name.lower().endswith(ENDINGS[media_type])
    assert not set(name) & set("/\\\r\n\0")
    assert unicodedata.is_normalized("NFC", name)
    assert cleaned(name, media_type) == name


@given(st.text(st.characters(max_codepoint=255), max_size=80))
def test_no_header_is_too_odd_to_be_read(tail):
    for head in ("attachment; filename=", "attachment; filename*=", "attachment; filename*0*="):
        name = name_in(head + tail)
        assert "\n" not in (name or "")


@pytest.mark.parametrize("charset", ["idna", "undefined", "hex", "utf-7", "", "路"])
def test_a_header_cannot_choose_a_charset(charset):
    assert name_in(f"attachment; filename*={charset}''%E8%B7%AF.jpg") == "路.jpg"


def test_no_header_is_no_name():
    assert name_in(None) is None
    assert name_in("attachment") is None


@given(st.text(st.characters(codec=None, categories=["L", "Cs", "Cc", "Cf", "So"])))
def test_what_is_seen_of_a_name_can_be_said(name):
    seen(name).encode()
    assert not any(unicodedata.category(letter).startswith("C") for letter in seen(name))
