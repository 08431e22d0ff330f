"""On its way: a petition is referred, signed for, returned, accepted or declined (转送, 签收, 受理)."""

from dataclasses import dataclass
from datetime import datetime

from petition_es.domain import refusals
from petition_es.domain.codes import (
    AcceptanceKind,
    DeclineKind,
    Part,
    Procedure,
    ReferralKind,
    ReturnReason,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, Referral
from petition_es.domain.petition.state import PROCEDURALLY_ACCEPTED, State
from petition_es.domain.sealed import Sealed

CLOSED_BY: dict[DeclineKind, State] = {
    "not_accepted": "declined",
    "no_further": "declined",
    "guided_away": "guided_away",
    "filed": "filed",
}


@dataclass(frozen=True, kw_only=True)
class Referred(PetitionEvent):
    """转送 / 交办: the matter was sent to one unit; parallel ones share `group_id`."""

    referral_id: str
    parent_referral_id: str | None = None
    group_id: str | None = None
    from_unit: str | None
    to_unit: str
    part: Part = "lead"
    claim_ids: tuple[str, ...] = ()
    kind: ReferralKind = "referral"
    campaign: str | None = None
    report_due: datetime | None = None
    offline: bool = False

    def apply(self, file: PetitionFile) -> None:
        """Put it into the unit's hands; an assignment of an answered matter begins a new round."""
        file.referrals[self.referral_id] = Referral(
            referral_id=self.referral_id,
            event_id=self.event_id,
            from_unit=self.from_unit,
            to_unit=self.to_unit,
            kind=self.kind,
            part=self.part,
            claim_ids=self.claim_ids,
            parent=self.parent_referral_id,
            group=self.group_id,
        )
        if self.parent_referral_id in file.referrals:
            file.referrals[self.parent_referral_id].passed_on = True
        answered = file.state in ("answered", "delivered", "resolved")
        if self.kind == "assignment" and answered:
            file.enter("referred")
        else:
            file.advance("referred")


@dataclass(frozen=True, kw_only=True)
class Received(PetitionEvent):
    """签收: the unit signed for a referral, the arrival scan to the departure scan."""

    referral_id: str

    def apply(self, file: PetitionFile) -> None:
        """Note the arrival."""
        if referral := file.referrals.get(self.referral_id):
            referral.received = self.event_id
        file.advance("received")


@dataclass(frozen=True, kw_only=True)
class Returned(PetitionEvent):
    """退回: the unit gives a referral back, with its reason."""

    referral_id: str
    reason: ReturnReason
    explanation: Sealed | None = None

    def apply(self, file: PetitionFile) -> None:
        """Take it out of the unit's hands; a unit that had passed it on holds it again."""
        if referral := file.referrals.get(self.referral_id):
            referral.returned = self.event_id
            if referral.parent in file.referrals:
                file.referrals[referral.parent].passed_on = False
        others = [r for r in file.in_hand() if r.to_unit != self.handed_back_to(file)]
        if not others:
            file.enter("returned")

    def handed_back_to(self, file: PetitionFile) -> str | None:
        """Name the unit that sent it."""
        referral = file.referrals.get(self.referral_id)
        return referral.from_unit if referral else None


@dataclass(frozen=True, kw_only=True)
class ReturnRefused(PetitionEvent):
    """退回不同意: the sender refuses the return; the unit keeps the matter and returns it no more."""

    referral_id: str

    def apply(self, file: PetitionFile) -> None:
        """Put it back into the unit's hands."""
        referral = file.referrals.get(self.referral_id)
        if referral is None:
            return
        referral.returned, referral.return_refused = None, True
        if referral.parent in file.referrals:
            file.referrals[referral.parent].passed_on = True
        if file.state == "returned":
            file.enter("received" if referral.received else "referred")


@dataclass(frozen=True, kw_only=True)
class DisputeRaised(PetitionEvent):
    """受理争议: units disagree about who is competent (2005 a24)."""

    referral_id: str
    units: tuple[str, ...]

    def apply(self, file: PetitionFile) -> None:
        """Wait for the common superior."""
        file.interrupt("disputed")


@dataclass(frozen=True, kw_only=True)
class DisputeDecided(PetitionEvent):
    """指定受理: the common superior named the competent unit."""

    referral_id: str
    decided_for: str

    def apply(self, file: PetitionFile) -> None:
        """Go on; the decision is carried out by referring."""
        file.go_on()


@dataclass(frozen=True, kw_only=True)
class TakenOver(PetitionEvent):
    """承继: a unit was merged or abolished, its successor goes on (2005 a25)."""

    from_unit: str
    to_unit: str
    because: str
    referral_ids: tuple[str, ...] = ()

    def apply(self, file: PetitionFile) -> None:
        """Put the referrals into the successor's hands."""
        for referral_id in self.referral_ids:
            if referral := file.referrals.get(referral_id):
                referral.to_unit = self.to_unit


@dataclass(frozen=True, kw_only=True)
class Accepted(PetitionEvent):
    """受理: procedural by a bureau, substantive by the unit that decides, or a notice of the path.

    Only a substantive acceptance starts the handling clock (2005 a22, 2022 a23).
    """

    referral_id: str | None = None
    kind: AcceptanceKind = "substantive"
    procedure: Procedure = "ordinary"
    proposed_by: str | None = None
    confirmed_by: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Note who accepted; a bureau's procedural acceptance comes before the way to a unit."""
        file.documents["acceptance", str(self.event_id)] = self.event_id
        if self.kind != "substantive":
            file.advance("accepted", PROCEDURALLY_ACCEPTED)
            return
        file.acceptances[self.acting_unit] = self.event_id
        if self.referral_id and (referral := file.referrals.get(self.referral_id)):
            referral.accepted = self.event_id
        file.advance("accepted")


@dataclass(frozen=True, kw_only=True)
class Declined(PetitionEvent):
    """不予(不再)受理, 导入法定途径, 存: the office does not take the matter up, and says why."""

    kind: DeclineKind
    ground: str | None = None
    proper_channel: str | None = None
    prior_petition: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Close the petition in the way the kind says."""
        file.documents["refusal", str(self.event_id)] = self.event_id
        file.enter(CLOSED_BY[self.kind])


@dataclass(frozen=True, kw_only=True)
class Converted(PetitionEvent):
    """转程序: from the simple to the ordinary procedure."""

    from_procedure: Procedure
    to_procedure: Procedure
    clock_rule: str
    approver_role: str | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Extended(PetitionEvent):
    """延期: the handling limit was extended, for a reason, by the head of the unit (2005 a33)."""

    days: int
    reason: str
    explanation: Sealed | None = None
    approver_role: str | None = None
    approved_at: datetime | None = None

    def apply(self, file: PetitionFile) -> None:
        """Keep the notice, which is to be delivered."""
        file.documents["extension", str(self.event_id)] = self.event_id


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Refer(Act):
    """Send the matter to the unit that is to handle it (2005 a21, 2022 a22).

    A unit that holds a referral and refers on passes that one on. `report_due` is needed for an
    assignment (交办), which comes back with a result report.
    """

    records = Referred
    to_unit: str
    kind: ReferralKind = "referral"
    part: Part = "lead"
    report_due: datetime | None = None
    claim_ids: tuple[str, ...] = ()
    group_id: str | None = None
    campaign: str | None = None
    offline: bool = False
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to send it nowhere, twice, to two leads, or out again after it was resolved."""
        if self.to_unit == entry.acting_unit:
            raise refusals.ReferredToItself(unit=self.to_unit)
        if self.kind == "assignment" and self.report_due is None:
            raise refusals.AssignmentNeedsReportDate
        if file.state == "resolved" and self.kind != "assignment":
            raise refusals.OnlyAssignmentsAfterResolution
        file.known_claims(self.claim_ids)
        self._check_parallel(file)
        parent = file.referral_to(entry.acting_unit)
        return Decision(
            rests_on=(parent.event_id,) if parent else file.on_submission(),
            content={
                "referral_id": self.referral_id or str(entry.event_id),
                "parent_referral_id": parent.referral_id if parent else None,
                "from_unit": entry.acting_unit,
            },
        )

    def _check_parallel(self, file: PetitionFile) -> None:
        for other in file.in_hand():
            same_claims = not (self.claim_ids and other.claim_ids) or (
                set(self.claim_ids) & set(other.claim_ids)
            )
            if other.to_unit == self.to_unit and self.part != "copy" and same_claims:
                raise refusals.AlreadyReferred(unit=self.to_unit, referral=other.referral_id)
            in_group = self.group_id is not None and other.group == self.group_id
            if in_group and self.part == other.part == "lead":
                raise refusals.TwoLeads(unit=self.to_unit, lead=other.to_unit)


@dataclass(frozen=True, kw_only=True)
class Receive(Act):
    """Sign for a referral."""

    records = Received
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a second signature."""
        referral = file.referral(self.referral_id, entry.acting_unit)
        if referral.received:
            raise refusals.AlreadyReceived(referral=referral.referral_id)
        return on_referral(referral)


@dataclass(frozen=True, kw_only=True)
class ReturnReferral(Act):
    """Give a referral back, because it is not the unit's to handle (2022 a23)."""

    records = Returned
    reason: ReturnReason
    explanation: Sealed | None = None
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a return after acceptance, a second one, and one after a refusal."""
        referral = file.referral(self.referral_id, entry.acting_unit)
        if referral.returned:
            raise refusals.AlreadyReturned(referral=referral.referral_id)
        if referral.return_refused:
            raise refusals.ReturnWasRefused(referral=referral.referral_id)
        if referral.accepted:
            raise refusals.AcceptedByThisUnit(unit=referral.to_unit)
        return on_referral(referral)


@dataclass(frozen=True, kw_only=True)
class RefuseReturn(Act):
    """Refuse a return: the unit is competent and keeps the matter (2022 a23)."""

    records = ReturnRefused
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # sender's act
        """Refuse where nothing was returned."""
        returned = {r.referral_id: r for r in file.referrals.values() if r.returned}
        referral_id = self.referral_id or (list(returned)[-1] if returned else "")
        if referral_id not in returned:
            raise refusals.NotReturned(referral=referral_id)
        referral = returned[referral_id]
        return Decision(
            rests_on=(referral.returned,) if referral.returned else (),
            content={"referral_id": referral_id},
        )


@dataclass(frozen=True, kw_only=True)
class Accept(Act):
    """Accept the matter: procedural by a bureau, substantive by the unit that will decide."""

    records = Accepted
    kind: AcceptanceKind = "substantive"
    procedure: Procedure = "ordinary"
    referral_id: str | None = None
    proposed_by: str | None = None
    confirmed_by: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a second substantive acceptance by the same unit."""
        if self.kind == "substantive" and entry.acting_unit in file.acceptances:
            raise refusals.AcceptedByThisUnit(unit=entry.acting_unit)
        if self.referral_id is None and file.referral_to(entry.acting_unit) is None:
            return Decision(rests_on=file.on_submission())
        return on_referral(file.referral(self.referral_id, entry.acting_unit))


@dataclass(frozen=True, kw_only=True)
class Decline(Act):
    """Do not take the matter up, on a ground of law, and name the proper channel."""

    records = Declined
    kind: DeclineKind
    ground: str | None = None
    proper_channel: str | None = None
    prior_petition: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # no matter who
        """Refuse without the ground, or without the way to go."""
        if self.ground is None or (self.kind == "guided_away" and self.proper_channel is None):
            raise refusals.DeclineWithoutGround(kind=self.kind)
        return Decision(rests_on=file.on_submission())


def on_referral(referral: Referral) -> Decision:
    """Decide to record what answers this referral."""
    return Decision(rests_on=(referral.event_id,), content={"referral_id": referral.referral_id})
