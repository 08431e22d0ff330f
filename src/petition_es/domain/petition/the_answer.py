"""The answer: replies, formal opinions, and their delivery (答复, 处理意见, 送达)."""

from dataclasses import dataclass
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import (
    Attachment,
    ClaimAnswer,
    DeliveryMethod,
    DeliveryResult,
    DocumentKind,
    LegalBasis,
    ReplyKind,
    Round,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import Opinion, PetitionFile
from petition_es.domain.sealed import Sealed


@dataclass(frozen=True, kw_only=True)
class Replied(PetitionEvent):
    """答复: an answer that is not a formal opinion; what most real messages get."""

    reply_id: str
    kind: ReplyKind
    text: Sealed

    def apply(self, file: PetitionFile) -> None:
        """Keep the reply; interim and forwarding ones answer nothing yet."""
        file.documents["reply", self.reply_id] = self.event_id
        if self.kind in ("final", "unknown"):
            file.replies[self.reply_id] = self.event_id
            file.advance("answered")


@dataclass(frozen=True, kw_only=True)
class OpinionIssued(PetitionEvent):
    """处理意见: the reasoned decision of the unit, claim by claim (2005 a32, 2022 a32)."""

    opinion_id: str
    round: Round = "handling"
    supersedes: str | None = None
    answers: tuple[ClaimAnswer, ...] = ()
    basis: tuple[LegalBasis, ...] = ()
    text: Sealed
    document: Attachment | None = None
    signatory_role: str | None = None
    review_organ: str | None = None
    review_days: int | None = None

    def apply(self, file: PetitionFile) -> None:
        """Keep the opinion and what it answers."""
        claim_ids = tuple(answer.claim_id for answer in self.answers)
        file.opinions[self.opinion_id] = Opinion(
            opinion_id=self.opinion_id,
            event_id=self.event_id,
            unit_id=self.acting_unit,
            round=self.round,
            claim_ids=claim_ids,
        )
        if self.supersedes in file.opinions:
            file.opinions[self.supersedes].superseded = True
        file.answered_claims |= set(claim_ids)
        file.documents["opinion", self.opinion_id] = self.event_id
        file.advance("answered")


@dataclass(frozen=True, kw_only=True)
class Delivered(PetitionEvent):
    """送达: a document reached the petitioner, was refused, or could not be delivered."""

    document_kind: DocumentKind
    document: str
    to_party: str | None = None
    method: DeliveryMethod
    result: DeliveryResult = "signed"
    receipt: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """An answer that arrived, even if refused, is delivered."""
        if self.document_kind in ("opinion", "reply", "review") and self.result != "failed":
            file.advance("delivered")


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Reply(Act):
    """Answer without a formal opinion: at once, in between, or for good (答复)."""

    records = Replied
    text: Sealed
    kind: ReplyKind = "final"
    reply_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """A reply is always possible once the petition is registered."""
        reply_id = self.reply_id or str(entry.event_id)
        return Decision(rests_on=file.on_submission(), content={"reply_id": reply_id})


@dataclass(frozen=True, kw_only=True)
class IssueOpinion(Act):
    """Issue the reasoned decision of a unit that accepted the matter in substance.

    A further opinion of the unit on the same claims says which one it supersedes.
    """

    records = OpinionIssued
    text: Sealed
    answers: tuple[ClaimAnswer, ...] = ()
    round: Round = "handling"
    supersedes: str | None = None
    basis: tuple[LegalBasis, ...] = ()
    document: Attachment | None = None
    signatory_role: str | None = None
    review_organ: str | None = None
    review_days: int | None = None
    opinion_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse an opinion by a unit that did not accept, on unknown claims, or unsaid anew."""
        acceptance = file.acceptances.get(entry.acting_unit)
        if acceptance is None:
            raise refusals.NotAcceptedByThisUnit(unit=entry.acting_unit or "")
        self._check_claims(file)
        rests_on: tuple[UUID, ...] = (acceptance,)
        if self.supersedes is not None:
            rests_on += (file.opinion(self.supersedes).event_id,)
        elif earlier := self._same_question(file, entry.acting_unit):
            raise refusals.OpinionAlreadyIssued(opinion=earlier.opinion_id)
        opinion_id = self.opinion_id or str(entry.event_id)
        return Decision(rests_on=rests_on, content={"opinion_id": opinion_id})

    def _check_claims(self, file: PetitionFile) -> None:
        claim_ids = file.known_claims(tuple(answer.claim_id for answer in self.answers))
        for claim_id in claim_ids:
            if claim_ids.count(claim_id) > 1:
                raise refusals.NotEveryClaimNamedOnce(claim=claim_id)

    def _same_question(self, file: PetitionFile, unit_id: str | None) -> Opinion | None:
        mine = {answer.claim_id for answer in self.answers}
        for earlier in file.opinions.values():
            if earlier.superseded or earlier.unit_id != unit_id:
                continue
            if not mine or not earlier.claim_ids or mine & set(earlier.claim_ids):
                return earlier
        return None


@dataclass(frozen=True, kw_only=True)
class Deliver(Act):
    """Deliver a document to the petitioner, and keep the proof (送达)."""

    records = Delivered
    method: DeliveryMethod
    document_kind: DocumentKind = "opinion"
    document: str | None = None
    to_party: str | None = None
    result: DeliveryResult = "signed"
    receipt: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to deliver what was not issued, or to a stranger."""
        document, event_id = file.document(self.document_kind, self.document)
        if self.to_party is not None:
            file.party(self.to_party)
        return Decision(rests_on=(event_id,), content={"document": document})
