"""Matters (信访事项): petitions that are linked as the same matter, however many steps apart."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import Linked, Registered, Submitted, Unlinked

LINKS = (Linked.TOPIC, Unlinked.TOPIC)
"""What says that two petitions are one matter, or are not after all."""

SAME = "same_matter"


def matters_of(
    standing: Iterable[Event], petition_of: Callable[[str], UUID | None]
) -> dict[UUID, UUID]:
    """Find the matter of every petition that shares one: the lowest id among its petitions.

    `standing` holds the links as they stand, in order; `petition_of` knows whose a number is. A
    petition that is not in the answer is a matter of its own.
    """
    pairs: dict[tuple[UUID, str], None] = {}
    for event in standing:
        if isinstance(event, Linked) and event.relation == SAME:
            pairs[event.originator_id, event.other] = None
        elif isinstance(event, Unlinked) and event.relation == SAME:
            pairs.pop((event.originator_id, event.other), None)
    root: dict[UUID, UUID] = {}
    for petition_id, number in pairs:
        other = petition_of(number)
        if other is not None:
            _join(root, petition_id, other)
    return {petition_id: _root(root, petition_id) for petition_id in root}


def numbers_in(events: Iterable[Event]) -> Mapping[str, UUID]:
    """Whose each number is, as far as these events say."""
    return {
        event.number: event.originator_id
        for event in events
        if isinstance(event, Submitted | Registered) and event.number
    }


def _join(root: dict[UUID, UUID], one: UUID, other: UUID) -> None:
    lower, higher = sorted((_root(root, one), _root(root, other)))
    root[higher] = root[lower] = lower


def _root(root: dict[UUID, UUID], petition_id: UUID) -> UUID:
    while (above := root.setdefault(petition_id, petition_id)) != petition_id:
        petition_id = above
    return petition_id
