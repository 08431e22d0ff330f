"""The share that one petition has in the rows of a projection: to put in, to take away, to replace.

This is how a correction and a late entry reach a projection. The rows of a projection by petition
are the petition's own, and are folded anew from its stream. In the row of another key a petition
has a share: what was folded of it is taken away (a `Sum` can be), and what stands is put in.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from petition_es.domain.petition import PetitionEvent
from petition_es.domain.petition.order import in_order_of_happening
from petition_es.projections.course import Course
from petition_es.projections.kit.definition import FOLDED, Definition
from petition_es.projections.kit.folding import Folding, Rows
from petition_es.projections.kit.folds import Folds
from petition_es.projections.kit.memory import Memory, OrderedCourses
from petition_es.projections.kit.merging import merged, negated
from petition_es.projections.kit.standing import Entry


def share_of(folding: Folding, entries: Sequence[Entry]) -> Rows:
    """The rows that come of one petition alone, of what stands of its stream (`as_it_stands`).

    `folding` is one of the projection without rows (`Folding.anew`); it holds them afterwards.
    """
    memories: dict[object, Memory] | None = None
    if folding.definition.follows_course:
        memories, entries = {Course: OrderedCourses()}, as_happened(entries)
    folds = Folds([folding], memories)
    for position, event in entries:
        folds.take(position, event)
    return folding.rows


def as_happened(entries: Iterable[Entry]) -> list[Entry]:
    """Arrange what stands of one petition's stream in the order in which it happened."""
    position_of = {event.event_id: position for position, event in entries}
    events = [event for _, event in entries if isinstance(event, PetitionEvent)]
    return [(position_of[event.event_id], event) for event in in_order_of_happening(events)]


def put_in(definition: Definition, rows: Rows, share: Rows) -> None:
    """Add a share to rows whose fields all say how they merge."""
    for key, more in share.items():
        row: Any = rows.setdefault(key, more)
        if row is not more:
            for name, merge in definition.merges:
                setattr(row, name, merged(merge, getattr(row, name), getattr(more, name)))
            row.folded += more.folded


def taken_away(definition: Definition, share: Rows) -> Rows:
    """Turn a share of sums into what takes it away again, when put in."""
    for row in share.values():
        for name in (*(column.name for column in definition.fields), FOLDED):
            setattr(row, name, negated(getattr(row, name)))
    return share


def replace_share(definition: Definition, rows: Rows, before: Rows, after: Rows) -> None:
    """Let `after` be the share of a petition that had the share `before`."""
    if definition.is_by_petition:
        for key in before:
            rows.pop(key, None)
        rows.update(after)
    else:
        put_in(definition, rows, taken_away(definition, before))
        put_in(definition, rows, after)


def settle(folds: Folds, entries: Sequence[Entry]) -> None:
    """Fold a petition anew that stands in `folds.late`, from what stands of its stream."""
    petition_id = entries[0][1].originator_id
    followed = [entry for entry in entries if entry[0] < folds.late[petition_id]]
    for folding in folds.foldings:
        if folding.definition.follows_course:
            before, after = share_of(folding.anew(), followed), share_of(folding.anew(), entries)
            replace_share(folding.definition, folding.rows, before, after)
