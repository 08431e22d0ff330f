"""Plain texts, as they pass: read as UTF-8 or GB18030, kept as UTF-8 without a byte order mark."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from petition_es.api.attachments.refusals import TextNotReadable, TextWithControls

SAMPLE_BYTES = 64 * 1024
"""How much of a text, from its first letter beyond ASCII, decides which encoding it is in."""

BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def as_utf8(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Hand a text's pieces on in UTF-8, and refuse as soon as one is not readable text."""
    for letters in _decoded(iter(pieces)):
        if CONTROLS.search(letters):
            raise TextWithControls
        yield letters.encode()


def _decoded(pieces: Iterator[bytes]) -> Iterator[str]:
    """Both encodings write ASCII alike, so the choice can wait for the first other letter."""
    for piece in pieces:
        beyond = BEYOND_ASCII.search(piece)
        yield piece[: beyond.start() if beyond else None].decode("ascii")
        if beyond:
            sample = _sample(piece[beyond.start() :], pieces)
            yield from _read_on(chain([sample], pieces), _encoding_of(sample))


def _sample(start: bytes, pieces: Iterator[bytes]) -> bytes:
    sample = bytearray(start)
    while len(sample) < SAMPLE_BYTES and (piece := next(pieces, None)) is not None:
        sample += piece
    return bytes(sample)


def _encoding_of(sample: bytes) -> str:
    """UTF-8 where the sample can be read so; the text may go on in the middle of a letter."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < SAMPLE_BYTES)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _read_on(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces:
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as reason:
        raise TextNotReadable from reason
