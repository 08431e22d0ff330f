"""One row of a list being read: each method takes a column and answers its value, or refuses."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from petition_es.importing.csv_rows import Row
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.times import Moment, TimeRefused, read_moment

IDENTIFIER_CHARS_MAX = 64


class RowRefused(Exception):
    """The row is not taken in; `rejected` says why."""

    def __init__(self, rejected: Rejected) -> None:
        """Keep the line of the reject file."""
        super().__init__(rejected)
        self.rejected = rejected


class RowReading:
    """A row under way; texts are those of the file, without the blanks around them."""

    def __init__(
        self,
        row: Row,
        columns: Iterable[str],
        zone: tzinfo,
        *,
        now: datetime,
        empty: frozenset[str] = frozenset(),
        spelling: str | None = None,
    ) -> None:
        """Read the columns that say something; a text in `empty` says nothing."""
        said = ((column, row.fields.get(column, "").strip()) for column in columns)
        self.row = row
        self.texts = {column: "" if text in empty else text for column, text in said}
        self._zone, self._now, self._spelling = zone, now, spelling

    def content(self) -> str:
        """Answer all that the row says, for comparison."""
        return "\x1f".join(self.texts.values())

    def text(self, column: str | None) -> str:
        """Answer what stands there; nothing where there is no such column."""
        return self.texts.get(column or "", "")

    def needed(self, column: str) -> str:
        """Answer what stands there, which must be something."""
        text = self.texts[column]
        if not text:
            raise self.refusal(column, Reason.MISSING_VALUE, "the field is empty or blank")
        return text

    def identifier(self, column: str) -> str:
        """Answer a name without blanks."""
        text = self.needed(column)
        if len(text) > IDENTIFIER_CHARS_MAX:
            detail = f"{len(text)} characters, {IDENTIFIER_CHARS_MAX} allowed"
            raise self.refusal(column, Reason.BAD_IDENTIFIER, detail)
        if " " in text or not text.isprintable():
            detail = "a blank or control character within it"
            raise self.refusal(column, Reason.BAD_IDENTIFIER, detail)
        return text

    def moment(self, column: str) -> Moment:
        """Answer a time of the past."""
        text = self.needed(column)
        try:
            return read_moment(text, self._zone, now=self._now, spelling=self._spelling)
        except TimeRefused as why:
            raise self.refusal(column, why.reason, why.detail) from why

    def moment_after(self, column: str, begun: Moment) -> Moment:
        """Answer the time of an answer, which does not come before what it answers."""
        moment = self.moment(column)
        if moment.precedes(begun):
            detail = f"compared by the {_coarser(moment, begun)}"
            raise self.refusal(column, Reason.REPLY_BEFORE_MESSAGE, detail)
        return moment

    def refusal(self, column: str, reason: Reason, detail: str) -> RowRefused:
        """Make the refusal of this row; the detail does not repeat what the field contains."""
        return RowRefused(Rejected(self.row.line, column, reason, detail))


def _coarser(one: Moment, other: Moment) -> str:
    return "day" if "day" in (one.precision, other.precision) else "second"
