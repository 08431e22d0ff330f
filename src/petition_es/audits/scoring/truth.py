"""The truth of a simulated year beside what an audit found in it: a sanity check, and no more.

Who invented the year invented its faults as well, so that they are found says little of real ones.
That one is not found, or that what is in order is named, says a lot.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection

from petition_es.audits.faults import LabelsUnreadable
from petition_es.audits.running.tables import Build

RULES_FOR: Mapping[str, tuple[str, ...]] = {
    "repeat": ("repeat",),
    "copied_answer": ("reused_answer", "report_on_old_opinion"),
    "nothing_done": ("no_action", "no_contact"),
    "empty_answer": ("no_substance",),
    "claim_unanswered": ("claims_unanswered",),
    "procedural_notice": ("procedural_only",),
    "not_delivered": ("not_delivered",),
    "promise_not_kept": ("not_carried_out",),
    "closed_by_forwarder": ("closed_by_forwarder",),
    "entered_by_unit": ("evaluated_by_office",),
    "batch_closed": ("batch_closing",),
    "ping_pong": ("ping_pong",),
    "late_extension": ("irregular_extension",),
    "unreasoned_extension": ("irregular_extension",),
    "simple_unsuited": ("simple_misused",),
}
"""Which rules ought to speak of what is wrong; lateness is told by the clocks, and by no rule."""

NAMED: LiteralString = """
    SELECT DISTINCT petition_id FROM {findings} WHERE rule = ANY(%s) AND severity = ANY(%s)
"""
COPIED: LiteralString = """
    SELECT petition_id, (proof ->> 'petition_id')::uuid FROM {findings},
        jsonb_array_elements(proofs) AS proof WHERE rule = 'reused_answer'
"""
TIED: LiteralString = "SELECT later, earlier FROM {ties} WHERE is_same"
ALL = ("note", "concern", "grave")


@dataclass(frozen=True, kw_only=True)
class Told:
    """One kind of what the truth tells: of so many petitions, so many were named by an audit.

    `besides` are petitions that the same rules name and the truth does not: of some rules they may
    be right, for a year goes wrong in more ways than were drawn.
    """

    what: str
    is_positive: bool
    petitions: int
    named: int
    besides: int | None = None

    @property
    def part(self) -> float | None:
        """The part that was named; of nothing it is undefined."""
        return self.named / self.petitions if self.petitions else None


def read_truth(path: Path) -> list[dict[str, Any]]:
    """Read a file of truth; LabelsUnreadable names the line that is none of it."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise LabelsUnreadable(file=path, line=1, reason=str(fault)) from fault
    found = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            if row["what"] != "simulation":
                UUID(row["petition"])
                found.append(row)
        except (ValueError, KeyError, TypeError) as fault:
            raise LabelsUnreadable(file=path, line=number, reason=repr(fault)) from fault
    return found


def beside_the_truth(
    connection: Connection[Any], build: Build, truth: Sequence[Mapping[str, Any]]
) -> list[Told]:
    """Hold what the last audit found to the truth, kind by kind."""
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in truth:
        by_kind[row["what"]].append(row)
    return [*_positives(connection, build, by_kind), *_negatives(connection, build, by_kind)]


def _positives(
    connection: Connection[Any], build: Build, truth: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[Told]:
    for what, rules in RULES_FOR.items():
        wrong = {UUID(row["petition"]) for row in truth.get(what, ())}
        rows = connection.execute(build.named(NAMED), [list(rules), list(ALL)]).fetchall()
        named = {row[0] for row in rows}
        yield Told(
            what=what,
            is_positive=True,
            petitions=len(wrong),
            named=len(wrong & named),
            besides=len(named - wrong),
        )


def _negatives(
    connection: Connection[Any], build: Build, truth: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[Told]:
    """What is in order though it looks alike: standard letters, and other matters of a person."""
    copied = {frozenset(row) for row in connection.execute(build.named(COPIED))}
    tied = {frozenset(row) for row in connection.execute(build.named(TIED))}
    for what, couples in (("standard_letter", copied), ("same_person_other_matter", tied)):
        pairs = [_pair(row) for row in truth.get(what, ())]
        named = sum(pair in couples for pair in pairs)
        yield Told(what=what, is_positive=False, petitions=len(pairs), named=named)


def _pair(row: Mapping[str, Any]) -> frozenset[UUID]:
    return frozenset((UUID(row["petition"]), UUID(row["of"])))
