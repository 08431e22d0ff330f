"""How a petition stood before and after a step, and what the step changed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from petition_es.domain.petition import PetitionEvent, State
from petition_es.domain.petition.folding import fold
from petition_es.projections.timeline.head import Claims, Holder
from petition_es.projections.timeline.next_step import next_step
from petition_es.projections.timeline.standing import Cards, head


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a petition stands after some entries.

    `next_step` names a sentence `page.next.…`; `opinions` are the ids of those in force.
    """

    state: State
    held_by: tuple[Holder, ...]
    next_step: str
    claims: Claims | None
    flags: tuple[str, ...]
    opinions: tuple[str, ...]


class Change(NamedTuple):
    """One part of the standing that a step changed; `before` is None at the first step."""

    what: str
    before: Any
    after: Any


def standing_after(entries: Sequence[PetitionEvent], cards: Cards) -> Standing | None:
    """How a petition stands whose entries stand, as they happened; None before the first."""
    if not entries:
        return None
    file, top = fold(entries), head(entries, cards, published=False)
    return Standing(
        state=top.state,
        held_by=top.held_by,
        next_step=next_step(top),
        claims=top.claims,
        flags=tuple(sorted(file.flags)),
        opinions=tuple(o.opinion_id for o in file.opinions.values() if not o.superseded),
    )


def changes(before: Standing | None, after: Standing | None) -> tuple[Change, ...]:
    """What differs, part by part, in the order of the standing."""
    pairs = (
        Change(each.name, getattr(before, each.name, None), getattr(after, each.name, None))
        for each in fields(Standing)
    )
    return tuple(
        each for each in pairs if each.before != each.after and (each.before or each.after)
    )
