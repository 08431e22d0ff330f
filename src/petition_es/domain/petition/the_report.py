"""The report: the result of an assignment is reported, and decided on (办结报告, 审核)."""

from dataclasses import dataclass
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import Attachment, Outcome
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id
from petition_es.domain.petition.on_its_way import check_sender
from petition_es.domain.petition.papers import Report
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
        """Refuse a report on a plain referral, by a unit that did not sign for it, or a second."""
        referral = file.referral(self.referral_id, entry.acting_unit)
        if referral.kind != "assignment":
            raise refusals.NotAnAssignment(referral=referral.referral_id)
        if not (referral.received or referral.accepted):
            raise refusals.NotSignedFor(act=self.NAME, state=file.state)
        file.check_unreported(referral)
        rests_on: tuple[UUID, ...] = (referral.event_id,)
        if self.opinion_id is not None:
            rests_on += (file.opinion(self.opinion_id).event_id,)
        report_id = new_id(self.report_id, entry.event_id, file.reports)
        return Decision(
            rests_on=rests_on,
            content={"report_id": report_id, "referral_id": referral.referral_id},
        )


@dataclass(frozen=True, kw_only=True)
class ApproveReport(Act):
    """Approve a result report; without an id, the latest that waits."""

    records = ReportApproved
    report_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to decide a report twice, and to anybody but the sender."""
        return on_report(file, self.report_id, entry)


@dataclass(frozen=True, kw_only=True)
class SendBackReport(Act):
    """Send a result report back, with the reason (退回重办)."""

    records = ReportSentBack
    reason: Sealed
    report_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to decide a report twice, and to anybody but the sender."""
        return on_report(file, self.report_id, entry)


def on_report(file: PetitionFile, report_id: str | None, entry: Entry) -> Decision:
    """Decide on a report, once, as the unit that asked for it."""
    report = file.report(report_id)
    if report.decided:
        raise refusals.ReportAlreadyDecided(report=report.report_id)
    if referral := file.referrals.get(report.referral_id):
        check_sender(referral, entry)
    return Decision(rests_on=(report.event_id,), content={"report_id": report.report_id})
