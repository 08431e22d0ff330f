"""A finding (问题线索): one suspicion that a rule raises, with the events that prove it.

A finding is no verdict. It can be computed anew from the log at any time, and says nothing that a
person wrote: codes, numbers, days and ids only, from which the catalogues make sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

Severity = Literal["note", "concern", "grave"]
"""note      worth a look beside other things
concern   to be explained by the unit
grave     to be looked into by an auditor
"""

Said = str | int | float | bool
"""What a sentence about a finding may be made of."""

FINDINGS = uuid5(NAMESPACE_URL, "petition-es/findings")


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """What a rule says of a petition, before it is known where in the log that stands.

    `deciding` is the event at which it arose; `evidence` are the others that prove it, of this and
    of other petitions. `unit_id` is the office that has to explain it.
    """

    deciding: UUID
    at: datetime
    unit_id: str | None
    severity: Severity
    evidence: tuple[UUID, ...] = ()
    args: Mapping[str, Said] = field(default_factory=dict)
    about: str = ""
    """What tells two suspicions of one rule at one event apart: a claim, a document."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """An event that proves a finding: where it stands in the whole log, and in whose record."""

    event_id: UUID
    petition_id: UUID
    position: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One suspicion, as a row.

    Times carry their zone. `proofs` begins with the deciding event. `policy` names the thresholds
    by which it was raised. The id stays the same in every run, whatever else is recorded.
    """

    finding_id: UUID
    rule: str
    rule_version: int
    policy: str
    severity: Severity
    petition_id: UUID
    number: str | None
    matter_id: UUID
    unit_id: str | None
    arose_at: datetime
    proofs: tuple[Proof, ...]
    args: Mapping[str, Said] = field(default_factory=dict)

    @property
    def position(self) -> int:
        """Where the deciding event stands in the whole log."""
        return self.proofs[0].position


def finding_id(rule: str, suspicion: Suspicion) -> UUID:
    """The id of a finding: the same rule at the same event is the same finding."""
    return uuid5(FINDINGS, f"{rule}/{suspicion.deciding}/{suspicion.about}")
