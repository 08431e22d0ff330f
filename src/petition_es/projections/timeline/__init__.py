"""办理过程: the timeline of a petition, folded from its stream; this is the face others see."""

from petition_es.projections.past import Moment, NotYetHappened, NotYetKnown, standpoint
from petition_es.projections.timeline.as_json import to_json
from petition_es.projections.timeline.audience import AUDIENCES, NotPublished, admit, may_see
from petition_es.projections.timeline.checkpoint import TAGS, Checkpoint, Document, Tag, UnitCard
from petition_es.projections.timeline.due import running_duties
from petition_es.projections.timeline.due_lines import DueLine, due_facts, due_lines
from petition_es.projections.timeline.expected import ShownExpectation, expectation_lines
from petition_es.projections.timeline.fold import timeline
from petition_es.projections.timeline.head import (
    Claims,
    Counts,
    Head,
    Holder,
    Said,
    ShownClock,
    Stage,
    Timeline,
    Vote,
)
from petition_es.projections.timeline.view import seen_by
from petition_es.projections.whereabouts import STAGES

__all__ = [
    "AUDIENCES",
    "STAGES",
    "TAGS",
    "Checkpoint",
    "Claims",
    "Counts",
    "Document",
    "DueLine",
    "Head",
    "Holder",
    "Moment",
    "NotPublished",
    "NotYetHappened",
    "NotYetKnown",
    "Said",
    "ShownClock",
    "ShownExpectation",
    "Stage",
    "Tag",
    "Timeline",
    "UnitCard",
    "Vote",
    "admit",
    "due_facts",
    "due_lines",
    "expectation_lines",
    "may_see",
    "running_duties",
    "seen_by",
    "standpoint",
    "timeline",
    "to_json",
]
