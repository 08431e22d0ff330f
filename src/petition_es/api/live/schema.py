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
from petition_es.domain.regime.clocks import Status
from petition_es.domain.regime.counting import Unit as LimitUnit
from petition_es.domain.regime.rules import Certainty, ClockName, Duty
from petition_es.projections.course import Waited
from petition_es.projections.timeline.checkpoint import Tag
from petition_es.projections.timeline.expected import AlikeIn
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


class WordingShape(Shape):
    """A name in both languages."""

    zh: str
    en: str


class BasisShape(Shape):
    """The article of law that a limit rests on; `-` where nobody found it."""

    instrument: WordingShape
    article: str


class ExtensionShape(Shape):
    """An extension that was granted."""

    checkpoint: UUID
    days: int
    reason: str
    approver_role: str | None
    at: datetime


class ClockShape(Shape):
    """One limit: since when, until when, on whose desk, and by which law.

    `due` is the last moment on time, with what was extended, and `last_day` its day on the office's
    wall clock. `first_last_day` is the day by the law alone, `latest_last_day` the day if all that
    may be extended is. `provisional`: the days off of a year in it are not announced yet.
    """

    clock: ClockName
    kind: Duty
    status: Status
    unit: UnitShape | None
    subject: str | None
    started_at: datetime
    started_by: UUID
    limit: int | None
    limit_unit: LimitUnit
    due: datetime
    last_day: date
    first_last_day: date
    latest_last_day: date
    days_left: int | None
    provisional: bool
    paused: bool
    extensions: list[ExtensionShape]
    stopped_at: datetime | None
    stopped_by: UUID | None
    regime: str
    basis: BasisShape
    certainty: Certainty


class ExpectationShape(Shape):
    """By this day `share` of the `like` petitions had their answer: an expectation, no promise.

    They waited longer than this one has, since the step of `checkpoint`; `alike_in` says what else
    they have in common with it. `answered` of them had their answer, the others wait.
    """

    by: date
    share: float
    like: int
    answered: int
    alike_in: list[AlikeIn]
    stage: Waited
    since: datetime
    checkpoint: UUID
    edition: int
    published_at: datetime


class Timeline(Shape):
    """One petition's stream as one audience sees it: where it stands, and every step."""

    format: Literal["petition-es/timeline/1"] = Field(alias="schema")
    audience: Audience
    now: datetime
    happened_by: date | datetime | None
    known_by: date | datetime | None
    head: Head
    checkpoints: list[Checkpoint]
    clocks: list[ClockShape]
    expectation: ExpectationShape | None
