"""What all ways of folding live have in common: a turn begins, petitions are redone, it ends."""

from collections.abc import Callable, Collection, Iterable, Sequence
from uuid import UUID

from petition_es.projections.kit.folding import Folding, Key, Matters, Rows
from petition_es.projections.kit.shares import share_of
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running.changes import Change
from petition_es.projections.running.layout import Layout
from petition_es.projections.running.parking import Parked
from petition_es.projections.running.parts import Part
from petition_es.projections.running.turns import Place, Turn

ROWS_MAX = 20_000
"""How many rows of a projection stay in memory."""


class Way:
    """How one projection is folded live, one turn after the other."""

    def __init__(self, layout: Layout, parked: Parked) -> None:
        self.layout, self.definition, self.parked = layout, layout.definition, parked
        self.kept: Rows = {}
        self.change = Change(layout)
        self.needs_place = bool(parked.keys or layout.parts)
        """Whether `turn.place` must be told before every event."""
        self.noted: set[Part] = set()
        """Which petitions came to have a part in which keys, where that is to be known."""
        self._writing: Key | None = None
        self._folding: Folding | None = None
        self._matters: Matters | None = None

    @property
    def suspects(self) -> list[Key]:
        """The keys whose rows are at fault, where a batch could not be written."""
        width = len(self.definition.keys)
        written = [row[:width] for row in self.change.rows]
        return written if self._writing is None else [self._writing]

    def begin(self, turn: Turn) -> Folding:
        """What the events of a batch are folded with, except those of redone petitions.

        It stays the same from batch to batch, unless petitions came to be other matters.
        """
        self.change = Change(self.layout)
        self.noted.clear()
        self._trim()
        rows = self._rows(turn)
        if self._folding is None or self._matters is not turn.matters:
            self._matters = turn.matters
            self._folding = Folding(
                self.definition, rows=rows, matters=turn.matters, is_mine=self._is_mine(turn.place)
            )
        return self._folding

    def redo(self, turn: Turn, petition_id: UUID, was: list[Entry], stands: list[Entry]) -> None:
        """Let what stands of a petition count, instead of what of it was folded until now."""
        raise NotImplementedError

    def end(self, turn: Turn) -> Change:
        """What the batch changes."""
        raise NotImplementedError

    def fold_anew(self, turn: Turn, keys: Collection[Key], petitions: Collection[UUID]) -> Change:
        """What folding some keys from nothing changes; `petitions` are those of the errors."""
        raise NotImplementedError

    def _rows(self, turn: Turn) -> Rows:
        """What batches are folded into, prepared for this one; always the same object."""
        raise NotImplementedError

    def _is_mine(self, place: Place) -> Callable[[Key], bool] | None:
        """What is asked of every key: nothing, unless it is to be noted, or one is parked."""
        lets, note = self.parked.lets, self.noted.add
        if self.layout.parts is None:
            return (lambda key: lets(key, place.position)) if self.parked.keys else None

        def is_mine(key: Key) -> bool:
            note((key, place.petition_id))
            return lets(key, place.position)

        return is_mine

    def share(self, entries: Sequence[Entry], matters: Matters) -> Rows:
        """What comes of one petition, for the keys that are not parked."""
        lets, at = self.parked.lets, entries[-1][0] if entries else 0
        is_mine = (lambda key: lets(key, at)) if self.parked.keys else None
        return share_of(Folding(self.definition, matters=matters, is_mine=is_mine), entries)

    def write(self, rows: Rows, keys: Iterable[Key]) -> None:
        """Note what becomes of the rows of these keys."""
        stored, change = self.layout.stored, self.change
        for key in keys:
            row = rows.get(key)
            if row is None or not row.folded:
                rows.pop(key, None)
                change.gone.add(key)
            else:
                self._writing = key
                change.rows.append(stored(row))
        self._writing = None

    def _trim(self) -> None:
        if len(self.kept) > ROWS_MAX:
            self.kept.clear()
