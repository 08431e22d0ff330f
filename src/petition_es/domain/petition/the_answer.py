"""The answer: replies, formal opinions, and their delivery (答复, 处理意见, 送达)."""

from dataclasses import dataclass
from unicodedata import category, normalize

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
from petition_es.domain.petition.by_law import regime_of
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id
from petition_es.domain.petition.papers import Opinion, Review
from petition_es.domain.petition.state import PROGRESS
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

    FIXED = frozenset({"supersedes"})
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
        file.opinions[self.opinion_id] = opinion = Opinion(
            opinion_id=self.opinion_id,
            event_id=self.event_id,
            unit_id=self.acting_unit,
            round=self.round,
            claim_ids=claim_ids,
        )
        if self.supersedes in file.opinions:
            file.opinions[self.supersedes].superseded = True
        file.documents["opinion", self.opinion_id] = self.event_id
        if opinion.is_answer:
            file.advance("answered")


@dataclass(frozen=True, kw_only=True)
class Delivered(PetitionEvent):
    """送达: a document reached the petitioner, was refused, or could not be delivered."""

    FIXED = frozenset({"document_kind", "document"})
    document_kind: DocumentKind
    document: str
    to_party: str | None = None
    method: DeliveryMethod
    result: DeliveryResult = "signed"
    receipt: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """A petition that was answered is delivered when the answer arrives, even if refused."""
        reached = self.result != "failed"
        if self.document_kind == "opinion" and reached and self.document in file.opinions:
            file.opinions[self.document].delivered = self.event_id
        answers = {("opinion", each) for each in file.opinions if file.opinions[each].is_answer}
        answers |= {("reply", each) for each in file.replies}
        is_answer = (self.document_kind, self.document) in answers
        place = file.interrupted[0][1] if file.interrupted else file.progress
        if is_answer and reached and place == PROGRESS["answered"]:
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
        """A reply is always possible; refuse only an id that another one has."""
        taken = {document for kind, document in file.documents if kind == "reply"}
        reply_id = new_id(self.reply_id, entry.event_id, taken)
        return Decision(rests_on=file.on_submission(), content={"reply_id": reply_id})


@dataclass(frozen=True, kw_only=True)
class IssueOpinion(Act):
    """Issue the reasoned decision of a unit that accepted the matter in substance.

    A further opinion of the unit on the same claims says which one it supersedes. A reviewing organ
    issues one of its own (`review`, `second_review`) while the review is pending.
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
        if self.round in {"review", "second_review"}:
            return self._of_reviewing_organ(file, entry)
        if file.state == "under_review":
            raise refusals.UnderReview(act=self.NAME, state=file.state)
        unit_id = entry.acting_unit
        acceptance = file.acceptances.get(unit_id)
        if acceptance is None:
            raise refusals.NotAcceptedByThisUnit(unit=unit_id or "")
        rounds: set[Round] = {"handling", "remade"} if file.reopenings else {"handling"}
        if self.round not in rounds:
            raise refusals.WrongRound(round=self.round)
        self._check_claims(file)
        superseded = self._superseded(file, unit_id)
        if earlier := self._same_question(file, unit_id):
            raise refusals.OpinionAlreadyIssued(opinion=earlier.opinion_id)
        self._check_differs(file, entry)
        return Decision(
            rests_on=(acceptance, superseded.event_id) if superseded else (acceptance,),
            content={"opinion_id": new_id(self.opinion_id, entry.event_id, file.opinions)},
        )

    def _of_reviewing_organ(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse where no such review waits, to whom it is about, and a second one beside it."""
        review = self._review(file)
        reviewed = file.opinions.get(review.opinion_id)
        if reviewed is not None and reviewed.unit_id == entry.acting_unit:
            raise refusals.NotTheReviewingOrgan(unit=entry.acting_unit or "", act=self.NAME)
        self._check_claims(file)
        superseded = self._superseded(file, entry.acting_unit)
        for earlier in file.opinions.values():
            on_it = review.event_id in file.entries[earlier.event_id].rests_on
            if on_it and not earlier.superseded and earlier is not superseded:
                raise refusals.OpinionAlreadyIssued(opinion=earlier.opinion_id)
        basis = review.event_id
        return Decision(
            rests_on=(basis, superseded.event_id) if superseded else (basis,),
            content={"opinion_id": new_id(self.opinion_id, entry.event_id, file.opinions)},
        )

    def _review(self, file: PetitionFile) -> Review:
        for review in reversed(file.reviews.values()):
            if review.decided is None and review.level == self.round:
                return review
        raise refusals.WrongRound(round=self.round)

    def _check_claims(self, file: PetitionFile) -> None:
        claim_ids = file.standing_claims(tuple(answer.claim_id for answer in self.answers))
        for claim_id in claim_ids:
            if claim_ids.count(claim_id) > 1:
                raise refusals.NotEveryClaimNamedOnce(claim=claim_id)

    def _superseded(self, file: PetitionFile, unit_id: str | None) -> Opinion | None:
        if self.supersedes is None:
            return None
        superseded = file.opinion(self.supersedes)
        if superseded.unit_id != unit_id:
            raise refusals.OpinionOfAnotherUnit(unit=superseded.unit_id or "")
        return superseded

    def _check_differs(self, file: PetitionFile, entry: Entry) -> None:
        """Refuse the same once more where the law forbids it (Beijing a50, Shandong a45)."""
        is_anew = self.round == "remade" or any(r.orders_anew for r in file.reviews.values())
        regime = regime_of(file, entry) if is_anew else None
        if regime is None or not regime.remade_must_differ:
            return
        words = plain_words(self.text)
        for earlier in file.opinions.values():
            is_own = earlier.unit_id == entry.acting_unit
            if words and is_own and words_of(earlier, file) == words:
                raise refusals.SameOpinionAgain(opinion=earlier.opinion_id)

    def _same_question(self, file: PetitionFile, unit_id: str | None) -> Opinion | None:
        """The unit's opinion that answers the same, and would stand beside this one."""
        mine = {answer.claim_id for answer in self.answers}
        for earlier in file.opinions.values():
            stands = not earlier.superseded and earlier.opinion_id != self.supersedes
            if stands and earlier.unit_id == unit_id and earlier.answers_one_of(mine):
                return earlier
        return None


def words_of(opinion: Opinion, file: PetitionFile) -> str:
    """The plain words of an opinion in the file."""
    said = file.entries[opinion.event_id]
    return plain_words(said.text) if isinstance(said, OpinionIssued) else ""


def plain_words(text: Sealed) -> str:
    """The words under a seal without blanks, punctuation and variants of characters."""
    written = normalize("NFKC", text.reveal() or "")
    return "".join(sign for sign in written if category(sign)[0] not in "ZPC").casefold()


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

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to deliver what was not issued, or to a stranger."""
        document, event_id = file.document(self.document_kind, self.document)
        if self.to_party is not None:
            file.party(self.to_party)
        return Decision(rests_on=(event_id,), content={"document": document})
