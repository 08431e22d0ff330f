"""The ways of rows that come of one petition each: its own row, or the rows of its events."""

from collections.abc import Collection
from uuid import UUID

from petition_es.projections.kit.folding import Key, Rows
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running import rows as stored_rows
from petition_es.projections.running.changes import Change
from petition_es.projections.running.layout import Layout, Owner
from petition_es.projections.running.parking import Parked
from petition_es.projections.running.turns import Turn
from petition_es.projections.running.way import Way


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
            self.kept.update(self.share(stands, turn.matters))
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
        self._new.clear()
        return self._new

    def redo(self, turn: Turn, petition_id: UUID, _: list[Entry], stands: list[Entry]) -> None:
        """Take all rows of the petition anew."""
        self.change.anew.add(petition_id)
        self._owners.update({e.event_id: (petition_id, at) for at, e in stands})
        self._new.update(self.share(stands, turn.matters))

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
