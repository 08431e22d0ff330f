"""The keys that the events of one append are sealed under, and those that have to be made for it.

New keys are written in the transaction of the append: a process that is killed in between leaves
neither events without keys nor keys without events.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from petition_es.domain.codes import Party
from petition_es.domain.event import Event
from petition_es.domain.identity import petitioner_stream
from petition_es.domain.petition import PartyJoined, Registered, Submitted
from petition_es.domain.petitioner import PetitionerEvent
from petition_es.store.faults import KeysLost, WordsErased
from petition_es.store.keys import KeyCabinet, wrap_content, wrap_identity
from petition_es.store.keys_in_use import KeyInUse, KeysInUse
from petition_es.store.rows import Beside, Rows
from petition_es.store.sealed_fields import has_words
from petition_es.store.sealing import Key
from petition_es.store.written import Written

INSERT_IDENTITIES = Rows(
    "petition_keys.identity_keys", {"petitioner": "uuid", "key_id": "uuid", "wrapped": "bytea"}
)
INSERT_CONTENTS = Rows("petition_keys.content_keys", {"petition_id": "uuid", "key_id": "uuid"})
INSERT_WRAPS = Rows(
    "petition_keys.content_wraps",
    {
        "petition_id": "uuid",
        "petitioner": "uuid",
        "party_role": "text",
        "key_id": "uuid",
        "identity_id": "uuid",
        "wrapped": "bytea",
    },
    "ON CONFLICT (petition_id, petitioner) DO UPDATE SET party_role = EXCLUDED.party_role",
)


def parties_in(event: Event) -> tuple[Party, ...]:
    """The parties that an event brings into a petition."""
    if isinstance(event, Submitted | Registered):
        return event.parties
    if isinstance(event, PartyJoined):
        return (Party(petitioner_id=event.petitioner_id, role=event.party_role),)
    return ()


def person_behind(event: Event) -> UUID | None:
    """The person under whose own key the words of an event are; None: the petition's key."""
    if isinstance(event, PetitionerEvent):
        return event.originator_id
    return petitioner_stream(event.sealed_for) if event.sealed_for else None


