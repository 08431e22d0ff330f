"""Judging a history anew: every step by the file as it stood when the step was made.

What was recorded once stands, even where today's rules would refuse it; only must a late entry or
a correction not make impossible what was possible before.
"""

from collections.abc import Iterable
from uuid import UUID

from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition.act import ACT_OF_EVENT, ACTS
from petition_es.domain.petition.arriving import Submitted
from petition_es.domain.petition.correcting import Corrected
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.folding import write
from petition_es.domain.petition.table import check_turn
from petition_es.domain.refusals import BeforeWhatItRestsOn, Refusal
from petition_es.domain.regime.clocks import Desks, of_no_unit
from petition_es.domain.regime.law import NO_LAW, Law


def impossible(
    happened: Iterable[PetitionEvent], law: Law = NO_LAW, desks: Desks = of_no_unit
) -> dict[UUID, tuple[PetitionEvent, Refusal]]:
    """Name the steps of a history that the rules and the law refuse, each with its refusal."""
    file = PetitionFile()
    found: dict[UUID, tuple[PetitionEvent, Refusal]] = {}
    for event in happened:
        if refusal := _refusal_of(event, file, law, desks):
            found[event.event_id] = (event, refusal)
        write(event, file)
    return found


def _refusal_of(event: PetitionEvent, file: PetitionFile, law: Law, desks: Desks) -> Refusal | None:
    try:
        _judge(event, file, law, desks)
    except Refusal as refusal:
        return refusal
    return None


def _judge(event: PetitionEvent, file: PetitionFile, law: Law, desks: Desks) -> None:
    if isinstance(event, Submitted | Corrected):
        return
    if file.submission is None:
        raise BeforeWhatItRestsOn(basis="Submitted", at=event.local_at.isoformat())
    name = ACT_OF_EVENT[type(event)]
    check_turn(name, file.state)
    ACTS[name].behind(event).decide(file, entry_of(event, law, desks))


def entry_of(event: PetitionEvent, law: Law = NO_LAW, desks: Desks = of_no_unit) -> Entry:
    """The entry that recorded this event, under a law, by units that are known."""
    return Entry(
        event_id=event.event_id,
        actor=Actor(actor_id=event.actor, role=event.role, unit_id=event.unit_id),
        at=event.local_at,
        at_precision=event.at_precision,
        recorded_at=event.timestamp,
        on_behalf_of=event.on_behalf_of,
        entry_channel=event.entry_channel,
        regime=event.regime,
        source=event.source,
        law=law,
        desks=desks,
    )
