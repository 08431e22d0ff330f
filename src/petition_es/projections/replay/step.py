"""What a replay shows at one step, and the line that stands for a step in the list of all."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from petition_es.domain.petition import PetitionEvent, State
from petition_es.projections.replay.standings import Change, Standing
from petition_es.projections.timeline.checkpoint import Checkpoint
from petition_es.projections.timeline.head import ShownClock


class Basis(NamedTuple):
    """An entry that another one legally rests on, and the number of its step, if it has one."""

    event_id: UUID
    number: int | None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a case: the entry, how the petition stood before and after, and the clocks.

    `moment` is where the reader stands. `strikes` names the entries that this step struck through;
    Whether this entry `is_struck` nobody knew before `struck_at`, the step of the correction (None:
    that is left out).
    """

    number: int
    of: int
    position: int | None
    event: PetitionEvent
    moment: datetime
    checkpoint: Checkpoint
    before: Standing | None
    after: Standing | None
    changes: tuple[Change, ...]
    clocks: tuple[ShownClock, ...]
    rests_on: tuple[Basis, ...]
    is_late: bool
    strikes: tuple[UUID, ...]
    is_struck: bool
    struck_at: int | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step among all; `state` is that after it, None where nothing stands."""

    number: int
    position: int | None
    moment: datetime
    checkpoint: Checkpoint
    state: State | None
    is_late: bool
    is_struck: bool
    struck_at: int | None
