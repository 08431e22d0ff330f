"""What a writer does: petitions of its own, some that it shares, and lost causes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from time import time
from uuid import UUID, uuid4

from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.event import Event
from petition_es.domain.identity import derived_id
from petition_es.domain.petition import (
    Accept,
    Act,
    Contact,
    Correct,
    IssueOpinion,
    Petition,
    PetitionEvent,
    Receive,
    Refer,
    Register,
    Resolve,
    State,
    Submit,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import derived_number
from petition_es.store.event_store import PetitionStore

UNITS = 20
OWN_MAX = 12
"""How many petitions a writer leads at the same time."""

SHARED, SHARED_SECONDS = 3, 10
"""How many petitions all writers share, and for how long, before others take their place."""

CHANNELS = ("web", "mobile", "phone", "letter")

NEXT: dict[State, Act] = {
    "referred": Receive(),
    "received": Accept(),
    "accepted": IssueOpinion(text=Sealed("经核实，路灯已列入维修计划。")),
    "answered": Resolve(),
}
"""What the unit does next on the common way; in every other state it calls."""


@dataclass(frozen=True)
class Deed:
    """Events that are appended together; whether others may be first, and whether they must be."""

    events: list[Event]
    may_lose: bool = False
    must_lose: bool = False
    forget: tuple[UUID, ...] = ()


class Desk:
    """The petitions of one writer, and what it does next."""

    def __init__(self, store: PetitionStore, draw: Random, name: str) -> None:
        self._store, self._draw, self._name = store, draw, name
        self._own: dict[UUID, Petition] = {}
        self._begun = 0

    def next(self) -> Deed:
        """What is appended next."""
        ways: list[Callable[[], Deed]] = [self._new, self._step, self._several, self._shared]
        ways += [self._step, self._lost, self._correction]
        return self._draw.choice(ways)() if self._own else self._new()

    def forget(self, petition_ids: tuple[UUID, ...]) -> None:
        """Take up petitions anew from the record: somebody was first."""
        for petition_id in petition_ids:
            self._own.pop(petition_id, None)

    def _new(self) -> Deed:
        """Hand one in: mostly by a person of one's own, sometimes by one that many write for."""
        self._begun += 1
        is_known = self._draw.random() < 0.2  # noqa: PLR2004  # some are known to all writers
        person = f"p-{self._draw.randrange(8)}" if is_known else f"p-{self._name}-{self._begun}"
        petition_id = derived_id("torture", self._name, str(self._begun))
        petition = self._handed_in(petition_id, person)
        if len(self._own) >= OWN_MAX:
            self._own.pop(next(iter(self._own)))
        self._own[petition_id] = petition
        return Deed(petition.collect_events(), may_lose=is_known, forget=(petition_id,))

    def _handed_in(self, petition_id: UUID, person: str) -> Petition:
        act = Submit(
            title=Sealed("路灯"),
            text=Sealed("路灯坏了一个多月没有人修，请尽快处理。"),
            channel=self._draw.choice(CHANNELS),
            parties=(Party(petitioner_id=person),),
        )
        return Petition.submitted(
            petition_id, act, _entry(Actor(actor_id=person, role="petitioner"))
        )

    def _step(self) -> Deed:
        """One or two acts on a petition of one's own."""
        petition = self._any()
        for _ in range(self._draw.choice((1, 1, 2))):
            self._further(petition)
        return Deed(petition.collect_events(), forget=(petition.id,))

    def _several(self) -> Deed:
        """Acts on several petitions, all or none."""
        many = self._draw.sample(list(self._own.values()), min(4, len(self._own)))
        for petition in many:
            self._further(petition)
        events = [event for petition in many for event in petition.collect_events()]
        return Deed(events, forget=tuple(petition.id for petition in many))

    def _correction(self) -> Deed:
        """Strike the last step through, where nothing rests on it."""
        petition = self._any()
        last = petition.recorded[-1]
        if last.TOPIC in {"Petition.Resolved", "Petition.Contacted"}:
            wrong = Correct(corrected=last.event_id, effect="void", reason="entered_twice")
            petition.perform(wrong, _entry(_officer(last.acting_unit or "bureau")))
        else:
            self._further(petition)
        return Deed(petition.collect_events(), forget=(petition.id,))

    def _shared(self) -> Deed:
        """An act on a petition that others act on as well: whoever is first, wins."""
        period = int(time()) // SHARED_SECONDS
        petition_id = derived_id("torture", "shared", f"{period}-{self._draw.randrange(SHARED)}")
        events = [e for e in self._store.load(petition_id) if isinstance(e, PetitionEvent)]
        petition = Petition.replay(None, events)
        if petition is None:
            petition = self._handed_in(petition_id, "p-shared")
        else:
            self._further(petition)
        return Deed(petition.collect_events(), may_lose=True)

    def _lost(self) -> Deed:
        """An append that comes too late, so that it is rolled back and leaves a gap."""
        petition = self._any()
        late = replace(petition.recorded[0], event_id=uuid4())
        return Deed([late], may_lose=True, must_lose=True)

    def _any(self) -> Petition:
        return self._draw.choice(list(self._own.values()))

    def _further(self, petition: Petition) -> None:
        act, unit = self._act(petition)
        petition.perform(act, _entry(_officer(unit)))

    def _act(self, petition: Petition) -> tuple[Act, str]:
        """The next act on the common way, and who does it."""
        unit, state = f"unit-{petition.id.int % UNITS:02d}", petition.file.state
        if state == "submitted":
            number = str(derived_number(petition.id, datetime.now(UTC).year))
            return Register(number=number), "bureau"
        if state == "registered":
            return Refer(to_unit=unit), "bureau"
        return NEXT.get(state, Contact(method="phone")), unit


def _officer(unit: str) -> Actor:
    return Actor(actor_id=f"officer-{unit}", role="officer", unit_id=unit)


def _entry(actor: Actor) -> Entry:
    now = datetime.now(UTC)
    return Entry(event_id=uuid4(), actor=actor, at=now, recorded_at=now)
