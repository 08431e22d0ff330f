"""Arriving: a submission is registered, classified, and connected with others (提交, 登记, 分类)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from petition_es.domain import refusals
from petition_es.domain.codes import (
    Accused,
    Anonymity,
    Attachment,
    Channel,
    Claim,
    Code,
    Flag,
    LegalPath,
    LinkMethod,
    OutsideReference,
    Party,
    PartyRole,
    Place,
    Purpose,
    Relation,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.number import PetitionNumber
from petition_es.domain.sealed import Sealed

REPRESENTATIVES_MAX = 5

ClassificationReason = Literal[
    "as_registered", "wrong_category", "wrong_place", "wrong_path", "new_facts", "campaign", "other"
]
Disposition = Literal["none", "notify_one_file_rest", "follow_earlier", "guide_to_review", "supervise"]


@dataclass(frozen=True, kw_only=True)
class Submitted(PetitionEvent):
    """提交: a submission reached the office; apart from `Registered`, so a refusal can be seen."""

    submission_id: str
    channel: Channel
    sent_at: datetime | None = None
    received_at: datetime | None = None
    parties: tuple[Party, ...]
    title: Sealed
    text: Sealed
    attachments: tuple[Attachment, ...] = ()
    outside_reference: OutsideReference | None = None

    def apply(self, file: PetitionFile) -> None:
        """Open the file."""
        file.enter("submitted")
        file.submission = self.event_id
        file.parties = {party.petitioner_id: party for party in self.parties}


@dataclass(frozen=True, kw_only=True)
class Registered(PetitionEvent):
    """登记: the submission has a number and is on the net."""

    number: str
    parties: tuple[Party, ...]
    persons_count: int = 1
    anonymity: Anonymity = "named"
    accused: tuple[Accused, ...] = ()
    purpose: Purpose = "unknown"
    category: Code | None = None
    place: Place | None = None
    first_nationwide: bool | None = None
    first_here: bool | None = None

    def apply(self, file: PetitionFile) -> None:
        """Write the number and the parties into the file."""
        file.advance("registered")
        file.number, file.registering_unit = self.number, self.acting_unit
        file.parties = {party.petitioner_id: party for party in self.parties}
        file.persons_count, file.purpose, file.accused = (
            self.persons_count,
            self.purpose,
            self.accused,
        )


@dataclass(frozen=True, kw_only=True)
class Classified(PetitionEvent):
    """分类变更: a change of what the statistics filter on."""

    category: Code | None = None
    place: Place | None = None
    legal_path: LegalPath | None = None
    flags: tuple[Flag, ...] = ()
    flags_dropped: tuple[Flag, ...] = ()
    reason: ClassificationReason = "as_registered"

    def apply(self, file: PetitionFile) -> None:
        """Keep what decides who may see the petition."""
        file.flags = (file.flags | set(self.flags)) - set(self.flags_dropped)


@dataclass(frozen=True, kw_only=True)
class ClaimsRecorded(PetitionEvent):
    """诉求登记: what the petitioner asks for, claim by claim."""

    claims: tuple[Claim, ...]
    amends: bool = False

    def apply(self, file: PetitionFile) -> None:
        """Add the claims; an amendment takes the place of all that stood before."""
        if self.amends:
            file.claims = {}
        file.claims |= {claim.claim_id: claim for claim in self.claims}


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

    other: str
    relation: Relation

    def apply(self, file: PetitionFile) -> None:
        """Drop the link."""
        file.links.pop((self.other, self.relation), None)


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Submit(Act):
    """Hand in a petition; every channel leads to the same life (2005 a17, 2022 a19)."""

    records = Submitted
    title: Sealed
    text: Sealed
    channel: Channel = "web"
    parties: tuple[Party, ...]
    sent_at: datetime | None = None
    received_at: datetime | None = None
    submission_id: str | None = None
    attachments: tuple[Attachment, ...] = ()
    outside_reference: OutsideReference | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # no file yet
        """Refuse a submission by nobody, or by one person twice."""
        check_parties(self.parties)
        return Decision(content={"submission_id": self.submission_id or str(entry.event_id)})


@dataclass(frozen=True, kw_only=True)
class Register(Act):
    """Register a submission; it must always happen (2005 a21, 2022 a22).

    Without `parties` those of the submission are registered. The office issues the number.
    """

    records = Registered
    number: str = ""
    parties: tuple[Party, ...] = ()
    persons_count: int | None = None
    anonymity: Anonymity = "named"
    accused: tuple[Accused, ...] = ()
    purpose: Purpose = "unknown"
    category: Code | None = None
    place: Place | None = None
    first_nationwide: bool | None = None
    first_here: bool | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # time is no matter
        """Refuse a mistyped number, wrong parties, or an accused outside an accusation."""
        PetitionNumber.parse(self.number)
        parties = self.parties or tuple(file.parties.values())
        check_parties(parties)
        persons = len(parties) if self.persons_count is None else self.persons_count
        if persons < len(parties):
            raise refusals.FewerPersonsThanParties(persons=persons, parties=len(parties))
        if self.accused and self.purpose != "accusation":
            raise refusals.AccusedOnlyInAccusations(purpose=self.purpose)
        return Decision(
            rests_on=file.on_submission(), content={"parties": parties, "persons_count": persons}
        )


@dataclass(frozen=True, kw_only=True)
class Classify(Act):
    """Change category, place, legal path or flags; whatever the statistics filter on."""

    records = Classified
    category: Code | None = None
    place: Place | None = None
    legal_path: LegalPath | None = None
    flags: tuple[Flag, ...] = ()
    flags_dropped: tuple[Flag, ...] = ()
    reason: ClassificationReason = "as_registered"

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # always possible
        """Refuse a change that changes nothing."""
        changes = (self.category, self.place, self.legal_path, self.flags, self.flags_dropped)
        if not any(changes):
            raise refusals.NothingChanged
        return Decision()


@dataclass(frozen=True, kw_only=True)
class RecordClaims(Act):
    """Write down what is asked for, each claim by itself, so that each can be answered."""

    records = ClaimsRecorded
    claims: tuple[Claim, ...]
    amends: bool = False

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # always possible
        """Refuse an empty list and a claim that stands already."""
        if not self.claims:
            raise refusals.NoClaims
        known = set() if self.amends else set(file.claims)
        for claim in self.claims:
            if claim.claim_id in known:
                raise refusals.TwiceTheSameClaim(claim=claim.claim_id)
            known.add(claim.claim_id)
        return Decision()


@dataclass(frozen=True, kw_only=True)
class JoinParty(Act):
    """Let a further person take part: joint signer, agent, representative."""

    records = PartyJoined
    petitioner_id: str
    party_role: PartyRole = "joint_signer"
    represents: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # always possible
        """Refuse a party who takes part already, and a sixth representative."""
        joining = Party(
            petitioner_id=self.petitioner_id, role=self.party_role, represents=self.represents
        )
        check_parties((*file.parties.values(), joining))
        return Decision()


@dataclass(frozen=True, kw_only=True)
class LeaveParty(Act):
    """Let a party leave a joint petition; the others go on."""

    records = PartyLeft
    petitioner_id: str

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # always possible
        """Refuse to let a stranger or the last party leave."""
        party = file.party(self.petitioner_id)
        if len(file.parties) == 1:
            raise refusals.LastPartyStays(party=self.petitioner_id)
        return Decision(content={"party_role": party.role})


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
        return Decision(content={"other": other, "decided_by": entry.actor.actor_id})


@dataclass(frozen=True, kw_only=True)
class Unlink(Act):
    """Take a link back."""

    records = Unlinked
    other: str
    relation: Relation

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # always possible
        """Refuse to undo a link that does not stand."""
        other = str(PetitionNumber.parse(self.other))
        if (other, self.relation) not in file.links:
            raise refusals.NoSuchLink(other=other, relation=self.relation)
        return Decision(rests_on=(file.links[other, self.relation],), content={"other": other})


def check_parties(parties: tuple[Party, ...]) -> None:
    """Hold the rules for who takes part: somebody, each once, at most five representatives."""
    if not parties:
        raise refusals.NoParty
    seen: set[str] = set()
    for party in parties:
        if party.petitioner_id in seen:
            raise refusals.TwiceTheSameParty(party=party.petitioner_id)
        seen.add(party.petitioner_id)
    representatives = sum(party.role == "representative" for party in parties)
    if representatives > REPRESENTATIVES_MAX:
        raise refusals.TooManyRepresentatives(given=representatives, most=REPRESENTATIVES_MAX)
