"""Projections that stand at the same bookmark: one reading of the log feeds them all."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.projections.kit.folding import Key
from petition_es.projections.kit.folds import Folds
from petition_es.projections.running import bookmarks
from petition_es.projections.running.changes import Change
from petition_es.projections.running.following import Following
from petition_es.projections.running.linked import Matters, matters_at
from petition_es.projections.running.narrowing import Narrowing
from petition_es.projections.running.pace import MOST, Pace
from petition_es.projections.running.reading import (
    Batch,
    Opening,
    Reading,
    Streams,
    asks_for_matters,
    standing_of,
    upto,
)
from petition_es.projections.running.recollection import Recollection
from petition_es.projections.running.turns import Place, Turn
from petition_es.store.log_reader import LogReader

Move = Callable[[Connection[Any], Mapping[str, int], int, int], None]
"""Moves the bookmarks of projections, given their editions, from one position to another."""


class Group:
    """Folds batches into all its projections, and writes rows and bookmarks in one transaction."""

    def __init__(
        self,
        connection: Connection[Any],
        reader: LogReader,
        followings: Sequence[Following],
        *,
        opening: Opening | None = None,
        batch_max: int = MOST,
        move: Move = bookmarks.advance,
    ) -> None:
        self.connection, self.followings, self._move = connection, list(followings), move
        self.bookmark = followings[0].bookmark
        definitions = [following.definition for following in followings]
        self.reading = Reading(reader, definitions, opening)
        self._recollection = Recollection(definitions)
        self._asks_for_matters = any(map(asks_for_matters, definitions))
        self._matters: Matters | None = None
        self._folds: Folds | None = None
        self._place = Place()
        self._pace = Pace(batch_max)
        self.narrowing = Narrowing()
        self.suspects: list[Key] = []
        """The keys whose rows could not be written, where one projection alone failed."""

    def next_upto(self, head: int) -> int:
        """Up to where to fold next."""
        narrowed = self.narrowing.next_upto(self.bookmark)
        upto = self.bookmark + self._pace.positions() if narrowed is None else narrowed
        return min(head, upto)

    def advance(self, upto: int, head: int, *, is_alone: bool = True) -> None:
        """Fold on up to a position, and move the bookmarks there; a fault changes nothing."""
        began, at = monotonic(), self.bookmark
        try:
            batch = self.reading.batch(at, upto, head)
            self._write(batch, self._folded(batch))
        except BaseException:
            self.suspects = self.followings[0].way.suspects
            self.forget()
            raise
        self.bookmark = batch.upto
        for following in self.followings:
            following.bookmark = batch.upto
        self._pace.took(batch.upto - at, monotonic() - began, is_alone=is_alone)

    def forget(self) -> None:
        """Keep nothing in memory."""
        self._recollection = Recollection(f.definition for f in self.followings)
        self._matters = self._folds = None
        for following in self.followings:
            following.forget()

    def turn_in_place(self) -> Turn:
        """All that has to be known to fold something anew, without folding on."""
        batch = Batch(self.bookmark, self.bookmark, [], {}, frozenset())
        matters = self._known_matters().of
        return Turn(self.connection, self.reading, batch, matters, matters)

    def _folded(self, batch: Batch) -> list[Change]:
        before = self._known_matters()
        matters = before.after(batch, self.reading) if self._asks_for_matters else before
        redone = batch.corrected | matters.moved(before)
        streams = self._recalled(batch, redone)
        turn = Turn(
            self.connection, self.reading, batch, before.of, matters.of, redone, self._place
        )
        folds = self._begun(turn)
        self._fold(folds, turn)
        self._redo(folds, turn, streams)
        self._recollection.keep(batch)
        self._recollection.forget(redone)
        self._matters = matters
        return [following.way.end(turn) for following in self.followings]

    def _begun(self, turn: Turn) -> Folds:
        """What the batch is folded with; it is put together anew only when something changed."""
        foldings = [following.way.begin(turn) for following in self.followings]
        known = self._folds.foldings if self._folds else []
        if self._folds is None or any(a is not b for a, b in zip(known, foldings, strict=True)):
            self._folds = Folds(foldings, self._recollection.memories)
        return self._folds

    def _known_matters(self) -> Matters:
        if self._matters is None:
            wanted = self._asks_for_matters
            self._matters = matters_at(self.bookmark, self.reading) if wanted else Matters()
        return self._matters

    def _recalled(self, batch: Batch, redone: frozenset[UUID]) -> Streams:
        """Remember what has to be known of petitions; the streams of those that are redone."""
        missing = self._recollection.missing(batch, redone)
        streams = self.reading.streams(redone | missing, batch.upto)
        self._recollection.recall({each: upto(streams[each], batch.after) for each in missing})
        return streams

    def _fold(self, folds: Folds, turn: Turn) -> None:
        redone, take, place = turn.redone, folds.take, turn.place
        needs_place = any(following.way.needs_place for following in self.followings)
        for position, event in turn.batch.entries:
            if redone and event.originator_id in redone:
                continue
            if needs_place:
                place.position, place.petition_id = position, event.originator_id
            take(position, event)

    def _redo(self, folds: Folds, turn: Turn, streams: Streams) -> None:
        """Let corrected and moved petitions count as they stand, and those with a late entry."""
        ways = [following.way for following in self.followings]
        after = turn.batch.after
        for petition_id in turn.redone:
            stream = streams[petition_id]
            was, stands = standing_of(upto(stream, after)), standing_of(stream)
            for way in ways:
                way.redo(turn, petition_id, was, stands)
        late = {p: folds.late[p] for p in folds.late.keys() & turn.batch.first_versions.keys()}
        late = {p: at for p, at in late.items() if p not in turn.redone}
        ordered = [way for way in ways if way.definition.follows_course]
        for petition_id, stands in turn.standing(late).items():
            was = upto(stands, max(after, late[petition_id] - 1))
            for way in ordered:
                way.redo(turn, petition_id, was, stands)

    def _write(self, batch: Batch, changes: Sequence[Change]) -> None:
        editions = {following.name: following.edition for following in self.followings}
        with self.connection.transaction():
            self._move(self.connection, editions, batch.after, batch.upto)
            for following, change in zip(self.followings, changes, strict=True):
                change.write(self.connection)
                following.parked.write(self.connection, following.name)
