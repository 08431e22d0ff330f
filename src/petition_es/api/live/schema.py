"""The shape of a timeline, for the door's description of itself; docs/timeline.md tells the rest.

The models write no answer and read none: a test holds them to what the projection writes.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from petition_es.domain.codes import (
    Audience,
    Evaluatee,
    EvaluationResult,
    Part,
    Precision,
    Role,
    UnitLevel,
)
from petition_es.domain.petition import State
from petition_es.projections.timeline.checkpoint import Tag
from petition_es.projections.whereabouts import StageName


class Shape(BaseModel):
    """A part of the answer: it has these members, and no others."""

    model_config = ConfigDict(extra="forbid")


class NameShape(Shape):
    """What a unit is called."""

    zh: str
    en: str | None


class UnitShape(Shape):
    """A unit; of one that is not known, only the id."""

    unit_id: str
    known: bool
    name: NameShape | None
    level: UnitLevel | None
    division: str | None
    phone: str | None


class HolderShape(Shape):
    """A unit that has the matter in hand, and its part in it."""

    unit: UnitShape
    part: Part


class SaidShape(Shape):
    """A fact that rests on one checkpoint."""

    checkpoint: UUID
    at: datetime
    by: UnitShape | None


class VoteShape(Shape):
    """One evaluation that counts."""

    checkpoint: UUID
    at: datetime
    evaluatee: Evaluatee
    unit: UnitShape | None
    result: EvaluationResult


class StageShape(Shape):
    """How far the petition came."""

    name: StageName
    number: int
    of: int
    skipped: list[StageName]


class ClaimsShape(Shape):
    """How many claims were answered."""

    answered: int
    of: int


class CountsShape(Shape):
    """How often it was sent on, given back, pressed for and taken up again."""

    referrals: int
    returns: int
    urgings: int
    reopenings: int


class Head(Shape):
    """Where the petition stands."""

    number: str | None
    state: State
    tag: Tag
    stage: StageShape
    is_closed: bool
    published: bool
    held_by: list[HolderShape]
    claims: ClaimsShape | None
    evaluations: list[VoteShape]
    claimed_resolved: SaidShape | None
    carried_out: SaidShape | None
    confirmed: SaidShape | None
    denied: SaidShape | None
    merged_into: str | None
    first_activity: datetime | None
    last_activity: datetime | None
    silent_days: int | None
    counts: CountsShape
    steps_of_unknown_recording: int


class DocumentShape(Shape):
    """Something to read or to open that belongs to a step; never its words."""

    document_id: str
    kind: str
    has_text: bool
    audience: Audience


class LengthShape(Shape):
    """A length of time; whole days, and all of it in seconds."""

    seconds: int
    days: int


class Checkpoint(Shape):
    """One step, with the key of its sentence and what the sentence is told."""

    id: UUID
    sequence: int
    tag: Tag
    subtag: str
    raw_type: str
    message_key: str
    arguments: dict[str, bool | int | float | str | list[str]]
    at: datetime
    at_precision: Precision
    recorded_at: datetime | None
    late_entry: bool
    role: Role
    unit: UnitShape | None
    to_unit: UnitShape | None
    actor: str | None
    documents: list[DocumentShape]
    elapsed: LengthShape | None
    voided: bool
    corrects: UUID | None
    corrected_by: UUID | None
    instead_of: UUID | None
    audience: Audience


class Timeline(Shape):
    """One petition's stream as one audience sees it: where it stands, and every step."""

    format: Literal["petition-es/timeline/1"] = Field(alias="schema")
    audience: Audience
    now: datetime
    happened_by: date | datetime | None
    known_by: date | datetime | None
    head: Head
    checkpoints: list[Checkpoint]
