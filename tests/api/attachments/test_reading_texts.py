"""A text comes in as readable text in UTF-8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strangers_files import in_pieces

from petition_es.api.attachments.refusals import TextNotReadable, TextWithControls
from petition_es.api.attachments.texts import SAMPLE_BYTES, as_utf8

LETTER = "镇政府:\n\t路坏了,请修。\r\nThank you.\n"
LONG = "a" * (3 * SAMPLE_BYTES - 1) + LETTER * 9000


def read(content, size=1000):
    return b"".join(as_utf8(in_pieces(content, size))).decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("text", [LETTER, LONG, "plain", "路坏"])
@pytest.mark.parametrize("size", [1, 1000, SAMPLE_BYTES])
def test_a_text_is_read_in_either_encoding(text, encoding, size):
    assert read(text.encode(encoding), size) == text


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b[31m", "\x7f", "\x9b"])
@pytest.mark.parametrize("before", ["", LETTER, LONG])
def test_control_characters_are_refused(control, before):
    with pytest.raises(TextWithControls):
        read((before + control + "end").encode())


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x2d\x4e", "路".encode()[:1], "路".encode() * 40_000 + b"\xff\xff"]
)
def test_what_is_in_neither_encoding_is_refused(content):
    with pytest.raises(TextNotReadable):
        read(content)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200), st.integers(1, 9))
def test_every_utf8_text_comes_through(text, size):
    assert read(text.encode(), size).lstrip("\ufeff") == text.lstrip("\ufeff")
