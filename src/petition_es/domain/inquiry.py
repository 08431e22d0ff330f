"""An inquiry (核查): what auditors judge of one finding.

A stream of its own under the finding's id, which stays the same in every audit: so a judgement is
never a change to a petition, and an audit made anew finds it attached.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from petition_es.domain.aggregate import Record
from petition_es.domain.entry import Entry
from petition_es.domain.event import Event
from petition_es.domain.refusals import (
    DismissedWithoutReason,
    InquiryAlreadyOpen,
    InquiryDecided,
    InquiryNotDecided,
    JudgedByAuditors,
)
from petition_es.domain.sealed import Sealed

InquiryState = Literal["not_opened", "open", "confirmed", "dismissed"]
"""not_opened  nobody has looked at the finding yet
open        an auditor is looking into it, or again
confirmed   it is as the audit says
dismissed   it is not, or there is a good reason for it
"""

DECIDED = frozenset({"confirmed", "dismissed"})


@dataclass(frozen=True, kw_only=True)
class SeenFinding:
    """What of a finding an auditor judges: which rule in which version spoke at which event."""

    finding_id: UUID
    petition_id: UUID
    rule: str
    rule_version: int
    deciding: UUID


@dataclass(frozen=True, kw_only=True)
class InquiryEvent(Event):
    """One step of an inquiry, with what was judged: rules are changed, and audits made anew.

    What an auditor writes is about a petition and sealed under its key, so it goes when that goes.
    """

    STREAM: ClassVar[str] = "Inquiry"
    LEADS_TO: ClassVar[InquiryState]

    petition_id: UUID
    rule: str
    rule_version: int
    deciding: UUID
    reason: Sealed | None = None

    @property
    def sealed_with(self) -> UUID:
        """The petition that the finding is about."""
        return self.petition_id

    def apply(self, inquiry: "Inquiry") -> None:
        """Write into the inquiry's record what has happened."""
        inquiry.state = self.LEADS_TO
        inquiry.steps += (self,)


@dataclass(frozen=True, kw_only=True)
class Opened(InquiryEvent):
    """立案核查: an auditor looks into a finding."""

    LEADS_TO: ClassVar[InquiryState] = "open"


@dataclass(frozen=True, kw_only=True)
class Confirmed(InquiryEvent):
    """属实: it is as the audit says."""

    LEADS_TO: ClassVar[InquiryState] = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Dismissed(InquiryEvent):
    """排除: it is not, or there is a good reason for it, which is told."""

    LEADS_TO: ClassVar[InquiryState] = "dismissed"


@dataclass(frozen=True, kw_only=True)
class Reopened(InquiryEvent):
    """重新核查: what was decided is looked into again."""

    LEADS_TO: ClassVar[InquiryState] = "open"


INQUIRY_STEPS: tuple[type[InquiryEvent], ...] = (Opened, Confirmed, Dismissed, Reopened)


class Inquiry(Record[InquiryEvent]):
    """核查: how far auditors are with one finding, and what they did."""

    state: InquiryState = "not_opened"
    steps: tuple[InquiryEvent, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Tell whether it was confirmed or dismissed."""
        return self.state in DECIDED

    @staticmethod
    def admit(entry: Entry) -> None:
        """Refuse everybody but an auditor, whatever is asked for."""
        if entry.actor.role != "auditor":
            raise JudgedByAuditors(role=entry.actor.role)

    def open(self, entry: Entry, finding: SeenFinding, reason: Sealed | None = None) -> None:
        """Look into a finding; once, and before it is decided."""
        self.admit(entry)
        if self.state == "open":
            raise InquiryAlreadyOpen(finding=finding.finding_id)
        self._judge(Opened, entry, finding, reason)

    def confirm(self, entry: Entry, finding: SeenFinding, reason: Sealed | None = None) -> None:
        """Say that it is as the audit says; it need not have been opened before."""
        self.admit(entry)
        self._judge(Confirmed, entry, finding, reason)

    def dismiss(self, entry: Entry, finding: SeenFinding, reason: Sealed | None = None) -> None:
        """Say that it is not, or why it is all right."""
        self.admit(entry)
        if reason is None or not (reason.reveal() or "").strip():
            raise DismissedWithoutReason(finding=finding.finding_id)
        self._judge(Dismissed, entry, finding, reason)

    def reopen(self, entry: Entry, finding: SeenFinding, reason: Sealed | None = None) -> None:
        """Look again into what was decided."""
        self.admit(entry)
        if not self.is_decided:
            raise InquiryNotDecided(finding=finding.finding_id)
        self._step(Reopened, entry, finding, reason)

    def _judge(
        self, step: type[InquiryEvent], entry: Entry, seen: SeenFinding, reason: Sealed | None
    ) -> None:
        if self.is_decided:
            raise InquiryDecided(finding=seen.finding_id, state=self.state)
        self._step(step, entry, seen, reason)

    def _step(
        self, step: type[InquiryEvent], entry: Entry, seen: SeenFinding, reason: Sealed | None
    ) -> None:
        self.record(
            step,
            entry,
            petition_id=seen.petition_id,
            rule=seen.rule,
            rule_version=seen.rule_version,
            deciding=seen.deciding,
            reason=reason,
        )
