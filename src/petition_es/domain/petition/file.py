"""The petition's file (案卷): what the office knows, as far as its decisions need it.

The file is folded from events by their appliers and answers the questions of the acts. It is never
stored: a correction folds it anew without the entry that was voided.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import (
    Accused,
    Audience,
    Claim,
    DocumentKind,
    Evaluatee,
    Flag,
    LegalPath,
    Party,
    Procedure,
    Purpose,
    Relation,
    ReviewLevel,
)
from petition_es.domain.petition.papers import (
    Dispute,
    Evaluation,
    Opinion,
    Referral,
    Report,
    Resolution,
    Review,
)
from petition_es.domain.petition.state import OFF_THE_WAY, PROGRESS, State

if TYPE_CHECKING:
    from petition_es.domain.petition.arriving import Registered, Submitted
    from petition_es.domain.petition.event import PetitionEvent


@dataclass
class PetitionFile:
    """Everything that decides what may happen next to one petition."""

    state: State = "submitted"
    progress: int = 0
    interrupted: tuple[tuple[State, int], ...] = ()
    """Where to go on after each interruption (dispute, review, suspension), the latest last."""
    submission: UUID | None = None
    number: str | None = None
    registering_unit: str | None = None
    lies_in: str | None = None
    """The division in which the problem lies: the regime of that place holds."""
    is_first: bool = True
    """Not known as a repeat, neither here nor nationwide (初次信访)."""
    purpose: Purpose = "unknown"
    legal_path: LegalPath | None = None
    flags: set[Flag] = field(default_factory=set)
    persons_count: int = 0
    parties: dict[str, Party] = field(default_factory=dict)
    accused: tuple[Accused, ...] = ()
    names_for: Audience = "officer"
    """Who may see the petitioners' names: every office that works on it, or not (`auditor`)."""
    claims: dict[str, Claim] = field(default_factory=dict)
    withdrawn_claims: set[str] = field(default_factory=set)
    reopenings: int = 0
    links: dict[tuple[str, Relation], UUID] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    acceptances: dict[str | None, UUID] = field(default_factory=dict)
    """Substantive acceptances by the accepting unit."""
    procedures: dict[str | None, Procedure] = field(default_factory=dict)
    """In which procedure each accepting unit handles the matter."""
    dispute: Dispute | None = None
    documents: dict[tuple[DocumentKind, str], UUID] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    replies: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    evaluations: dict[str, Evaluation] = field(default_factory=dict)
    invitations: dict[Evaluatee, UUID] = field(default_factory=dict)
    """The windows that stand open for evaluating, by what is evaluated."""
    supervisions: dict[str, UUID] = field(default_factory=dict)
    """The supervisions that stand open."""
    suspended: UUID | None = None
    """The suspension that lasts."""
    entries: dict[UUID, "PetitionEvent"] = field(default_factory=dict)
    """Every entry that stands, in the order in which it happened."""
    origins: Mapping[UUID, UUID] = field(default_factory=dict, compare=False)
    """For every replacement that a correction ever brought, the entry that it all began with."""

    @property
    def is_confidential(self) -> bool:
        """Accusations, and what was marked so, are seen by nobody outside the office."""
        is_accusation = "accusation" in {self.purpose, self.legal_path}
        return is_accusation or "confidential" in self.flags

    @property
    def answered_claims(self) -> set[str]:
        """The claims that an opinion which stands answers."""
        standing = (o for o in self.opinions.values() if not o.superseded)
        return {claim for opinion in standing for claim in opinion.claim_ids}

    def take_in(self, event: "Submitted | Registered") -> None:
        """Write down who takes part."""
        self.parties = {party.petitioner_id: party for party in event.parties}

    # ---- How the state moves: called by appliers ----

    def advance(self, state: State, progress: int | None = None) -> None:
        """Move forward on the way; a step that is behind, or off the way, changes nothing.

        During an interruption the place moves where the petition goes on later.
        """
        reached = PROGRESS[state] if progress is None else progress
        if self.interrupted:
            place, *later = self.interrupted
            if reached > place[1]:
                self.interrupted = ((state, reached), *later)
        elif reached > self.progress:
            self.state, self.progress = state, reached

    def enter(self, state: State) -> None:
        """Stand in `state` from now on, wherever the petition stood."""
        self.state, self.progress = state, PROGRESS.get(state, OFF_THE_WAY)
        self.interrupted = ()

    def interrupt(self, state: State) -> None:
        """Stand in `state` for a while, and remember where to go on."""
        before = (*self.interrupted, (self.state, self.progress))
        self.enter(state)
        self.interrupted = before

    def go_on(self, ended: State) -> None:
        """End the latest interruption of a kind; the others last on."""
        places = [*self.interrupted, (self.state, self.progress)]
        kinds = [state for state, _ in places]
        if ended in kinds[1:]:
            places.pop(len(kinds) - 1 - kinds[::-1].index(ended))
            *earlier, (self.state, self.progress) = places
            self.interrupted = tuple(earlier)

    def begin_again(self) -> None:
        """Undo what was resolved; the units that had the matter have it in hand again."""
        for resolution in self.resolutions.values():
            resolution.reopened = True
        for referral in self.referrals.values():
            referral.resolved = referral.report_approved = False
        self.reopenings += 1
        self.invitations = {}  # They were to rate what does not stand any more.
        if self.interrupted:  # What is disputed or under review still is.
            self.interrupted = (("reopened", PROGRESS["reopened"]), *self.interrupted[1:])
        else:
            self.enter("reopened")

    # ---- What the acts ask: found, or refused by name ----

    def on_submission(self) -> tuple[UUID, ...]:
        """The submission, as the entry that others rest on."""
        return (self.submission,) if self.submission else ()

    def in_hand(self) -> list[Referral]:
        """All referrals that a unit is at work on."""
        return [r for r in self.referrals.values() if r.is_in_hand]

    def others_at_work(self, unit_id: str | None) -> list[str]:
        """The other units that have the matter, or a part of it, in hand."""
        return [r.to_unit for r in self.in_hand() if r.to_unit != unit_id]

    def referral_to(self, unit_id: str | None) -> Referral | None:
        """The open referral to this unit, copies aside; the latest if there are several."""
        return self._open_to(unit_id)[-1] if self._open_to(unit_id) else None

    def referral(
        self, referral_id: str | None, unit_id: str | None, *, copies: bool = False
    ) -> Referral:
        """The unit's open referral of this id; without an id, the only one there is."""
        if referral_id is not None:
            return self._own_referral(referral_id, unit_id, copies=copies)
        mine = self._open_to(unit_id, copies=copies)
        if len(mine) > 1:
            known = ", ".join(r.referral_id for r in mine)
            raise refusals.WhichReferral(unit=unit_id, referrals=known)
        if not mine and self._open_to(unit_id, copies=True):
            raise refusals.OnlyACopy(unit=unit_id)
        if not mine:
            raise refusals.NoSuchReferral(referral="", unit=unit_id or "")
        return mine[0]

    def _open_to(self, unit_id: str | None, *, copies: bool = False) -> list[Referral]:
        mine = (r for r in self.referrals.values() if r.is_open and r.to_unit == unit_id)
        return [r for r in mine if copies or r.part != "copy"]

    def _own_referral(self, referral_id: str, unit_id: str | None, *, copies: bool) -> Referral:
        referral = self.referrals.get(referral_id)
        if referral is None:
            raise refusals.NoSuchReferral(referral=referral_id, unit=unit_id or "")
        if referral.to_unit != unit_id:
            raise refusals.ReferralOfAnotherUnit(referral=referral_id, unit=referral.to_unit)
        if referral.returned:
            raise refusals.AlreadyReturned(referral=referral_id)
        if not referral.is_open:
            raise refusals.NoSuchReferral(referral=referral_id, unit=unit_id)
        if referral.part == "copy" and not copies:
            raise refusals.OnlyACopy(unit=unit_id)
        return referral

    def known_claims(self, claim_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The claims named, all of which the file must hold."""
        for claim_id in claim_ids:
            if claim_id not in self.claims:
                raise refusals.NoSuchClaim(claim=claim_id)
        return claim_ids

    def standing_claims(self, claim_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The claims named, all of which the file must hold and none was withdrawn."""
        for claim_id in self.known_claims(claim_ids):
            if claim_id in self.withdrawn_claims:
                raise refusals.ClaimWithdrawn(claim=claim_id)
        return claim_ids

    def party(self, petitioner_id: str) -> Party:
        """The party of this pseudonym."""
        if petitioner_id not in self.parties:
            raise refusals.NoSuchParty(party=petitioner_id)
        return self.parties[petitioner_id]

    def opinion(self, opinion_id: str | None) -> Opinion:
        """The opinion of this id; without an id, the latest that stands."""
        if not self.opinions:
            raise refusals.NoOpinion(state=self.state)
        if opinion_id is None:
            standing = [o for o in self.opinions.values() if not o.superseded]
            return (standing or list(self.opinions.values()))[-1]
        if opinion_id not in self.opinions:
            raise refusals.NoSuchOpinion(opinion=opinion_id)
        return self.opinions[opinion_id]

    def pending_review(
        self, request_id: str | None = None, level: ReviewLevel | None = None
    ) -> Review:
        """The review that waits for a decision; without an id, the latest (of a level)."""
        for review in reversed(self.reviews.values()):
            is_meant = request_id in {None, review.request_id} and level in {None, review.level}
            if is_meant and review.decided is None:
                return review
        raise refusals.NoSuchReview(request=request_id or "")

    def report(self, report_id: str | None) -> Report:
        """The report of this id; without an id, the latest that waits for a decision."""
        waiting = [r for r in self.reports.values() if not r.decided]
        if report_id is None and waiting:
            return waiting[-1]
        if report_id is None or report_id not in self.reports:
            raise refusals.NoSuchReport(report=report_id or "")
        return self.reports[report_id]

    def check_unreported(self, referral: Referral) -> None:
        """Refuse what cannot follow a result report that waits, or was approved."""
        waiting = [r for r in self.reports.values() if not r.decided]
        if referral.report_approved or referral.referral_id in {r.referral_id for r in waiting}:
            raise refusals.ResultAlreadyReported(referral=referral.referral_id)

    def resolution(self, resolution_id: str | None) -> Resolution:
        """The standing resolution of this id; without an id, the latest."""
        standing = {k: r for k, r in self.resolutions.items() if not r.reopened}
        if resolution_id is None and standing:
            return list(standing.values())[-1]
        if resolution_id is None or resolution_id not in standing:
            raise refusals.NoSuchResolution(resolution=resolution_id or "")
        return standing[resolution_id]

    def document(self, kind: DocumentKind, document: str | None) -> tuple[str, UUID]:
        """The document of this kind and id, with its event; without an id, the latest."""
        if not self.documents:
            raise refusals.NothingToDeliver(state=self.state)
        found = [(i, e) for (k, i), e in self.documents.items() if k == kind]
        if document is not None:
            found = [(i, e) for i, e in found if i == document]
        if not found:
            raise refusals.NoSuchDocument(kind=kind, document=document or "")
        return found[-1]


def new_id(given: str | None, otherwise: UUID, taken: Container[str]) -> str:
    """The id for a new thing: the one given, which must be free, or that of its entry."""
    chosen = given or str(otherwise)
    if chosen in taken:
        raise refusals.IdInUse(id=chosen)
    return chosen
