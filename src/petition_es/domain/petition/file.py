"""The petition's file (案卷): what the office knows, as far as its decisions need it.

The file is folded from events by their appliers and answers the questions of the acts. It is never
stored: a correction folds it anew without the entry that was voided.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import (
    Accused,
    Claim,
    DocumentKind,
    Evaluatee,
    Flag,
    Part,
    Party,
    Purpose,
    ReferralKind,
    Relation,
    ResolutionScope,
    Round,
)
from petition_es.domain.petition.state import OFF_THE_WAY, PROGRESS, State

if TYPE_CHECKING:
    from petition_es.domain.petition.event import PetitionEvent


@dataclass
class Referral:
    """One sending of the matter to one unit, and how far that unit has come with it."""

    referral_id: str
    event_id: UUID
    from_unit: str | None
    to_unit: str
    kind: ReferralKind
    part: Part
    claim_ids: tuple[str, ...] = ()
    parent: str | None = None
    group: str | None = None
    received: UUID | None = None
    passed_on: bool = False
    returned: UUID | None = None
    return_refused: bool = False
    accepted: UUID | None = None
    resolved: bool = False
    report_approved: bool = False

    @property
    def is_open(self) -> bool:
        """The unit still answers for it: not returned, its part not resolved."""
        return self.returned is None and not self.resolved

    @property
    def is_in_hand(self) -> bool:
        """The unit is the one at work: it is open and was not passed on; copies are for reading."""
        return self.is_open and not self.passed_on and self.part != "copy"


@dataclass
class Opinion:
    """A handling, remade or review opinion (处理意见), and what became of it."""

    opinion_id: str
    event_id: UUID
    unit_id: str | None
    round: Round
    claim_ids: tuple[str, ...]
    superseded: bool = False


@dataclass
class Report:
    """A result report on an assignment (办结报告)."""

    report_id: str
    event_id: UUID
    referral_id: str
    opinion_id: str | None
    decided: bool = False


@dataclass
class Resolution:
    """A unit's claim that its part, or the whole, is finished (办结)."""

    resolution_id: str
    event_id: UUID
    unit_id: str | None
    scope: ResolutionScope
    reopened: bool = False


@dataclass
class Evaluation:
    """One vote of one party on one evaluatee (评价)."""

    evaluation_id: str
    event_id: UUID
    resolution_id: str
    evaluatee: Evaluatee
    party: str
    replaced: bool = False


