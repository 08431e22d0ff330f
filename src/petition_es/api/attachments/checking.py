"""What comes in is what it says: the check that every attachment passes, piece by piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from petition_es.api.attachments.file_names import cleaned
from petition_es.api.attachments.kinds import HEAD_BYTES, UNCLAIMED, bare, kind_of
from petition_es.api.attachments.pdf_files import checked_pdf
from petition_es.api.attachments.pictures import redrawn
from petition_es.api.attachments.refusals import FileEmpty, FileNotAsClaimed
from petition_es.api.attachments.texts import as_utf8


@dataclass(frozen=True)
class Incoming:
    """A file on its way in. Its `content` is checked while it is read, and may refuse at any piece.

    Whoever reads it keeps nothing of it when it refuses.
    """

    media_type: str
    name: str
    content: Iterator[bytes]


def checked(pieces: Iterable[bytes], *, claimed: str | None, name: str | None) -> Incoming:
    """Check a file against the media type and the name that it came with.

    A sender who claims no kind is told by the content alone. Pictures are held in memory as a
    whole, everything else piece by piece.
    """
    head, whole = _with_head(iter(pieces))
    if not head:
        raise FileEmpty
    found, said = kind_of(head), bare(claimed)
    if said not in UNCLAIMED and said != found:
        raise FileNotAsClaimed(claimed=said, found=found)
    return Incoming(found, cleaned(name, found), _content(whole, found))


def _with_head(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    head = b""
    while len(head) < HEAD_BYTES and (piece := next(pieces, None)) is not None:
        head += piece
    return head, chain([head], pieces)


def _content(whole: Iterator[bytes], media_type: str) -> Iterator[bytes]:
    if media_type == "application/pdf":
        return checked_pdf(whole)
    if media_type == "text/plain":
        return as_utf8(whole)
    return _pixels(whole, media_type)


def _pixels(whole: Iterator[bytes], media_type: str) -> Iterator[bytes]:
    yield redrawn(b"".join(whole), media_type)
