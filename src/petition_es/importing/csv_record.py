"""The fields of one CSV record, put together out of physical lines.

Python's csv module is not used for reading: it does not say in which column a record breaks, it
cannot be handed a record line by line, and its only size limit is one setting for the process.
What it accepts when strict is accepted here, with the same fields.
"""

from petition_es.importing.reasons import Reason

FIELD_CHARS_MAX = 1024 * 1024

_STILL_OPEN = -1


class BrokenRecord(Exception):
    """The record breaks in the column with this index (from 0)."""

    def __init__(self, reason: Reason, column: int, detail: str) -> None:
        """Keep what the reject will say."""
        super().__init__(reason, column, detail)
        self.reason = reason
        self.column = column
        self.detail = detail


class CsvRecord:
    """One record in the making: hand it line after line until it is complete.

    A field that begins with a quote runs to the next single quote, over line ends if need be;
    a quote inside a plain field is text.
    """

    def __init__(self) -> None:
        """Begin with no fields."""
        self.fields: list[str] = []
        self._parts: list[str] = []
        self._chars = 0
        self._lines = 0
        self._quoted = False

    def take(self, line: str) -> bool:
        """Take in one physical line with its end; return whether the record ends with it."""
        self._lines += 1
        end = len(line.rstrip("\r\n"))
        if not self._quoted and '"' not in line:
            return self._take_plain(line[:end])
        at = self._to_quote(line, 0, end) if self._quoted else 0
        while 0 <= at <= end:
            at = self._field(line, at, end)
        return at != _STILL_OPEN

    def still_open(self) -> BrokenRecord:
        """Return what is wrong when the file ends before the record does."""
        detail = "the quote that opens here is not closed before the end of the file"
        return BrokenRecord(Reason.UNCLOSED_QUOTE, len(self.fields), detail)

    def _take_plain(self, text: str) -> bool:
        """Split a line without quotes, which most lines are, at one go."""
        if len(text) > FIELD_CHARS_MAX:
            for field in text.split(","):
                self._add_plain(field)
        else:
            self.fields = text.split(",")
        return True

    def _field(self, line: str, at: int, end: int) -> int:
        """Read the field that starts at ``at``; return where the next one starts."""
        if line.startswith('"', at):
            self._quoted = True
            return self._to_quote(line, at + 1, end)
        comma = line.find(",", at, end)
        stop = end if comma < 0 else comma
        self._add_plain(line[at:stop])
        return stop + 1

    def _to_quote(self, line: str, at: int, end: int) -> int:
        """Read a quoted field on to its closing quote, or to the end of the line."""
        quote = line.find('"', at)
        while quote >= 0 and line.startswith('"', quote + 1):
            quote = line.find('"', quote + 2)
        self._keep(line[at:] if quote < 0 else line[at:quote])
        if quote < 0:
            return _STILL_OPEN
        after = quote + 1
        if after < end and line[after] != ",":
            detail = f"text follows the closing quote at character {after} of the line"
            # A quote opened lines before was no quote of this field: it is the one to be closed.
            reason = Reason.STRAY_QUOTE if self._lines == 1 else Reason.UNCLOSED_QUOTE
            raise BrokenRecord(reason, len(self.fields), detail)
        self._close()
        return after + 1

    def _keep(self, part: str) -> None:
        self._chars += len(part)
        if self._chars > FIELD_CHARS_MAX:
            raise self._too_long(self._chars)
        self._parts.append(part)

    def _close(self) -> None:
        self.fields.append("".join(self._parts).replace('""', '"'))
        self._parts, self._chars, self._quoted = [], 0, False

    def _add_plain(self, field: str) -> None:
        if len(field) > FIELD_CHARS_MAX:
            raise self._too_long(len(field))
        self.fields.append(field)

    def _too_long(self, chars: int) -> BrokenRecord:
        column = len(self.fields)
        if self._lines == 1:
            detail = f"{chars} characters, {FIELD_CHARS_MAX} allowed"
            return BrokenRecord(Reason.FIELD_TOO_LONG, column, detail)
        detail = f"the quote that opens here is not closed within {FIELD_CHARS_MAX} characters"
        return BrokenRecord(Reason.UNCLOSED_QUOTE, column, detail)
