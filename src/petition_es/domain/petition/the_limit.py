"""The limit: handling takes longer, or takes the longer of two procedures (延期, 转程序)."""

from dataclasses import dataclass
from datetime import datetime

from petition_es.domain import refusals
from petition_es.domain.codes import Procedure
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.by_law import handling_clock, is_too_late, review_clock
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.rules import Extension
from petition_es.domain.sealed import Sealed


@dataclass(frozen=True, kw_only=True)
class Converted(PetitionEvent):
    """转程序: from the simple to the ordinary procedure."""

    from_procedure: Procedure
    to_procedure: Procedure
    clock_rule: str
    approver_role: str | None = None
    approved_at: datetime | None = None

    def apply(self, file: PetitionFile) -> None:
        """Note in which procedure the unit handles the matter now."""
        file.procedures[self.acting_unit] = self.to_procedure


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
class Extend(Act):
    """Extend the unit's handling limit, before it has passed (2005 a33, 2022 a34).

    While a review is pending it is the review that takes longer (Beijing a50). `days` are counted
    as the regime counts extensions, and added to those granted before.
    """

    records = Extended
    days: int
    reason: str
    explanation: Sealed | None = None
    approver_role: str | None = None
    approved_at: datetime | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse where no limit runs, after it has passed, and beyond what the law allows."""
        if self.days < 1:
            raise refusals.NothingChanged
        is_review = file.state == "under_review"
        clock = review_clock(file, entry) if is_review else handling_clock(file, entry)
        extension = clock.rule.extension
        if extension is None:
            raise refusals.NoExtension(regime=clock.regime.stamp)
        if is_too_late(clock, entry):
            raise refusals.ExtendedTooLate(due=clock.due.moment.isoformat())
        self._check_measure(clock, extension)
        referral = None if is_review else file.referral_to(entry.acting_unit)
        is_assigned = referral is not None and referral.kind == "assignment"
        approvers = extension.approvers_of(is_assigned=is_assigned)
        if approvers and self.approver_role not in approvers:
            raise refusals.ExtensionNotApproved(approvers=", ".join(approvers))
        return Decision(rests_on=(clock.started_by,))

    def _check_measure(self, clock: Clock, extension: Extension) -> None:
        """Count what was granted before, in days and in times."""
        days = sum(granted.days for granted in clock.extensions) + self.days
        if days > extension.days or len(clock.extensions) >= extension.times:
            raise refusals.ExtendedTooFar(days=days, most=extension.days, times=extension.times)


@dataclass(frozen=True, kw_only=True)
class Convert(Act):
    """Go on in the ordinary procedure with what proves unfit for the simple one (2016 measures)."""

    records = Converted
    approver_role: str | None = None
    approved_at: datetime | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse what is not handled simply, and a conversion after the simple limit."""
        clock = handling_clock(file, entry)
        if file.procedures.get(entry.acting_unit) != "simple":
            raise refusals.NotSimple(unit=entry.acting_unit or "")
        if is_too_late(clock, entry):
            raise refusals.ConvertedTooLate(due=clock.due.moment.isoformat())
        simple = clock.regime.simple
        return Decision(
            rests_on=(clock.started_by,),
            content={
                "from_procedure": "simple",
                "to_procedure": "ordinary",
                "clock_rule": simple.conversion if simple else "original_acceptance",
            },
        )
