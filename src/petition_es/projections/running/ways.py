"""The ways in which rows are folded live, which decide what a retraction folds anew.

rows of a petition   the petition's events are folded on into its row, or its stream anew
rows of events       new rows are added, or all rows of the petition anew
sums                 the batch is folded apart and put in; what a petition gave is taken away again
rows of other keys   the events are folded on into the row, or the key anew from its petitions

Between two batches the rows that are often needed stay in memory: they hold as long as nobody else
moves the bookmark.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from petition_es.projections.kit.folding import Folding, Key, Matters, Rows
from petition_es.projections.kit.shares import put_in, share_of, taken_away
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running import parts as parts_of
from petition_es.projections.running import rows as stored_rows
from petition_es.projections.running.changes import Change
from petition_es.projections.running.layout import Layout, Owner, has_owner
from petition_es.projections.running.parking import Parked
from petition_es.projections.running.turns import Turn

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
        self._writing: Key | None = None

    @property
    def suspects(self) -> list[Key]:
        """The keys whose rows are at fault, where a batch could not be written."""
        width = len(self.definition.keys)
        written = [row[:width] for row in self.change.rows]
        return written if self._writing is None else [self._writing]

    def begin(self, turn: Turn) -> Folding:
        """What the events of a batch are folded with, except those of redone petitions."""
        self.change = Change(self.layout)
        self._trim()
        rows, is_mine = self._rows(turn), self._is_mine(turn)
        return Folding(self.definition, rows=rows, matters=turn.matters, is_mine=is_mine)

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
        """What the batch is folded into."""
        raise NotImplementedError

    def _is_mine(self, turn: Turn) -> Callable[[Key], bool] | None:
        """What is asked of every key: nothing, as long as none is parked."""
        if not self.parked.keys:
            return None
        place, lets = turn.place, self.parked.lets
        return lambda key: lets(key, place.position)

    def _share(self, entries: Sequence[Entry], matters: Matters) -> Rows:
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


class ByPetition(Way):
    """Rows of petitions."""

    def __init__(self, layout: Layout, parked: Parked) -> None:
        super().__init__(layout, parked)
        self._topics = frozenset(event.TOPIC for event in self.definition.events)
        self._touched: set[Key] = set()

    def _rows(self, turn: Turn) -> Rows:
        self._touched = {
            (event.originator_id,)
            for _, event in turn.batch.entries
            if event.TOPIC in self._topics and event.originator_id not in turn.redone
        }
        first, kept = turn.batch.first_versions, self.kept
        needed = [key for key in self._touched if key not in kept and first[key[0]] > 1]
        kept.update(stored_rows.load(turn.connection, self.layout, needed))
        return kept

    def redo(self, turn: Turn, petition_id: UUID, _: list[Entry], stands: list[Entry]) -> None:
        """Take the rows of the whole stream."""
        key = (petition_id,)
        if key not in self.parked.keys:
            self.kept.pop(key, None)
            self.kept.update(self._share(stands, turn.matters))
            self._touched.add(key)

    def end(self, _: Turn) -> Change:
        """Write every petition that the batch told something of."""
        self.write(self.kept, self._touched - self.parked.keys)
        return self.change

    def fold_anew(self, turn: Turn, keys: Collection[Key], petitions: Collection[UUID]) -> Change:
        """Fold the streams of the petitions whose keys they are."""
        del petitions
        self.change, self._touched = Change(self.layout), set()
        for petition_id, stream in turn.standing(key[0] for key in keys).items():
            self.redo(turn, petition_id, [], stream)
        return self.end(turn)


class ByEvent(Way):
    """Rows of events, whose petitions are noted beside them."""

    def __init__(self, layout: Layout, parked: Parked) -> None:
        super().__init__(layout, parked)
        self._new: Rows = {}
        self._owners: dict[UUID, Owner] = {}

    def _rows(self, turn: Turn) -> Rows:
        self._owners = {e.event_id: (e.originator_id, at) for at, e in turn.batch.entries}
        self._new = {}
        return self._new

    def redo(self, turn: Turn, petition_id: UUID, _: list[Entry], stands: list[Entry]) -> None:
        """Take all rows of the petition anew."""
        self.change.anew.add(petition_id)
        self._owners.update({e.event_id: (petition_id, at) for at, e in stands})
        self._new.update(self._share(stands, turn.matters))

    def end(self, _: Turn) -> Change:
        """Add the new rows."""
        stored, owners = self.layout.stored, self._owners
        self.change.rows = [stored(row, owners[key[0]]) for key, row in self._new.items()]
        return self.change

    def fold_anew(self, turn: Turn, keys: Collection[Key], petitions: Collection[UUID]) -> Change:
        """Fold the streams of the petitions whose events they are."""
        del keys
        self.change, self._new, self._owners = Change(self.layout), {}, {}
        for petition_id, stream in turn.standing(petitions).items():
            self.redo(turn, petition_id, [], stream)
        return self.end(turn)


class BySum(Way):
    """Rows that add up, under any key."""

    def __init__(self, layout: Layout, parked: Parked) -> None:
        super().__init__(layout, parked)
        self._delta: Rows = {}

    def _rows(self, _: Turn) -> Rows:
        self._delta = {}
        return self._delta

    def _is_mine(self, turn: Turn) -> Callable[[Key], bool] | None:
        if self.layout.parts is None:
            return super()._is_mine(turn)
        return _noting(self.change.parts, self.parked, turn)

    def redo(self, turn: Turn, petition_id: UUID, was: list[Entry], stands: list[Entry]) -> None:
        """Take away what the petition gave, and add what it gives."""
        before, after = self._share(was, turn.matters_before), self._share(stands, turn.matters)
        if self.layout.parts:
            self.change.anew.add(petition_id)
            self.change.parts.update((key, petition_id) for key in after)
        put_in(self.definition, self._delta, taken_away(self.definition, before))
        put_in(self.definition, self._delta, after)

    def end(self, turn: Turn) -> Change:
        """Add everything to the rows as they were."""
        needed = [key for key in self._delta if key not in self.kept]
        self.kept.update(stored_rows.load(turn.connection, self.layout, needed))
        put_in(self.definition, self.kept, self._delta)
        self.write(self.kept, self._delta)
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

    def _rows(self, turn: Turn) -> Rows:
        self._again = set()
        return _Found(self, turn)

    def _is_mine(self, turn: Turn) -> Callable[[Key], bool] | None:
        return _noting(self.change.parts, self.parked, turn)

    def redo(self, turn: Turn, petition_id: UUID, _: list[Entry], stands: list[Entry]) -> None:
        """Fold every key anew in which the petition had a part, or has one."""
        self.change.anew.add(petition_id)
        keys = self._keys(stands, turn.matters)
        self.change.parts.update((key, petition_id) for key in keys)
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
        touched = {key for key, _ in self.change.parts} | self._again
        if again := self._again - self.parked.keys:
            petitions = parts_of.petitions_of(turn.connection, self.layout, again)
            petitions |= {petition for key, petition in self.change.parts if key in again}
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

    def __init__(self, way: ByKey, turn: Turn) -> None:
        super().__init__()
        self._way, self._connection = way, turn.connection

    def get(self, key: Key, default: Any = None) -> Any:
        kept = self._way.kept
        if key not in kept:
            kept.update(stored_rows.load(self._connection, self._way.layout, [key]))
        return kept.get(key, default)

    def __setitem__(self, key: Key, row: Any) -> None:
        self._way.kept[key] = row


def way_of(layout: Layout, parked: Parked) -> Way:
    """The way in which a projection is folded live."""
    definition = layout.definition
    if definition.is_by_petition:
        return ByEvent(layout, parked) if has_owner(definition) else ByPetition(layout, parked)
    return BySum(layout, parked) if definition.is_sum else ByKey(layout, parked)


def _noting(parts: set[parts_of.Part], parked: Parked, turn: Turn) -> Callable[[Key], bool]:
    """Note whose key it is, and fold it unless it is parked."""
    place, lets, note = turn.place, parked.lets, parts.add

    def is_mine(key: Key) -> bool:
        note((key, place.petition_id))
        return lets(key, place.position)

    return is_mine


def _fold_keys(way: Way, turn: Turn, keys: set[Key], petitions: Collection[UUID] | None) -> None:
    """Fold keys from nothing, and note what becomes of their rows."""
    folding = Folding(way.definition, matters=turn.matters, is_mine=keys.__contains__)
    rows = turn.fold_keys(folding, petitions)
    for key in keys:
        way.kept.pop(key, None)
    way.kept.update(rows)
    way.write(way.kept, keys)