class SealingKeys:
    """The keys for one append: those that exist, and those that its transaction will add.

    `facts` is what stands once it was written: who has which part in which petition. `under` is the
    key of a single event that was not looked up for it, but is known from an append before.

    A petition that begins in it is taken to have none yet, unless it `looks_again`, because its key
    turned out to be there.
    """

    def __init__(
        self,
        cabinet: KeyCabinet,
        events: Sequence[Event],
        written: Written,
        in_use: KeysInUse,
        *,
        looks_again: bool = False,
    ) -> None:
        self._cabinet, self._looks_again = cabinet, looks_again
        self.facts: list[tuple[UUID, UUID, str]] = []
        self.under: KeyInUse | None = None
        self.petitions: dict[UUID, Key | None] = {}
        self._persons: dict[UUID, Key | None] = {}
        self._new_roles: dict[tuple[UUID, UUID], str] = {}
        self._new_persons: dict[UUID, Key] = {}
        self._new_petitions: dict[UUID, Key] = {}
        spoken, said = list(filter(has_words, events)), _roles(events)
        if len(events) == 1 and spoken and not looks_again:
            self._take_one_in_use(spoken[0], in_use)
        if said or (spoken and self.under is None):
            self._gather(events, spoken, said, written)

    def _take_one_in_use(self, event: Event, in_use: KeysInUse) -> None:
        """Seal a single event under a key that is known already, if it is under the petition's."""
        if person_behind(event) is None:
            self.petitions = dict(in_use.of([event.sealed_with]))
            for petition_id, key in self.petitions.items():
                self.under = KeyInUse(petition_id, key.id) if key else None

    def _gather(
        self,
        events: Sequence[Event],
        spoken: Sequence[Event],
        said: Mapping[tuple[UUID, UUID], str],
        written: Written,
    ) -> None:
        """Look keys up, and draw those that are not there."""
        cabinet = self._cabinet
        roles = {pair: role for pair, role in said.items() if not written.has((*pair, role))}
        self.facts = [(*pair, role) for pair, role in roles.items()]
        persons = {person for _, person in roles} | _speakers(spoken)
        petitions = {petition_id for petition_id, _ in roles} | _petitions(spoken)
        begun = {event.originator_id for event in events if isinstance(event, Submitted)}
        asked = (petitions if self._looks_again else petitions - begun) - self.petitions.keys()
        self._persons = cabinet.of_persons(persons) if persons else {}
        found, known = cabinet.of_petitions(asked) if asked else ({}, {})
        self.petitions |= found
        self._new_roles = {pair: role for pair, role in roles.items() if known.get(pair) != role}
        self._new_persons = {person: Key.draw() for person in sorted(persons - set(self._persons))}
        self._new_petitions = {
            petition_id: cabinet.content_key(petition_id)
            for petition_id in sorted(begun - set(self.petitions))
        }
        self._persons |= self._new_persons
        self.petitions |= self._new_petitions
        self.petitions |= dict.fromkeys(self._begun_by_nobody(), None)

    def key_for(self, event: Event) -> Key:
        """Return the key for the words of an event; refuse where it was destroyed."""
        person = person_behind(event)
        if person is None:
            return _living("Petition", event.sealed_with, self.petitions)
        return _living("Petitioner", person, self._persons)

    def _begun_by_nobody(self) -> set[UUID]:
        """New petitions that only erased persons carry: principals, or all parties without any."""
        if all(self._persons.values()):
            return set()
        carriers: dict[UUID, dict[bool, list[UUID]]] = {}
        for (petition_id, person), role in self._new_roles.items():
            if petition_id in self._new_petitions:
                of_rank = carriers.setdefault(petition_id, {True: [], False: []})
                of_rank[role == "principal"].append(person)
        return {
            petition_id
            for petition_id, of_rank in carriers.items()
            if not any(self._persons[person] for person in of_rank[True] or of_rank[False])
        }

    def beside(self) -> list[Beside]:
        """What adds the new keys and wraps, in an order that is the same for all writers."""
        if not (self._new_roles or self._new_persons or self._new_petitions):
            return []
        identities = [
            (person, key.id, wrap_identity(person, key, self._cabinet.master))
            for person, key in self._new_persons.items()
        ]
        contents = [(petition_id, key.id) for petition_id, key in self._new_petitions.items()]
        return [
            *INSERT_IDENTITIES.inserting(identities),
            *INSERT_CONTENTS.inserting(contents),
            *INSERT_WRAPS.inserting(list(self._wraps())),
        ]

    def _wraps(self) -> Iterator[tuple[object, ...]]:
        for (petition_id, person), role in sorted(self._new_roles.items()):
            content, identity = self.petitions.get(petition_id), self._persons[person]
            if content is None or identity is None:  # Erased: nothing is wrapped any more.
                continue
            wrapped = wrap_content(petition_id, person, content, identity)
            yield petition_id, person, role, content.id, identity.id, wrapped


def _living(kind: str, owner: UUID, keys: Mapping[UUID, Key | None]) -> Key:
    if owner not in keys:
        raise KeysLost(key_id=f"of {kind.lower()} {owner}")
    key = keys[owner]
    if key is None:
        raise WordsErased(whose=f"{kind} {owner}")
    return key


def _roles(events: Sequence[Event]) -> dict[tuple[UUID, UUID], str]:
    return {
        (event.originator_id, petitioner_stream(party.petitioner_id)): party.role
        for event in events
        for party in parties_in(event)
    }


def _speakers(spoken: Sequence[Event]) -> set[UUID]:
    speaking = (person_behind(event) for event in spoken)
    return {person for person in speaking if person is not None}


def _petitions(spoken: Sequence[Event]) -> set[UUID]:
    return {event.sealed_with for event in spoken if person_behind(event) is None}
