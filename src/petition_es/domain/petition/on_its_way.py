"""On its way: a petition is referred, signed for, returned (转送, 交办, 抄送, 签收, 退回)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from petition_es.domain import refusals
from petition_es.domain.codes import (
    Part,
    ReferralKind,
    ReturnReason,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.by_law import is_too_late, latest
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id
from petition_es.domain.petition.papers import Referral
from petition_es.domain.sealed import Sealed


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
        """Put it into the unit's hands; after an answer, an assignment begins a new round."""
        new_round = begins_round(file, self.kind, self.part)
        self._end_what_it_replaces(file, new_round=new_round)
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
        parent = file.referrals.get(self.parent_referral_id or "")
        if parent and self.part == "lead":
            parent.passed_on = True
        if new_round:
            file.enter("referred")
        elif self.part != "copy":
            file.advance("referred")

    def _end_what_it_replaces(self, file: PetitionFile, *, new_round: bool) -> None:
        """Who sends anew agrees to a return; a new round ends what that office sent before."""
        ended: set[str] = set()
        for referral in file.referrals.values():
            same_claims = referral.is_about(self.claim_ids)
            same_sender = same_claims and referral.from_unit == self.from_unit
            same_unit = same_claims and referral.to_unit == self.to_unit
            if same_sender and self.part != "copy" and referral.returned:
                referral.return_agreed = True
            over = referral.resolved or referral.parent in ended
            if new_round and (same_sender or same_unit or over):
                referral.replaced = True
                ended.add(referral.referral_id)
        for report in file.reports.values():
            report.decided |= report.referral_id in ended


@dataclass(frozen=True, kw_only=True)
class Received(PetitionEvent):
    """签收: the unit signed for a referral, the arrival scan to the departure scan."""

    referral_id: str

    def apply(self, file: PetitionFile) -> None:
        """Note the arrival; a copy is for reading, and moves nothing."""
        referral = file.referrals.get(self.referral_id)
        if referral is not None:
            referral.received = self.event_id
        if referral is None or referral.part != "copy":
            file.advance("received")


@dataclass(frozen=True, kw_only=True)
class Returned(PetitionEvent):
    """退回: the unit gives a referral back, with its reason."""

    referral_id: str
    reason: ReturnReason
    explanation: Sealed | None = None

    def apply(self, file: PetitionFile) -> None:
        """Take it out of the unit's hands; a sender that was sent it holds it again."""
        referral = file.referrals.get(self.referral_id)
        if referral is None:
            return
        referral.returned = self.event_id
        if referral.parent in file.referrals:
            file.referrals[referral.parent].passed_on = False
        still_in_hand = file.in_hand()
        if not still_in_hand:
            file.enter("returned")
        elif file.state in {"referred", "received"}:
            signed_for = any(each.received for each in still_in_hand)
            file.enter("received" if signed_for else "referred")


