"""A file to import: opened, unpacked if need be, and read line by line in bounded memory."""

import codecs
import gzip
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

LINE_BYTES_MAX = 4 * 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"

# What the codecs of the gzip module raise when an archive is cut or damaged.
ARCHIVE_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error)

# UTF-32 comes first, for its little-endian mark begins with the one of UTF-16.
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE_LINES = 200
_SAMPLE_BYTES = 1024 * 1024
# So few bad lines are taken for bad rows; from here on the whole file is suspected.
_SUSPICIOUS_LINES = 3


class UnusableFile(Exception):
    """A file cannot be used as a whole; the message says what to do."""


class UnreadableFile(UnusableFile):
    """The file to import cannot be read."""


class BrokenArchive(Exception):
    """The archive ends or breaks after ``line`` whole lines."""

    def __init__(self, line: int) -> None:
        """Remember the last line that was read whole."""
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """One line of the file with its end of line.

    ``length`` counts all bytes, also those beyond LINE_BYTES_MAX, which were read but not kept;
    ``odd_quotes`` counts over all of them too.
    """

    number: int
    data: bytes
    length: int
    odd_quotes: bool

    @property
    def overlong(self) -> bool:
        """Tell whether only the head of the line was kept."""
        return self.length > len(self.data)


class SourceFile:
    """An open file, plain or gzip (told by its first bytes, not by its name).

    ``size`` and ``position`` count bytes on the disk, so that their ratio is the progress made.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or raise UnreadableFile."""
        try:
            self._file = path.open("rb")
        except OSError as why:
            raise UnreadableFile(f"{path}: cannot be opened ({why.strerror}).") from why
        self.path = path
        self.size = os.fstat(self._file.fileno()).st_size
        self.packed = self._file.peek(2)[:2] == GZIP_MAGIC
        self.stream = (
            cast("BinaryIO", gzip.GzipFile(fileobj=self._file)) if self.packed else self._file
        )

    @property
    def position(self) -> int:
        """Bytes taken from the disk so far; all of them once the file is closed."""
        return self.size if self._file.closed else self._file.tell()

    def lines(self) -> Iterator[PhysicalLine]:
        """Yield the physical lines; raise BrokenArchive where a packed file is damaged.

        A line that the damage cuts is not yielded: cut in its last field it would look whole.
        """
        number = 0
        try:
            while data := self.stream.readline(LINE_BYTES_MAX):
                number += 1
                yield self._line(number, data)
        except ARCHIVE_DAMAGE as why:
            raise BrokenArchive(number) from why

    def _line(self, number: int, data: bytes) -> PhysicalLine:
        length, quotes, piece = len(data), data.count(b'"'), data
        while len(piece) == LINE_BYTES_MAX and not piece.endswith(b"\n"):
            piece = self.stream.readline(LINE_BYTES_MAX)
            length += len(piece)
            quotes += piece.count(b'"')
        return PhysicalLine(number, data, length, quotes % 2 == 1)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()


def codec_name(encoding: str) -> str:
    """Return Python's own name of an encoding, or raise UnreadableFile.

    Refused are encodings in which a comma or a line end is not the one byte it is in ASCII.
    """
    try:
        name = codecs.lookup(encoding).name.removesuffix("-sig")
        splittable = '",\r\n'.encode(name) == b'",\r\n'
    except LookupError as why:
        raise UnreadableFile(f"No encoding is called {encoding}; try utf-8 or gb18030.") from why
    if not splittable:
        raise UnreadableFile(f"{encoding} cannot be read line by line; save the file as UTF-8.")
    return name


def check_encoding(path: Path, encoding: str) -> None:
    """Raise UnreadableFile when the first lines show that ``encoding`` is not the file's.

    A few bad lines are the business of the rows; when most lines with more than ASCII in them
    are bad, the whole file is in another encoding and the message names the likely one.
    """
    sample = _sample(path)
    if sample and sample[0].startswith(_WIDE_MARKS):
        raise UnreadableFile(f"{path.name}: the file is in UTF-16 or UTF-32; save it as UTF-8.")
    foreign = [line for line in sample if not line.isascii()]
    # GB18030 gives a meaning to nearly any bytes, so UTF-8 read as it would be stored garbled.
    if encoding != "utf-8" and len(foreign) >= _SUSPICIOUS_LINES and _all_good(foreign, "utf-8"):
        raise UnreadableFile(f"{path.name}: the file is in utf-8; leave out --encoding.")
    if _mostly_bad(foreign, encoding):
        hint = "" if _mostly_bad(foreign, "gb18030") else "; pass --encoding gb18030"
        raise UnreadableFile(f"{path.name}: the file is not in {encoding}{hint}.")


def _sample(path: Path) -> list[bytes]:
    lines: list[bytes] = []
    with SourceFile(path) as source:
        try:
            for line in source.lines():
                lines.append(line.data)
                if len(lines) >= _SAMPLE_LINES or sum(map(len, lines)) > _SAMPLE_BYTES:
                    break
        except BrokenArchive:
            pass  # The reader proper meets the damage again and reports it with its line.
    return lines


def _mostly_bad(lines: list[bytes], encoding: str) -> bool:
    bad = sum(not _all_good([line], encoding) for line in lines)
    return bad >= _SUSPICIOUS_LINES and bad * 2 > len(lines)


def _all_good(lines: list[bytes], encoding: str) -> bool:
    try:
        for line in lines:
            line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
