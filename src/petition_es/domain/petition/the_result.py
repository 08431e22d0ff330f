"""The result: reports on assignments, resolution, execution, reopening (办结报告, 办结, 落实, 重办).

Resolved is a claim by the unit (办结). Whether the matter is settled (化解) is never a field: it is
what carrying out, following up and evaluating prove.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import Attachment, Outcome, ReopenGround, ResolutionScope
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, Report, Resolution
from petition_es.domain.sealed import Sealed


@dataclass(frozen=True, kw_only=True)
class ResultReported(PetitionEvent):
    """办结报告: the unit reports the result of an assignment.

    `opinion_id` may be an old one: that is the illness which the audits look for.
    """

    report_id: str
    referral_id: str
    outcome: Outcome
    opinion_id: str | None = None
    documents: tuple[Attachment, ...] = ()
    text: Sealed | None = None

    def apply(self, file: PetitionFile) -> None:
        """Keep the report until it is decided on."""
        file.reports[self.report_id] = Report(
            report_id=self.report_id,
            event_id=self.event_id,
            referral_id=self.referral_id,
            opinion_id=self.opinion_id,
        )


@dataclass(frozen=True, kw_only=True)
class ReportApproved(PetitionEvent):
    """审核通过: the assigning bureau accepts the report."""

    report_id: str

    def apply(self, file: PetitionFile) -> None:
        """Free the way to the resolution."""
        if report := file.reports.get(self.report_id):
            report.decided = True
            if referral := file.referrals.get(report.referral_id):
                referral.report_approved = True


@dataclass(frozen=True, kw_only=True)
class ReportSentBack(PetitionEvent):
    """退回重办: the assigning bureau does not accept the report, with its reason."""

    report_id: str
    reason: Sealed

    def apply(self, file: PetitionFile) -> None:
        """The unit reports anew."""
        if report := file.reports.get(self.report_id):
            report.decided = True


@dataclass(frozen=True, kw_only=True)
class OpinionCarriedOut(PetitionEvent):
    """落实: what the opinion promised was done, with evidence and who verified it."""

    opinion_id: str
    claim_ids: tuple[str, ...] = ()
    done_at: datetime | None = None
    evidence: tuple[Attachment, ...] = ()
    verified_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Resolved(PetitionEvent):
    """办结: the unit claims that its part, or the whole, is finished."""

    resolution_id: str
    referral_id: str | None = None
    scope: ResolutionScope = "whole"
    opinion_id: str | None = None
    reply_id: str | None = None
    outcome: Outcome
    claim_ids: tuple[str, ...] = ()

    def apply(self, file: PetitionFile) -> None:
        """Take the claim down; only the whole resolves the petition."""
        file.resolutions[self.resolution_id] = Resolution(
            resolution_id=self.resolution_id,
            event_id=self.event_id,
            unit_id=self.acting_unit,
            scope=self.scope,
        )
        for referral in file.referrals.values():
            referral.resolved |= self.scope == "whole" or referral.to_unit == self.acting_unit
        if self.scope == "whole":
            file.advance("resolved")


@dataclass(frozen=True, kw_only=True)
class Reopened(PetitionEvent):
    """重办: the resolution, or the refusal, does not stand; work begins again."""

    resolution_id: str | None = None
    ground: ReopenGround

    def apply(self, file: PetitionFile) -> None:
        """Undo the claims; the units that had the matter have it in hand again."""
        for resolution in file.resolutions.values():
            resolution.reopened = True
        for referral in file.referrals.values():
            referral.resolved = referral.report_approved = False
        file.enter("reopened")


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ReportResult(Act):
    """Report the result of an assignment to the bureau that assigned it (2005 a21(4))."""

    records = ResultReported
    outcome: Outcome
    opinion_id: str | None = None
    documents: tuple[Attachment, ...] = ()
    text: Sealed | None = None
    referral_id: str | None = None
    report_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a report on a plain referral, or on an opinion that does not exist."""
        referral = file.referral(self.referral_id, entry.acting_unit)
        if referral.kind != "assignment":
            raise refusals.NotAnAssignment(referral=referral.referral_id)
        rests_on: tuple[UUID, ...] = (referral.event_id,)
        if self.opinion_id is not None:
            rests_on += (file.opinion(self.opinion_id).event_id,)
        report_id = self.report_id or str(entry.event_id)
        return Decision(
            rests_on=rests_on,
            content={"report_id": report_id, "referral_id": referral.referral_id},
        )


