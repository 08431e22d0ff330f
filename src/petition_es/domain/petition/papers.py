"""The papers in a petition's file: each referral, opinion, review, report, resolution and vote."""

from dataclasses import dataclass
from uuid import UUID

from petition_es.domain.codes import (
    Evaluatee,
    Part,
    ReferralKind,
    ResolutionScope,
    ReviewLevel,
    ReviewOutcome,
    Round,
)


@dataclass(slots=True)
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
    return_agreed: bool = False
    return_refused: bool = False
    accepted: UUID | None = None
    resolved: bool = False
    report_approved: bool = False
    replaced: bool = False
    """Another sending took its place when a new round began."""

    @property
    def is_open(self) -> bool:
        """The unit still answers for it: not returned, its part not resolved."""
        return self.returned is None and not self.resolved and not self.replaced

    @property
    def is_in_hand(self) -> bool:
        """The unit is the one at work: it is open and was not passed on; copies are for reading."""
        return self.is_open and not self.passed_on and self.part != "copy"

    def is_about(self, claim_ids: tuple[str, ...]) -> bool:
        """Tell whether it shares a claim with these; without claims a sending is about them all."""
        return not (claim_ids and self.claim_ids) or bool(set(claim_ids) & set(self.claim_ids))


@dataclass(slots=True)
class Opinion:
    """A handling, remade or review opinion (处理意见), and what became of it."""

    opinion_id: str
    event_id: UUID
    unit_id: str | None
    round: Round
    claim_ids: tuple[str, ...]
    superseded: bool = False
    delivered: UUID | None = None
    """The last delivery that reached the petitioner, or was refused there."""

    @property
    def is_answer(self) -> bool:
        """It is the word of a unit that handles; those of reviewing organs decide on one."""
        return self.round in {"handling", "remade"}

    def answers_one_of(self, claim_ids: set[str]) -> bool:
        """Tell whether it answers one of these; an opinion without claims answers the whole."""
        return not (claim_ids and self.claim_ids) or bool(claim_ids & set(self.claim_ids))


@dataclass(slots=True)
class Dispute:
    """A disagreement of units about who is competent (受理争议)."""

    referral_id: str
    event_id: UUID
    units: tuple[str, ...]


@dataclass(slots=True)
class Review:
    """A request for a review of an opinion, or for the second one (复查, 复核)."""

    request_id: str
    event_id: UUID
    level: ReviewLevel
    opinion_id: str
    decided: UUID | None = None
    decided_by: str | None = None
    """The unit that decided it."""
    outcome: ReviewOutcome | None = None
    changed_to: str | None = None
    """The opinion of the reviewing organ that took the place of the one reviewed."""

    @property
    def orders_anew(self) -> bool:
        """The opinion does not stand, and is to be made anew."""
        return self.outcome in {"revoke", "redo"}


@dataclass(slots=True)
class Report:
    """A result report on an assignment (办结报告)."""

    report_id: str
    event_id: UUID
    referral_id: str
    opinion_id: str | None
    decided: bool = False


@dataclass(slots=True)
class Resolution:
    """A unit's claim that its part, or the whole, is finished (办结)."""

    resolution_id: str
    event_id: UUID
    unit_id: str | None
    scope: ResolutionScope
    reopened: bool = False


@dataclass(slots=True)
class Evaluation:
    """One vote of one party on one evaluatee (评价)."""

    evaluation_id: str
    event_id: UUID
    resolution_id: str
    evaluatee: Evaluatee
    unit_id: str | None
    party: str
    replaced: bool = False
