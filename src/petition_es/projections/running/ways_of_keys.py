"""The ways of rows that many petitions have a part in: sums, and keys folded in order."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.projections.kit.folding import Folding, Key, Matters, Rows
from petition_es.projections.kit.shares import put_in, share_of, taken_away
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running import parts as parts_of
from petition_es.projections.running import rows as stored_rows
from petition_es.projections.running.changes import Change
from petition_es.projections.running.layout import Layout
from petition_es.projections.running.parking import Parked
from petition_es.projections.running.turns import Turn
from petition_es.projections.running.way import Way


class BySum(Way):
    """Rows that add up, under any key."""

    def __init__(self, layout: Layout, parked: Parked) -> None:
        super().__init__(layout, parked)
        self._delta: Rows = {}

    def _rows(self, _: Turn) -> Rows:
        self._delta.clear()
        return self._delta

    def redo(self, turn: Turn, petition_id: UUID, was: list[Entry], stands: list[Entry]) -> None:
        """Take away what the petition gave, and add what it gives."""
        before, after = self.share(was, turn.matters_before), self.share(stands, turn.matters)
        if self.layout.parts:
            self.change.anew.add(petition_id)
            self.noted.update((key, petition_id) for key in after)
        put_in(self.definition, self._delta, taken_away(self.definition, before))
        put_in(self.definition, self._delta, after)

    def end(self, turn: Turn) -> Change:
        """Add everything to the rows as they were."""
        needed = [key for key in self._delta if key not in self.kept]
        self.kept.update(stored_rows.load(turn.connection, self.layout, needed))
        put_in(self.definition, self.kept, self._delta)
        self.write(self.kept, self._delta)
        self.change.parts = set(self.noted)
        return self.change

    def fold_anew(self, turn: Turn, keys: Collection[Key], petitions: Collection[UUID]) -> Change:
        """Fold the keys from the whole log, unless it is known which petitions have a part."""
        del petitions
        self.change = Change(self.layout)
        found = None
        if self.layout.parts:
            found = parts_of.petitions_of(turn.connection, self.layout, keys)
        _fold_keys(self, turn, set(keys), found)
        return self.change


class ByKey(Way):
    """Rows of other keys, folded in the order of the log."""

    def __init__(self, layout: Layout, parked: Parked) -> None:
        super().__init__(layout, parked)
        self._again: set[Key] = set()
        self._found: _Found | None = None

    def _rows(self, turn: Turn) -> Rows:
        self._again = set()
        self._found = self._found or _Found(self, turn.connection)
        return self._found

    def redo(self, turn: Turn, petition_id: UUID, _: list[Entry], stands: list[Entry]) -> None:
        """Fold every key anew in which the petition had a part, or has one."""
        self.change.anew.add(petition_id)
        keys = self._keys(stands, turn.matters)
        self.noted.update((key, petition_id) for key in keys)
        self._again |= keys

    def _keys(self, entries: Sequence[Entry], matters: Matters) -> set[Key]:
        """The keys that what stands of a petition leads to; nothing is folded into their rows."""
        keys: set[Key] = set()

        def note(key: Key) -> bool:
            keys.add(key)
            return False

        share_of(Folding(self.definition, matters=matters, is_mine=note), entries)
        return keys

    def end(self, turn: Turn) -> Change:
        """Write the rows of all keys that the batch led to."""
        self._again |= parts_of.keys_of(turn.connection, self.layout, self.change.anew)
        self.change.parts = set(self.noted)
        touched = {key for key, _ in self.noted} | self._again
        if again := self._again - self.parked.keys:
            petitions = parts_of.petitions_of(turn.connection, self.layout, again)
            petitions |= {petition for key, petition in self.noted if key in again}
            _fold_keys(self, turn, again, petitions)
        self.write(self.kept, touched - self._again - self.parked.keys)
        return self.change

    def fold_anew(self, turn: Turn, keys: Collection[Key], petitions: Collection[UUID]) -> Change:
        """Fold the keys from all petitions that have a part in them."""
        del petitions
        self.change = Change(self.layout)
        found = parts_of.petitions_of(turn.connection, self.layout, keys)
        _fold_keys(self, turn, set(keys), found)
        return self.change


class _Found(dict[Key, Any]):
    """The rows of a `ByKey` that are in memory; others are looked for in the table, one by one."""

    def __init__(self, way: ByKey, connection: Connection[Any]) -> None:
        super().__init__()
        self._way, self._connection = way, connection

    def __bool__(self) -> bool:
        return True

    def get(self, key: Key, default: Any = None) -> Any:
        kept = self._way.kept
        if key not in kept:
            kept.update(stored_rows.load(self._connection, self._way.layout, [key]))
        return kept.get(key, default)

    def __setitem__(self, key: Key, row: Any) -> None:
        self._way.kept[key] = row


def _fold_keys(way: Way, turn: Turn, keys: set[Key], petitions: Collection[UUID] | None) -> None:
    """Fold keys from nothing, and note what becomes of their rows."""
    folding = Folding(way.definition, matters=turn.matters, is_mine=keys.__contains__)
    rows = turn.fold_keys(folding, petitions)
    for key in keys:
        way.kept.pop(key, None)
    way.kept.update(rows)
    way.write(way.kept, keys)
