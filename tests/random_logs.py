"""Random logs: the histories of several petitions, written to one log in between each other."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from petition_es.domain.petition import Corrected, PetitionEvent
from random_histories import histories

Log = list[tuple[int, PetitionEvent]]


@st.composite
def logs(draw: st.DrawFn, most: int = 3) -> Log:
    """A log of some petitions, each event with its position; positions have gaps."""
    streams = [
        as_petition(number, history)
        for number, history in enumerate(draw(st.lists(histories(), min_size=1, max_size=most)))
    ]
    turns = [number for number, stream in enumerate(streams) for _ in stream]
    rest = [iter(stream) for stream in streams]
    log: Log = []
    position = 0
    for turn in draw(st.permutations(turns)):
        position += draw(st.sampled_from([1, 1, 1, 4]))
        log.append((position, next(rest[turn])))
    return log


def as_petition(number: int, history: Sequence[PetitionEvent]) -> list[PetitionEvent]:
    """The same history of another petition: with ids of its own."""
    return [_renamed(event, number) for event in history]


def _renamed(event: PetitionEvent, number: int) -> PetitionEvent:
    def own(old: UUID) -> UUID:
        return uuid5(old, str(number))

    ids: dict[str, Any] = {
        "originator_id": own(event.originator_id),
        "event_id": own(event.event_id),
        "rests_on": tuple(own(each) for each in event.rests_on),
    }
    if isinstance(event, Corrected):
        ids["corrected"] = own(event.corrected)
        ids["replacement"] = event.replacement and own(event.replacement)
    return replace(event, **ids)


def streams_of(log: Log) -> dict[UUID, Log]:
    """The streams in a log."""
    streams: dict[UUID, Log] = {}
    for position, event in log:
        streams.setdefault(event.originator_id, []).append((position, event))
    return streams
