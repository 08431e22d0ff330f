"""Connections: who takes part in a petition, and which others it belongs with (联名, 关联)."""

from dataclasses import dataclass
from typing import Literal

from petition_es.domain import refusals
from petition_es.domain.codes import LinkMethod, Party, PartyRole, Relation
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.number import PetitionNumber

REPRESENTATIVES_MAX = 5

Disposition = Literal[
    "none", "notify_one_file_rest", "follow_earlier", "guide_to_review", "supervise"
]


@dataclass(frozen=True, kw_only=True)
class PartyJoined(PetitionEvent):
    """A further petitioner joined (联名, 代理)."""

    petitioner_id: str
    party_role: PartyRole = "joint_signer"
    represents: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Add the party."""
        file.parties[self.petitioner_id] = Party(
            petitioner_id=self.petitioner_id, role=self.party_role, represents=self.represents
        )
        file.persons_count = max(file.persons_count, len(file.parties))


@dataclass(frozen=True, kw_only=True)
class PartyLeft(PetitionEvent):
    """A petitioner left a joint petition."""

    petitioner_id: str
    party_role: PartyRole

    def apply(self, file: PetitionFile) -> None:
        """Take the party out."""
        file.parties.pop(self.petitioner_id, None)


@dataclass(frozen=True, kw_only=True)
class Linked(PetitionEvent):
    """关联: this petition and another one belong together."""

    FIXED = frozenset({"other", "relation"})
    other: str
    relation: Relation
    disposition: Disposition = "none"
    method: LinkMethod = "officer"
    score: float | None = None
    features: tuple[str, ...] = ()
    decided_by: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Keep the link."""
        file.links[self.other, self.relation] = self.event_id


@dataclass(frozen=True, kw_only=True)
class Unlinked(PetitionEvent):
    """取消关联: the two do not belong together after all."""

    FIXED = frozenset({"other", "relation"})
    other: str
    relation: Relation

    def apply(self, file: PetitionFile) -> None:
        """Drop the link."""
        file.links.pop((self.other, self.relation), None)


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class JoinParty(Act):
    """Let a further person take part: joint signer, agent, representative."""

    records = PartyJoined
    petitioner_id: str
    party_role: PartyRole = "joint_signer"
    represents: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse who takes part already, a sixth representative, and an agent of a stranger."""
        joining = Party(
            petitioner_id=self.petitioner_id, role=self.party_role, represents=self.represents
        )
        check_parties((*file.parties.values(), joining))
        return Decision(rests_on=file.on_submission())


@dataclass(frozen=True, kw_only=True)
class LeaveParty(Act):
    """Let a party leave a joint petition; the others go on."""

    records = PartyLeft
    petitioner_id: str

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to let a stranger, the last party, or one whom an agent represents leave."""
        party = file.party(self.petitioner_id)
        if len(file.parties) == 1:
            raise refusals.LastPartyStays(party=self.petitioner_id)
        for other in file.parties.values():
            if other.represents == self.petitioner_id:
                raise refusals.StillRepresented(party=self.petitioner_id, by=other.petitioner_id)
        return Decision(rests_on=file.on_submission(), content={"party_role": party.role})


@dataclass(frozen=True, kw_only=True)
class Link(Act):
    """State that another petition is the same matter, the same person's, or related."""

    records = Linked
    other: str
    relation: Relation
    disposition: Disposition = "none"
    method: LinkMethod = "officer"
    score: float | None = None
    features: tuple[str, ...] = ()

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a link to itself and a link that stands."""
        other = str(PetitionNumber.parse(self.other))
        if other == file.number:
            raise refusals.LinkedToItself(number=other)
        if (other, self.relation) in file.links:
            raise refusals.AlreadyLinked(other=other, relation=self.relation)
        return Decision(
            rests_on=file.on_submission(),
            content={"other": other, "decided_by": entry.actor.actor_id},
        )


@dataclass(frozen=True, kw_only=True)
class Unlink(Act):
    """Take a link back."""

    records = Unlinked
    other: str
    relation: Relation

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to undo a link that does not stand."""
        other = str(PetitionNumber.parse(self.other))
        if (other, self.relation) not in file.links:
            raise refusals.NoSuchLink(other=other, relation=self.relation)
        return Decision(rests_on=(file.links[other, self.relation],), content={"other": other})


def check_parties(parties: tuple[Party, ...]) -> None:
    """Hold the rules for who takes part: somebody, each once, representing another of them."""
    if not parties:
        raise refusals.NoParty
    representatives = sum(party.role == "representative" for party in parties)
    if representatives > REPRESENTATIVES_MAX:
        raise refusals.TooManyRepresentatives(given=representatives, most=REPRESENTATIVES_MAX)
    seen: set[str] = set()
    for party in parties:
        if party.petitioner_id in seen:
            raise refusals.TwiceTheSameParty(party=party.petitioner_id)
        seen.add(party.petitioner_id)
    for party in parties:
        if party.represents is not None and party.represents not in seen - {party.petitioner_id}:
            raise refusals.NoSuchParty(party=party.represents)
