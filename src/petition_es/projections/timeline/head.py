"""The head of a timeline: where the petition stands, said in a few facts."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from petition_es.domain.codes import Audience, Evaluatee, EvaluationResult, Part
from petition_es.domain.petition.state import State
from petition_es.domain.regime.clocks import Clock
from petition_es.projections.past import Moment
from petition_es.projections.timeline.checkpoint import Checkpoint, Tag, UnitCard
from petition_es.projections.timeline.expected import ShownExpectation
from petition_es.projections.whereabouts import STAGES, StageName


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How far the petition came: stage `number` of `of`; `skipped` ones it never went through."""

    name: StageName
    number: int
    of: int = len(STAGES)
    skipped: tuple[StageName, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A unit that has the matter in hand now, and its part in it."""

    unit: UnitCard
    part: Part = "lead"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A fact of the head that rests on one checkpoint: when it was said, and by which unit."""

    checkpoint: UUID
    at: datetime
    by: UnitCard | None


@dataclass(frozen=True, kw_only=True)
class Vote:
    """One evaluation that counts: it was not replaced, and its resolution stands."""

    checkpoint: UUID
    at: datetime
    evaluatee: Evaluatee
    unit: UnitCard | None
    result: EvaluationResult


@dataclass(frozen=True, kw_only=True)
class Claims:
    """How many of the claims that were not withdrawn an opinion answered."""

    answered: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How often the matter was sent on, given back, pressed for and taken up again."""

    referrals: int = 0
    returns: int = 0
    urgings: int = 0
    reopenings: int = 0


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where the petition stands.

    `claimed_resolved` is the unit's word; whether it is true, only `carried_out`, `confirmed` and
    `denied` tell. The last five fields are reckoned from the checkpoints that are shown.
    """

    number: str | None
    state: State
    tag: Tag
    stage: Stage
    is_closed: bool
    published: bool
    held_by: tuple[Holder, ...]
    claims: Claims | None
    evaluations: tuple[Vote, ...]
    claimed_resolved: Said | None
    carried_out: Said | None
    confirmed: Said | None
    denied: Said | None
    merged_into: str | None
    first_activity: datetime | None = None
    last_activity: datetime | None = None
    silent_days: int | None = None
    counts: Counts = Counts()
    steps_of_unknown_recording: int = 0


@dataclass(frozen=True, kw_only=True)
class ShownClock:
    """A limit of the law on this petition, and on whose desk it is."""

    clock: Clock
    unit: UnitCard | None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """办理过程: the checkpoints of one petition in the order in which they happened, and its head.

    `happened_by` and `known_by` repeat the question; two timelines are equal when the answers are.
    """

    audience: Audience
    now: datetime
    happened_by: Moment | None = field(default=None, compare=False)
    known_by: Moment | None = field(default=None, compare=False)
    head: Head
    checkpoints: tuple[Checkpoint, ...]
    clocks: tuple[ShownClock, ...] = ()
    """Every limit that ran or runs, in the order in which they began."""
    expectation: ShownExpectation | None = None
    """When the answer is expected, where enough like petitions tell; None once it is given."""
