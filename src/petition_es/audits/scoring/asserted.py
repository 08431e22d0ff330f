"""What the last audit asserts of pairs of records of a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection

from petition_es.audits.running.tables import Build
from petition_es.audits.scoring.labels import Labelled
from petition_es.domain.event import Event
from petition_es.domain.petition import Submitted

SAME: LiteralString = "SELECT later, earlier FROM {ties} WHERE is_same"
REUSED: LiteralString = """
    SELECT petition_id, (proof ->> 'petition_id')::uuid, (args ->> 'same_matter')::boolean
    FROM {findings}, jsonb_array_elements(proofs) AS proof WHERE rule = 'reused_answer'
"""
Couples = frozenset[frozenset[UUID]]


@dataclass(frozen=True)
class Asserted:
    """Petitions that are taken for one matter, and those of which an answer was found reused."""

    petitions: Mapping[str, UUID]
    same: Couples
    reused: Couples

    def same_matter(self, pair: Labelled) -> bool | None:
        """Tell whether a pair of messages is asserted to be one matter."""
        return self._of(pair, self.same)

    def reused_answer(self, pair: Labelled) -> bool | None:
        """Tell whether one of two answers is asserted to be reused in the other."""
        return self._of(pair, self.reused)

    def _of(self, pair: Labelled, couples: Couples) -> bool | None:
        one, other = self.petitions.get(pair.left), self.petitions.get(pair.right)
        if one is None or other is None:
            return None
        return frozenset((one, other)) in couples


def asserted(
    connection: Connection[Any], build: Build, submissions: Iterable[Event], system: str | None
) -> Asserted:
    """Read what was asserted; `system` names the source that the pairs are records of."""
    same = connection.execute(build.named(SAME)).fetchall()
    reused = connection.execute(build.named(REUSED)).fetchall()
    return Asserted(
        records_of(submissions, system),
        frozenset(frozenset(row) for row in same),
        frozenset(frozenset(row[:2]) for row in reused),
    )


def records_of(submissions: Iterable[Event], system: str | None) -> dict[str, UUID]:
    """The petitions that records of a source became; without `system`, of any source."""
    return {
        event.source.record_id: event.originator_id
        for event in submissions
        if isinstance(event, Submitted)
        and event.source is not None
        and system in {None, event.source.system}
    }