@dataclass
class PetitionFile:
    """Everything that decides what may happen next to one petition."""

    state: State = "submitted"
    progress: int = 0
    interrupted: tuple[State, int] | None = None
    submission: UUID | None = None
    number: str | None = None
    registering_unit: str | None = None
    purpose: Purpose = "unknown"
    flags: set[Flag] = field(default_factory=set)
    persons_count: int = 0
    parties: dict[str, Party] = field(default_factory=dict)
    accused: tuple[Accused, ...] = ()
    claims: dict[str, Claim] = field(default_factory=dict)
    withdrawn_claims: set[str] = field(default_factory=set)
    answered_claims: set[str] = field(default_factory=set)
    links: dict[tuple[str, Relation], UUID] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    acceptances: dict[str | None, UUID] = field(default_factory=dict)
    """Substantive acceptances by the accepting unit."""
    documents: dict[tuple[DocumentKind, str], UUID] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)
    replies: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    evaluations: dict[str, Evaluation] = field(default_factory=dict)
    entries: dict[UUID, "PetitionEvent"] = field(default_factory=dict)
    """Every entry that stands, in the order in which it happened."""

    @property
    def is_confidential(self) -> bool:
        """Accusations, and what was marked so, are seen by nobody outside the office."""
        return self.purpose == "accusation" or "confidential" in self.flags

    # ---- How the state moves: called by appliers ----

    def advance(self, state: State, progress: int | None = None) -> None:
        """Move forward on the way; a step that is behind, or off the way, changes nothing."""
        reached = PROGRESS[state] if progress is None else progress
        if reached > self.progress:
            self.state, self.progress = state, reached

    def enter(self, state: State) -> None:
        """Stand in `state` from now on, wherever the petition stood."""
        self.state, self.progress = state, PROGRESS.get(state, OFF_THE_WAY)
        self.interrupted = None

    def interrupt(self, state: State) -> None:
        """Stand in `state` for a while, and remember where to go on."""
        before = (self.state, self.progress)
        self.enter(state)
        self.interrupted = before

    def go_on(self) -> None:
        """Go on where the interruption began."""
        if self.interrupted is not None:
            (self.state, self.progress), self.interrupted = self.interrupted, None

    # ---- What the acts ask: found, or refused by name ----

    def on_submission(self) -> tuple[UUID, ...]:
        """The submission, as the entry that others rest on."""
        return (self.submission,) if self.submission else ()

    def in_hand(self) -> list[Referral]:
        """All referrals that a unit is at work on."""
        return [r for r in self.referrals.values() if r.is_in_hand]

    def referral_to(self, unit_id: str | None) -> Referral | None:
        """The open referral to this unit, the latest if there are several."""
        to_unit = [r for r in self.referrals.values() if r.is_open and r.to_unit == unit_id]
        return to_unit[-1] if to_unit else None

    def referral(self, referral_id: str | None, unit_id: str | None) -> Referral:
        """The unit's referral of this id; without an id, the one that is open."""
        if referral_id is not None:
            return self._own_referral(referral_id, unit_id)
        mine = [r for r in self.referrals.values() if r.is_open and r.to_unit == unit_id]
        if not mine:
            raise refusals.NoSuchReferral(referral="", unit=unit_id or "")
        if len(mine) > 1:
            known = ", ".join(r.referral_id for r in mine)
            raise refusals.WhichReferral(unit=unit_id, referrals=known)
        return mine[0]

    def _own_referral(self, referral_id: str, unit_id: str | None) -> Referral:
        if referral_id not in self.referrals:
            raise refusals.NoSuchReferral(referral=referral_id, unit=unit_id or "")
        referral = self.referrals[referral_id]
        if referral.to_unit != unit_id:
            raise refusals.ReferralOfAnotherUnit(referral=referral_id, unit=referral.to_unit)
        return referral

    def known_claims(self, claim_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The claims named, all of which the file must hold."""
        for claim_id in claim_ids:
            if claim_id not in self.claims:
                raise refusals.NoSuchClaim(claim=claim_id)
        return claim_ids

    def party(self, petitioner_id: str) -> Party:
        """The party of this pseudonym."""
        if petitioner_id not in self.parties:
            raise refusals.NoSuchParty(party=petitioner_id)
        return self.parties[petitioner_id]

    def opinion(self, opinion_id: str | None) -> Opinion:
        """The opinion of this id; without an id, the latest."""
        if not self.opinions:
            raise refusals.NoOpinion(state=self.state)
        if opinion_id is None:
            return list(self.opinions.values())[-1]
        if opinion_id not in self.opinions:
            raise refusals.NoSuchOpinion(opinion=opinion_id)
        return self.opinions[opinion_id]

    def report(self, report_id: str | None) -> Report:
        """The report of this id; without an id, the latest that waits for a decision."""
        waiting = [r for r in self.reports.values() if not r.decided]
        if report_id is None and waiting:
            return waiting[-1]
        if report_id is None or report_id not in self.reports:
            raise refusals.NoSuchReport(report=report_id or "")
        return self.reports[report_id]

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
        found = [(i, e) for (k, i), e in self.documents.items() if k == kind]
        if document is not None:
            found = [(i, e) for i, e in found if i == document]
        if not found:
            raise refusals.NoSuchDocument(kind=kind, document=document or "")
        return found[-1]
