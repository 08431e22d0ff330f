"""The page of two answers side by side, what differs marked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from petition_es.api.pages.words import Words
from petition_es.projections.replay import Opening, Replay, Unseen, answer_words, compare, telling
from petition_es.projections.replay.differences import Piece, Row, pieces


@dataclass(frozen=True)
class Side:
    """Where one answer is: in which case, at which step, and what its reader may open."""

    number: str
    replay: Replay
    step: int
    opening: Opening

    @property
    def place(self) -> str:
        """How an address names it."""
        event = self.replay.events[self.step - 1]
        return f"{self.number}:{self.replay.positions[event.event_id]}"

    @property
    def words(self) -> str | Unseen:
        """What it says, as far as it may be seen; refuses as NotAnAnswer."""
        return answer_words(self.replay.events[self.step - 1], self.opening)


@dataclass(frozen=True)
class Heading:
    """Whose answer it is, and when it was given."""

    number: str
    says: str
    when: str
    unit: str
    address: str
    unseen: str


@dataclass(frozen=True)
class MarkedRow:
    """One sentence on each side, in pieces."""

    kind: str
    says: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


@dataclass(frozen=True)
class ComparisonPage:
    """Two answers; `rows` is None where one of them cannot be shown."""

    number: str
    left: Heading
    right: Heading
    rows: tuple[MarkedRow, ...] | None
    share: str
    back: str
    address: str


def comparison_page(left: Side, right: Side, number: str, words: Words) -> ComparisonPage:
    """Make the page of two answers; `number` is the petition that it belongs to."""
    found = compare(left.words, right.words)
    rows = None if found.rows is None else tuple(_marked(row, words) for row in found.rows)
    return ComparisonPage(
        number=number,
        left=_heading(left, words),
        right=_heading(right, words),
        rows=rows,
        share="" if found.rows is None else _share(found.rows, words),
        back=_address(left) if left.number == number else f"/replay/{number}",
        address=f"/replay/{number}?{urlencode({'left': left.place, 'right': right.place})}",
    )


def _heading(side: Side, words: Words) -> Heading:
    checkpoint = side.replay.checkpoint(side.step)
    said = side.words
    return Heading(
        number=side.number,
        says=telling.sentence(checkpoint, words),
        when=telling.happened_at(checkpoint, words),
        unit=words.unit(checkpoint.unit) if checkpoint.unit else "",
        address=_address(side),
        unseen=telling.unseen(said, "text", words) if isinstance(said, Unseen) else "",
    )


def _address(side: Side) -> str:
    return f"/replay/{side.number}?step={side.step}"


def _marked(row: Row, words: Words) -> MarkedRow:
    left, right = pieces(row)
    return MarkedRow(row.kind, words.say(f"replay.compare.row.{row.kind}"), left, right)


def _share(rows: tuple[Row, ...], words: Words) -> str:
    same = sum(row.kind == "same" for row in rows)
    if rows and same == len(rows):
        return words.say("replay.compare.same")
    return words.say("replay.compare.share", same=same, of=len(rows))
