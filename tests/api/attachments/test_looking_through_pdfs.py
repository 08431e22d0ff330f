"""A PDF comes in whole, open to everybody, and only for reading."""

import pytest
from strangers_files import HTML, in_pieces, pdf

from petition_es.api.attachments.pdf_files import checked_pdf
from petition_es.api.attachments.refusals import PdfActive, PdfBroken, PdfEncrypted


def passed(content, size=1000):
    return b"".join(checked_pdf(in_pieces(content, size)))


def test_a_plain_pdf_comes_through_unchanged():
    content = pdf(size=100_000)
    assert passed(content) == content


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", "/JavaScript"),
        (b"<< /S /J#61vaScript /JS (x) >>", "/JavaScript"),
        (b"<< /S/#4aavaScript/JS(x) >>", "/JavaScript"),
        (b"<< /S /Launch /F (cmd.exe) >>", "/Launch"),
        (b"<< /Type /EmbeddedFile /Length 0 >>", "/EmbeddedFile"),
        (b"<< /Names << /EmbeddedFiles 9 0 R >> >>", "/EmbeddedFiles"),
        (b"<< /Subtype /RichMedia >>", "/RichMedia"),
        (b"<< /S /SubmitForm /F (http://elsewhere) >>", "/SubmitForm"),
        (b"<< /S /ImportData /F (x.fdf) >>", "/ImportData"),
        (b"<< /XFA 3 0 R >>", "/XFA"),
    ],
)
@pytest.mark.parametrize("size", [64, 1_000_000])
def test_a_pdf_that_does_something_is_refused(thing, found, size):
    with pytest.raises(PdfActive) as refusal:
        passed(pdf(thing), size)
    assert refusal.value.facts == {"found": found}


@pytest.mark.parametrize("offset", range(15))
def test_what_stands_across_two_pieces_is_seen(offset):
    content = pdf(b"<< /S /JavaScript >>")
    cut = content.index(b"/JavaScript") + offset
    with pytest.raises(PdfActive):
        b"".join(checked_pdf([content[:cut], content[cut:]]))


def test_names_that_only_begin_alike_are_let_through():
    assert passed(pdf(b"<< /BaseFont /LaunchSans /X /JavaScriptless /Y /Encryption >>"))


def test_a_protected_pdf_is_refused():
    with pytest.raises(PdfEncrypted):
        passed(pdf(b"<< /Encrypt 9 0 R >>"))


@pytest.mark.parametrize(
    "broken",
    [
        pdf()[:-8],
        pdf()[: len(pdf()) // 2],
        pdf() + HTML,
        pdf() + b"PK\x03\x04",
        b"%PDF-x" + pdf()[6:],
        b"%PDF-1.7",
    ],
)
def test_a_pdf_that_is_not_whole_or_is_more_is_refused(broken):
    with pytest.raises(PdfBroken):
        passed(broken)


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n\n\0\0"])
def test_line_ends_behind_the_end_are_no_matter(end):
    assert passed(pdf() + end)