@dataclass(frozen=True, kw_only=True)
class ReturnRefused(PetitionEvent):
    """退回不同意: the sender refuses the return; the unit keeps the matter, for good."""

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
        """Refuse to send it to itself, twice, in a circle, to two leads, or out after the end."""
        sender = entry.acting_unit
        if self.to_unit == sender:
            raise refusals.ReferredToItself(unit=self.to_unit)
        self._check_assignment(file, entry)
        file.standing_claims(self.claim_ids)
        parent = file.referral_to(sender)
        self._check_way(file, parent)
        if parent is not None and self.part == "lead":
            file.check_unreported(parent)
        if not begins_round(file, self.kind, self.part) and self.part != "copy":
            self._check_parallel(file, sender)
        return Decision(
            rests_on=(parent.event_id,) if parent else file.on_submission(),
            content={
                "referral_id": new_id(self.referral_id, entry.event_id, file.referrals),
                "parent_referral_id": parent.referral_id if parent else None,
                "from_unit": sender,
            },
        )

    def _check_assignment(self, file: PetitionFile, entry: Entry) -> None:
        if self.kind == "assignment" and self.report_due is None:
            raise refusals.AssignmentNeedsReportDate
        if self.report_due is not None and self.report_due.astimezone(UTC) < entry.at_utc:
            raise refusals.ReportDueBeforeAssignment(due=self.report_due.isoformat())
        if file.state == "resolved" and self.kind != "assignment":
            raise refusals.OnlyAssignmentsAfterResolution

    def _check_way(self, file: PetitionFile, parent: Referral | None) -> None:
        """Walk back the way that the matter came to the sender."""
        while parent is not None and self.part != "copy":
            if self.to_unit in {parent.from_unit, parent.to_unit}:
                raise refusals.ReferredInACircle(unit=self.to_unit)
            parent = file.referrals.get(parent.parent or "")

    def _check_parallel(self, file: PetitionFile, sender: str | None) -> None:
        at_work = (r for r in file.referrals.values() if r.is_open and r.part != "copy")
        for other in at_work:
            same = other.is_about(self.claim_ids)
            if other.to_unit == self.to_unit and same:
                raise refusals.AlreadyReferred(unit=self.to_unit, referral=other.referral_id)
            in_group = self.group_id is not None and other.group == self.group_id
            together = in_group or (same and other.from_unit == sender)
            if together and other.is_in_hand and self.part == other.part == "lead":
                raise refusals.TwoLeads(unit=self.to_unit, lead=other.to_unit)


@dataclass(frozen=True, kw_only=True)
class Receive(Act):
    """Sign for a referral."""

    records = Received
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a second signature, and one for nothing."""
        if not file.referrals:
            raise refusals.NothingReferred(act=self.NAME, state=file.state)
        referral = file.referral(self.referral_id, entry.acting_unit, copies=True)
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
        """Refuse a second return, a late one, or one after a refusal, an acceptance or a report."""
        referral = file.referral(self.referral_id, entry.acting_unit)
        if referral.return_refused:
            raise refusals.ReturnWasRefused(referral=referral.referral_id)
        if referral.accepted:
            raise refusals.AcceptedByThisUnit(unit=referral.to_unit)
        file.check_unreported(referral)
        objection = latest(file, entry, "objection", referral.referral_id)
        if objection is not None and is_too_late(objection, entry):
            raise refusals.ReturnedTooLate(due=objection.due.moment.isoformat())
        return on_referral(referral)


@dataclass(frozen=True, kw_only=True)
class RefuseReturn(Act):
    """Refuse a return: the unit is competent and keeps the matter (2022 a23)."""

    records = ReturnRefused
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse where no return waits, and to anybody but the sender."""
        waiting = [r for r in file.referrals.values() if r.returned and not r.return_agreed]
        referral_id = self.referral_id or (waiting[-1].referral_id if waiting else "")
        referral = file.referrals.get(referral_id)
        if referral is None or referral.returned is None:
            raise refusals.NotReturned(referral=referral_id)
        if referral.return_agreed:
            raise refusals.ReturnAlreadyAgreed(referral=referral_id)
        check_sender(referral, entry)
        return Decision(rests_on=(referral.returned,), content={"referral_id": referral_id})


def check_sender(referral: Referral, entry: Entry) -> None:
    """Refuse to anybody but the sender what only the sender decides."""
    if referral.from_unit != entry.acting_unit:
        raise refusals.NotTheSender(referral=referral.referral_id, sender=referral.from_unit or "")


def begins_round(file: PetitionFile, kind: ReferralKind, part: Part) -> bool:
    """Tell whether such a sending begins a new round, in place of what was sent before."""
    answered = file.state in {"answered", "delivered", "resolved"}
    again = file.state == "reopened" or (kind == "assignment" and answered)
    return again and part == "lead"


def on_referral(referral: Referral) -> Decision:
    """Decide to record what answers this referral."""
    return Decision(rests_on=(referral.event_id,), content={"referral_id": referral.referral_id})
