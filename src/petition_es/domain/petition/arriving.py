"""Arriving: a submission is registered, classified, its claims written down (提交, 登记, 分类)."""

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
    OutsideReference,
    Party,
    Place,
    Purpose,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.by_law import division_of
from petition_es.domain.petition.connections import check_parties
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.number import PetitionNumber
from petition_es.domain.sealed import Sealed

ClassificationReason = Literal[
    "as_registered", "wrong_category", "wrong_place", "wrong_path", "new_facts", "campaign", "other"
]


@dataclass(frozen=True, kw_only=True)
class Submitted(PetitionEvent):
    """提交: a submission reached the office; apart from `Registered`, so a refusal can be seen."""

    BY_PARTY = True
    FIXED = frozenset({"number"})
    submission_id: str
    number: str | None = None
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
        file.number = self.number
        file.take_in(self)


@dataclass(frozen=True, kw_only=True)
class Registered(PetitionEvent):
    """登记: the submission has a number and is on the net."""

    FIXED = frozenset({"number"})
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
        file.take_in(self)
        file.persons_count, file.purpose, file.accused = (
            self.persons_count,
            self.purpose,
            self.accused,
        )
        file.lies_in = division_of(self.place)
        file.is_first = self.first_here is not False and self.first_nationwide is not False


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
        """Keep what decides who may see the petition, and which law holds."""
        file.flags = (file.flags | set(self.flags)) - set(self.flags_dropped)
        file.legal_path = self.legal_path or file.legal_path
        file.lies_in = division_of(self.place) or file.lies_in


@dataclass(frozen=True, kw_only=True)
class ClaimsRecorded(PetitionEvent):
    """诉求登记: what the petitioner asks for, claim by claim."""

    claims: tuple[Claim, ...]
    amends: bool = False

    def apply(self, file: PetitionFile) -> None:
        """Add the claims; an amendment takes the place of all that stood before."""
        if self.amends:
            file.claims, file.withdrawn_claims = {}, set()
        file.claims |= {claim.claim_id: claim for claim in self.claims}


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Submit(Act):
    """Hand in a petition; every channel leads to the same life (2005 a17, 2022 a19).

    The office draws the number, so that the receipt shows it. Imports leave it to the registration.
    """

    records = Submitted
    number: str | None = None
    title: Sealed
    text: Sealed
    channel: Channel = "web"
    parties: tuple[Party, ...]
    sent_at: datetime | None = None
    received_at: datetime | None = None
    submission_id: str | None = None
    attachments: tuple[Attachment, ...] = ()
    outside_reference: OutsideReference | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a submission by nobody, or by one person twice."""
        check_parties(self.parties)
        if self.number is not None:
            PetitionNumber.parse(self.number)
        return Decision(content={"submission_id": self.submission_id or str(entry.event_id)})


@dataclass(frozen=True, kw_only=True)
class Register(Act):
    """Register a submission; it must always happen (2005 a21, 2022 a22).

    Without `parties` those of the submission are registered. The number is that of the submission;
    where it has none, the office issues one.
    """

    records = Registered
    number: str | None = None
    parties: tuple[Party, ...] = ()
    persons_count: int | None = None
    anonymity: Anonymity = "named"
    accused: tuple[Accused, ...] = ()
    purpose: Purpose = "unknown"
    category: Code | None = None
    place: Place | None = None
    first_nationwide: bool | None = None
    first_here: bool | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a mistyped number, wrong parties, or an accused outside an accusation."""
        number = file.number or str(PetitionNumber.parse(self.number or ""))
        if self.number and str(PetitionNumber.parse(self.number)) != number:
            raise refusals.NumberAlreadyGiven(number=number)
        parties = self.parties or tuple(file.parties.values())
        check_parties(parties)
        persons = len(parties) if self.persons_count is None else self.persons_count
        if persons < len(parties):
            raise refusals.FewerPersonsThanParties(persons=persons, parties=len(parties))
        if self.accused and self.purpose != "accusation":
            raise refusals.AccusedOnlyInAccusations(purpose=self.purpose)
        return Decision(
            rests_on=file.on_submission(),
            content={"number": number, "parties": parties, "persons_count": persons},
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

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a change that changes nothing."""
        flags = (file.flags | set(self.flags)) - set(self.flags_dropped)
        if not (self.category or self.place or self.legal_path or flags != file.flags):
            raise refusals.NothingChanged
        return Decision(rests_on=file.on_submission())


@dataclass(frozen=True, kw_only=True)
class RecordClaims(Act):
    """Write down what is asked for, each claim by itself, so that each can be answered."""

    records = ClaimsRecorded
    claims: tuple[Claim, ...]
    amends: bool = False

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse an empty list and a claim that stands already."""
        if not self.claims:
            raise refusals.NoClaims
        known = set() if self.amends else set(file.claims)
        for claim in self.claims:
            if claim.claim_id in known:
                raise refusals.TwiceTheSameClaim(claim=claim.claim_id)
            known.add(claim.claim_id)
        return Decision(rests_on=file.on_submission())
