"""A turn: one batch on its way into the rows, and all that has to be known for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.projections.kit.folding import Folding, Matters, Rows
from petition_es.projections.kit.in_memory import fold_all
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running.reading import Batch, Reading, standing_of
from petition_es.projections.running.standing_log import StandingLog

STREAMS_MAX = 2000
"""Up to so many petitions are read stream by stream; for more, the whole log is read instead."""


class Place:
    """Where in the log the folding is just now; it is told only to who has to know."""

    position: int = 0
    petition_id: UUID


@dataclass
class Turn:
    """One batch for one or several projections that stand at the same bookmark."""

    connection: Connection[Any]
    reading: Reading
    batch: Batch
    matters_before: Matters = field(default_factory=dict)
    matters: Matters = field(default_factory=dict)
    redone: frozenset[UUID] = frozenset()
    """Petitions that are not folded on but anew: corrected, or moved to another matter."""
    place: Place = field(default_factory=Place)

    def standing(self, petitions: Iterable[UUID]) -> dict[UUID, list[Entry]]:
        """What stands of petitions at the end of the batch."""
        streams = self.reading.streams(set(petitions), self.batch.upto)
        return {each: standing_of(stream) for each, stream in streams.items()}

    def fold_keys(self, folding: Folding, petitions: Collection[UUID] | None) -> Rows:
        """Fold the keys that are the folding's own anew, from these petitions or the whole log."""
        if petitions is None or len(petitions) > STREAMS_MAX:
            StandingLog(self.reading, self.batch.upto).fold([folding])
        else:
            streams = self.standing(petitions).values()
            fold_all([folding], sorted(chain(*streams), key=itemgetter(0)))
        return folding.rows
