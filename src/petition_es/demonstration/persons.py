"""The invented persons of the demonstration: their records, and for some an identity under seal."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from petition_es.domain.entry import Actor, Entry
from petition_es.domain.event import Event
from petition_es.domain.identity import derived_id, petitioner_stream
from petition_es.domain.petition import Submit
from petition_es.domain.petitioner import Petitioner
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import History

NAMES = {
    "p-bridge": ("陈桂兰", "13900001001"),
    "p-road": ("于海生", "13900001002"),
    "p-backlog": ("林春妹", "13900001003"),
    "p-joint-1": ("周守田", "13900001004"),
}


def persons(histories: Iterable[History]) -> Iterator[Event]:
    """The first events of every person who hands in one of these histories."""
    seen: set[str] = set()
    for history in histories:
        act, entry = history.steps[0].act, history.steps[0].entry
        if not isinstance(act, Submit):
            continue
        for party in act.parties:
            if party.petitioner_id not in seen:
                seen.add(party.petitioner_id)
                yield from _person(party.petitioner_id, entry)


def _person(petitioner_id: str, first: Entry) -> Iterator[Event]:
    petitioner = Petitioner(petitioner_stream(petitioner_id))
    petitioner.create(_entry(petitioner_id, "created", first), petitioner_id=petitioner_id)
    if petitioner_id in NAMES:
        name, phone = NAMES[petitioner_id]
        entry = _entry(petitioner_id, "identity", first)
        petitioner.link_identity(entry, name=Sealed(name), phone=Sealed(phone))
    yield from petitioner.collect_events()


def _entry(petitioner_id: str, step: str, first: Entry) -> Entry:
    """A moment before the first petition, the person opened an account."""
    at = first.at - timedelta(minutes=5)
    return Entry(
        event_id=derived_id("demonstration-persons", petitioner_id, step),
        actor=Actor(actor_id=petitioner_id, role="petitioner"),
        at=at,
        recorded_at=at,
    )
