"""The order in which things happened, which is not the order in which they were recorded.

A paper delivery of day 5 that is keyed in on day 9 is an honest entry. So each event is placed, as
it is recorded, after the last one that did not clearly happen later. The place of an event depends
only on what was recorded before it: what was known on a past day never changes.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.the_record import Corrected


def clearly_before(earlier: PetitionEvent, later: PetitionEvent) -> bool:
    """Tell whether `earlier` certainly happened first; days are compared as days."""
    if "unknown" in (earlier.at_precision, later.at_precision):
        return False
    if "day" in (earlier.at_precision, later.at_precision):
        return earlier.local_at.date() < later.local_at.date()
    return earlier.at < later.at


def place(event: PetitionEvent, happened: Sequence[PetitionEvent]) -> int:
    """Find the place of `event` among those that happened: behind the last not clearly later."""
    index = len(happened)
    while index and clearly_before(event, happened[index - 1]):
        index -= 1
    return index


def in_order_of_happening(recorded: Iterable[PetitionEvent]) -> list[PetitionEvent]:
    """Arrange events, given as they were recorded, as they happened."""
    happened: list[PetitionEvent] = []
    for event in recorded:
        happened.insert(place(event, happened), event)
    return happened


def voided(recorded: Sequence[PetitionEvent]) -> dict[UUID, Corrected]:
    """Name the events that a standing correction voids, with that correction.

    Corrections come after what they correct, so the newest decide first: a correction that was
    voided itself corrects nothing, and takes the replacement it brought with it.
    """
    gone: dict[UUID, Corrected] = {}
    for event in reversed(recorded):
        if not isinstance(event, Corrected):
            continue
        if event.event_id not in gone:
            gone[event.corrected] = event
        elif event.replacement is not None:
            gone[event.replacement] = gone[event.event_id]
    return gone


def standing(recorded: Sequence[PetitionEvent]) -> list[PetitionEvent]:
    """Leave out what was voided, and set each replacement where the entry it replaces stood.

    A correction of the time (`at`) moves the replacement to its true place when it is ordered.
    """
    gone = voided(recorded)
    if not gone:
        return list(recorded)
    brought = {c.replacement for c in gone.values() if c.replacement is not None}
    by_id = {event.event_id: event for event in recorded}
    firsts = (event for event in recorded if event.event_id not in brought)
    stands = (_successor(event, gone, by_id) for event in firsts)
    return [event for event in stands if event is not None]


def _successor(
    event: PetitionEvent, gone: dict[UUID, Corrected], by_id: dict[UUID, PetitionEvent]
) -> PetitionEvent | None:
    """Follow an entry through its corrections to the one that stands in its place, if any does."""
    stands: PetitionEvent | None = event
    while stands is not None and stands.event_id in gone:
        correction = gone[stands.event_id]
        replaced = correction.corrected == stands.event_id and correction.replacement is not None
        stands = by_id.get(correction.replacement) if replaced else None  # type: ignore[arg-type]
    return stands


def history(recorded: Sequence[PetitionEvent]) -> list[PetitionEvent]:
    """Arrange what stands of a petition's record as it happened."""
    return in_order_of_happening(standing(recorded))
