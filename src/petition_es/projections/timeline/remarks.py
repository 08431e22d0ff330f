"""What is to be remarked on a step, as keys of the catalogues with their facts; never prose."""

from collections.abc import Iterator, Mapping
from typing import Any

from petition_es.messages import has
from petition_es.projections.timeline.checkpoint import Checkpoint

Remark = tuple[str, Mapping[str, Any]]

SAYS_NOTHING = (False, 0, "", "unknown", "none")
"""Values of an argument that are not worth a note."""

MARKED = "report_on_earlier_opinion"
"""A fact that is not to be overlooked among the notes."""


def notes(step: Checkpoint) -> Iterator[Remark]:
    """What else there is to know of a step."""
    for name, value in step.arguments.items():
        key = f"note.{step.event}.{name}"
        if has(key) and value not in SAYS_NOTHING and name != MARKED:
            yield key, step.arguments


def marks(step: Checkpoint) -> Iterator[Remark]:
    """What an honest record must say: struck out, said anew, entered later than it happened."""
    if step.voided:
        yield "view.voided", {}
    if step.instead_of:
        yield "view.instead_of", {}
    if step.arguments.get(MARKED):
        yield f"note.{step.event}.{MARKED}", {}
    recorded = step.recorded_at
    if step.late_entry:
        yield "view.late_entry" if recorded else "view.late_entry_unknown", {"recorded": recorded}
    elif recorded and recorded.date() != step.at.date():
        yield "view.entered_on", {"recorded": recorded}