@dataclass(frozen=True, kw_only=True)
class ApproveReport(Act):
    """Approve a result report; without an id, the latest that waits."""

    records = ReportApproved
    report_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to decide a report twice."""
        return on_report(file, self.report_id)


@dataclass(frozen=True, kw_only=True)
class SendBackReport(Act):
    """Send a result report back, with the reason (退回重办)."""

    records = ReportSentBack
    reason: Sealed
    report_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to decide a report twice."""
        return on_report(file, self.report_id)


@dataclass(frozen=True, kw_only=True)
class CarryOut(Act):
    """State that what an opinion promised was done (2005 a32, 2022 a32)."""

    records = OpinionCarriedOut
    opinion_id: str | None = None
    claim_ids: tuple[str, ...] = ()
    done_at: datetime | None = None
    evidence: tuple[Attachment, ...] = ()
    verified_by: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to carry out an opinion that does not exist."""
        opinion = file.opinion(self.opinion_id)
        file.known_claims(self.claim_ids)
        return Decision(rests_on=(opinion.event_id,), content={"opinion_id": opinion.opinion_id})


@dataclass(frozen=True, kw_only=True)
class Resolve(Act):
    """Claim that the unit's part (`unit`), or the matter as a whole, is finished.

    It rests on an opinion, or, where nobody accepted the matter in substance, on a reply; without
    an id, on the latest.
    """

    records = Resolved
    outcome: Outcome = "settled"
    scope: ResolutionScope = "whole"
    opinion_id: str | None = None
    reply_id: str | None = None
    claim_ids: tuple[str, ...] = ()
    resolution_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse without an answer, an approved report, or while other units are at work."""
        answer, answer_event = self._answer(file)
        file.known_claims(self.claim_ids)
        referral = file.referral_to(entry.acting_unit)
        if referral and referral.kind == "assignment" and not referral.report_approved:
            raise refusals.ReportNotApproved(referral=referral.referral_id)
        self._check_units(file, entry.acting_unit)
        return Decision(
            rests_on=(answer_event,),
            content={
                "resolution_id": self.resolution_id or str(entry.event_id),
                "referral_id": referral.referral_id if referral else None,
                **answer,
            },
        )

    def _answer(self, file: PetitionFile) -> tuple[dict[str, str], UUID]:
        if self.reply_id is None and (self.opinion_id or file.opinions):
            opinion = file.opinion(self.opinion_id)
            return {"opinion_id": opinion.opinion_id}, opinion.event_id
        if not file.replies:
            raise refusals.NoOpinion(state=file.state)
        reply_id = self.reply_id or list(file.replies)[-1]
        if reply_id not in file.replies:
            raise refusals.NoSuchReply(reply=reply_id)
        if file.acceptances:
            raise refusals.ReplyIsNotEnough(reply=reply_id)
        return {"reply_id": reply_id}, file.replies[reply_id]

    def _check_units(self, file: PetitionFile, unit_id: str | None) -> None:
        mine = [r for r in file.resolutions.values() if r.unit_id == unit_id and not r.reopened]
        if self.scope == "unit" and mine and file.referral_to(unit_id) is None:
            raise refusals.PartAlreadyResolved(unit=unit_id or "")
        others = [r.to_unit for r in file.in_hand() if r.to_unit != unit_id]
        if self.scope == "whole" and others:
            raise refusals.UnitsStillAtWork(units=", ".join(others))


@dataclass(frozen=True, kw_only=True)
class Reopen(Act):
    """Take a resolved or declined petition up again; the old resolution stays on record."""

    records = Reopened
    ground: ReopenGround
    resolution_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to reopen a resolution that does not stand."""
        if file.state != "resolved" and self.resolution_id is None:
            return Decision(rests_on=file.on_submission())
        resolution = file.resolution(self.resolution_id)
        return Decision(
            rests_on=(resolution.event_id,), content={"resolution_id": resolution.resolution_id}
        )


def on_report(file: PetitionFile, report_id: str | None) -> Decision:
    """Decide on a report, once."""
    report = file.report(report_id)
    if report.decided:
        raise refusals.ReportAlreadyDecided(report=report.report_id)
    return Decision(rests_on=(report.event_id,), content={"report_id": report.report_id})
