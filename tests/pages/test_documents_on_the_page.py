"""Documents on the page: words in the frame, files to keep, and nothing for strangers."""

import re

from cases import UNKNOWN


def documents_of(case):
    page = case.browser.open(f"/t/{case.number}")
    return [a["href"] for a in page.tree.all("a") if "/documents/" in a["href"]]


def test_what_was_written_is_read_in_the_frame(case):
    (address,) = documents_of(case)
    page = case.browser.open(address)
    assert page.status == 200
    assert "桥面塌了一角。" in page.tree.one("p", "paper").text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_paper_is_handed_out_as_a_file(case):
    text = ("note.txt", b"<script>alert(1)</script>", "text/plain")
    case.form("add-material").send(files=[text], note="x")
    answers = [case.browser.open(address).response for address in documents_of(case)]
    (file,) = (a for a in answers if a.headers["Content-Type"].startswith("text/plain"))
    assert file.content == b"<script>alert(1)</script>"
    assert "attachment" in file.headers["Content-Disposition"]
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_nobody_else_reads_the_documents_or_learns_that_they_are_there(case, stranger):
    for address in documents_of(case):
        closed = stranger.open(address)
        unknown = stranger.open(address.replace(case.number, UNKNOWN))
        assert (closed.status, unknown.status) == (404, 404)
        told, other = (page.tree.one("main").text for page in (closed, unknown))
        assert without_reference(told, case.number) == without_reference(other, UNKNOWN)


def without_reference(text, number):
    """What a problem page says, but for the number asked for and that of the request."""
    return re.sub(r"[0-9a-f-]{36}", "", text).replace(number, "")
