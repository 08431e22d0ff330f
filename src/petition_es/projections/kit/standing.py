"""What stands of the log: corrections reach a projection as a retraction.

What was struck through counts no more. What an entry was amended to counts in the place of the
entry, at its position, so that the order of the log is that of the first telling.
"""

from collections.abc import Iterable, Sequence

from petition_es.domain.event import Event
from petition_es.domain.petition import Corrected, PetitionEvent
from petition_es.domain.petition.order import origins, standing

Entry = tuple[int, Event]
"""An event and its position in the whole log."""

CORRECTED = Corrected.TOPIC


def as_it_stands(stream: Sequence[Entry]) -> list[Entry]:
    """What stands of one petition's record, each entry at the position where it was first told."""
    recorded = [event for _, event in stream if isinstance(event, PetitionEvent)]
    began = origins(recorded)
    position_of = {event.event_id: position for position, event in stream}
    stands = ((position_of[began.get(e.event_id, e.event_id)], e) for e in standing(recorded))
    return list(stands)


def retractions(streams: Iterable[Sequence[Entry]]) -> dict[int, Event | None]:
    """What counts at a position instead of what was recorded there; None: nothing does any more.

    The streams are those of petitions with corrections; positions that are not named stay as told.
    """
    instead: dict[int, Event | None] = {}
    for stream in streams:
        stands = dict(as_it_stands(stream))
        for position, event in stream:
            if stands.get(position) is not event:
                instead[position] = stands.get(position)
    return instead
