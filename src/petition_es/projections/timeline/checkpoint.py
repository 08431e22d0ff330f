"""What a timeline is made of: checkpoints (节点), and the cards of the units that they name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Self, get_args
from uuid import UUID

from petition_es.domain.codes import Audience, Code, Precision, Role, UnitKind, UnitLevel
from petition_es.domain.unit import Unit, UnitName

Tag = Literal[
    "submitted", "registered", "referred", "handling", "answered", "resolved", "evaluated",
    "exception", "closed", "record",
]  # fmt: skip
"""What kind of step it was, in ten words that never change; the subtag says it exactly."""

TAGS: tuple[Tag, ...] = get_args(Tag)

Argument = str | int | float | bool | datetime | tuple[str, ...]
"""What a message may be told: codes, numbers and times, never prose."""


@dataclass(frozen=True, kw_only=True)
class UnitCard:
    """A unit as a timeline shows it; of an unknown one only the id is known."""

    unit_id: str
    name: UnitName | None = None
    level: UnitLevel | None = None
    kind: UnitKind | None = None
    division: Code | None = None
    phone: str | None = None

    @classmethod
    def of(cls, unit: Unit) -> Self:
        """The card of a unit that stands in the registry."""
        return cls(
            unit_id=unit.unit_id,
            name=unit.name,
            level=unit.level,
            kind=unit.kind,
            division=unit.division,
            phone=unit.phone,
        )

    @property
    def is_known(self) -> bool:
        """Tell whether the registry knew the unit."""
        return self.name is not None


@dataclass(frozen=True, kw_only=True)
class Document:
    """Something to read or to open that belongs to a step; the timeline never holds the words."""

    document_id: str
    kind: str
    has_text: bool
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """One step on the timeline (节点).

    `at` and `recorded_at` carry the offset of the office that acted. A step that was voided or
    amended is `voided` and names its correction; what stands `instead_of` it names it in turn.
    """

    id: UUID
    sequence: int
    tag: Tag
    subtag: str
    raw_type: str
    message_key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    at: datetime
    at_precision: Precision
    recorded_at: datetime | None
    late_entry: bool
    role: Role
    unit: UnitCard | None
    to_unit: UnitCard | None
    actor: str | None
    documents: tuple[Document, ...]
    elapsed: timedelta | None = None
    voided: bool
    corrects: UUID | None
    corrected_by: UUID | None
    instead_of: UUID | None
    audience: Audience

    @property
    def event(self) -> str:
        """The name of the event that this step shows."""
        return self.raw_type.rpartition(".")[2]
