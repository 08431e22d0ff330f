"""Renewing: what a change of few petitions makes of the findings, without reading all others.

What comes out is what a whole audit at the same moment would find, but for the ties between
petitions of different persons, on which no finding about a petition rests: those a whole audit
makes. A property test holds the one to the other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection

from petition_es.audits.copies.alike import Alike, Answer, alike
from petition_es.audits.running.comparing import Bench, Group, judge_in
from petition_es.audits.running.kept import Kept, keep
from petition_es.audits.running.seen import Looking, Seen
from petition_es.audits.running.tables import Build, Writing, writing_on
from petition_es.audits.running.together import LEAST_SHARE, Around, groups_of
from petition_es.projections.running.connections import connect

UNTIE: LiteralString = """
    DELETE FROM {ties} WHERE later = ANY(%(petitions)s)
        AND (said_by = 'office' OR (features ->> 'same_person')::boolean)
"""
MOVE: LiteralString = "UPDATE petition_audits.runs SET upto = %s WHERE build = %s"

Pairs = dict[tuple[UUID, UUID], float]


@dataclass(frozen=True)
class Renewal:
    """Renews the findings of one build."""

    bench: Bench
    looking: Looking

    @property
    def build(self) -> Build:
        """The build that is renewed."""
        return self.bench.build

    @property
    def _one_in(self) -> int:
        return self.looking.passages_one_in

    def renew(self, petitions: Collection[UUID], upto: int | None = None) -> int:
        """Judge anew what a change of some petitions concerns; answer how many it was.

        All is written in one transaction, and with it up to where the log was read (None: others
        that changed are still to come, and until then it counts as not read).
        """
        with connect(self.build.address) as connection, connection.transaction():
            concerned = self._renew(connection, petitions) if petitions else 0
            if upto is not None:
                connection.execute(MOVE, [upto, self.build.number])
        return concerned

    def _renew(self, connection: Connection[Any], petitions: Collection[UUID]) -> int:
        kept, writing = Kept(connection, self.build), writing_on(connection, self.build)
        before = kept.of(petitions)
        offices = {answer.scope for each in before for answer in each.answers}
        with self.bench.source.some(petitions) as cases:
            after = [self.looking.at(case) for case in cases.values()]
        offices |= {answer.scope for each in after for answer in each.answers}
        copied_before = _copies(kept.answers_of(offices), self._one_in)
        mates = kept.closings_beside(c for each in before for c in each.closings)
        kept.forget(petitions)
        for each in after:
            keep(writing, each)
        writing.write_out()
        mates += kept.closings_beside(c for each in after for c in each.closings)
        changed = _changed(copied_before, _copies(kept.answers_of(offices), self._one_in))
        concerned = {*petitions, *changed, *(each.petition_id for each in mates)}
        return self._judge(kept, writing, self._with_all_beside(kept, concerned, before))

    @staticmethod
    def _with_all_beside(
        kept: Kept, petitions: Collection[UUID], before: Sequence[Seen]
    ) -> list[Seen]:
        """Petitions, and all that hang together with them now, or did before."""
        found = set(petitions) | kept.beside(before)
        seen = kept.of(found)
        while more := kept.beside(seen) - found:
            found |= more
            seen = kept.of(found)
        return sorted(seen, key=lambda each: (each.began_at, each.petition_id))

    def _judge(self, kept: Kept, writing: Writing, seen: Sequence[Seen]) -> int:
        offices = {answer.scope for each in seen for answer in each.answers}
        closings = kept.closings_beside(c for each in seen for c in each.closings)
        groups = groups_of(seen, Around(kept.answers_of(offices), closings), self._one_in)
        grouped = {petition for group in groups for petition in group.petitions}
        alone = [each.petition_id for each in seen if each.petition_id not in grouped]
        groups += [Group(petitions=(petition,)) for petition in alone]
        everybody = [each.petition_id for each in seen]
        self._take_out(writing, everybody)
        judge_in(self.bench, groups, writing)
        writing.write_out()
        return len(everybody)

    def _take_out(self, writing: Writing, petitions: Sequence[UUID]) -> None:
        self.build.forget_on(writing.connection, petitions)
        writing.connection.execute(self.build.named(UNTIE), {"petitions": petitions})


def _copies(answers: Sequence[Answer], one_in: int) -> dict[UUID, Pairs]:
    """Which answers of each petition are like which earlier ones, and how much."""
    found: dict[UUID, Pairs] = {}
    for each in alike(answers, LEAST_SHARE, one_in):
        pair = each.later.event_id, each.earlier.event_id
        found.setdefault(each.later.petition_id, {})[pair] = _measure(each)
    return found


def _measure(each: Alike) -> float:
    return each.share + 2 * each.same_person


def _changed(before: dict[UUID, Pairs], after: dict[UUID, Pairs]) -> set[UUID]:
    """The petitions of which the copies are others than before."""
    return {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}
