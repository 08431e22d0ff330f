"""PDF files, looked through as they pass: whole, open to everybody, and only for reading.

What is seen is what stands uncompressed in the file. Actions can hide in compressed object streams,
so a PDF that came through here is still a stranger's file, and is handed out as one.
"""

import re
from collections.abc import Iterable, Iterator

from petition_es.api.attachments.refusals import PdfActive, PdfBroken, PdfEncrypted

LOOK_BACK = 1024
"""Bytes of one piece that are looked at again with the next: a name may stand across both."""

ACTIONS = (
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia",
    "SubmitForm", "ImportData", "XFA",
)  # fmt: skip
"""What runs, carries other files, or sends what was filled in to somebody else."""


def _name(word: str) -> bytes:
    """A pattern for a PDF name: each letter as itself, or as `#` and its code."""
    letters = (f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in word)
    return f"/{''.join(letters)}(?=[\\x00\\t\\n\\f\\r ()<>\\[\\]{{}}/%])".encode()


ACTIVE = re.compile(b"|".join(map(_name, ACTIONS)))
ENCRYPTED = re.compile(_name("Encrypt"))
HEADER = re.compile(rb"%PDF-[12]\.\d")
END = re.compile(rb"%%EOF[\x00\s]*\Z")


def checked_pdf(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Hand a PDF's pieces on, and refuse as soon as one shows what a PDF here must not have."""
    seen = b""
    for index, piece in enumerate(pieces):
        if index == 0 and not HEADER.match(piece):
            raise PdfBroken
        _look_at(seen + piece)
        seen = (seen + piece)[-LOOK_BACK:]
        yield piece
    if not END.search(seen):
        raise PdfBroken


def _look_at(window: bytes) -> None:
    if ENCRYPTED.search(window):
        raise PdfEncrypted
    if found := ACTIVE.search(window):
        raise PdfActive(found=re.sub(rb"#(..)", _letter, found[0]).decode("ascii"))


def _letter(code: re.Match[bytes]) -> bytes:
    return bytes.fromhex(code[1].decode("ascii"))
