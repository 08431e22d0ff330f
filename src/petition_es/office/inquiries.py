"""The office of the auditors: where what an audit found is looked into and judged."""

from collections.abc import Callable
from typing import Literal, Protocol
from uuid import UUID

from petition_es.domain.entry import Actor, Entry
from petition_es.domain.inquiry import Inquiry, InquiryEvent
from petition_es.domain.refusals import NoSuchFinding
from petition_es.domain.sealed import Sealed
from petition_es.office.circumstances import NOW, Circumstances
from petition_es.office.ports import EventLog, Findings

Judgement = Literal["open", "confirm", "dismiss", "reopen"]
"""What an auditor does about a finding, each a method of the inquiry."""


class Enter(Protocol):
    """Stamps what somebody does with the office's clock."""

    def __call__(self, by: Actor, when: Circumstances = NOW) -> Entry:
        """The entry of it."""


class Inquiries:
    """核查: get the inquiry of a finding, let it judge, save; petitions are only read."""

    def __init__(self, log: EventLog, findings: Findings, enter: Enter) -> None:
        self._log, self._findings, self._enter = log, findings, enter

    def judge(
        self,
        finding_id: UUID,
        judgement: Judgement,
        by: Actor,
        reason: str | None = None,
        when: Circumstances = NOW,
    ) -> tuple[Inquiry, int]:
        """Open, confirm, dismiss or reopen; answer the inquiry as it stands, and the position.

        Refuses by the name of the rule; ConcurrentChange where another auditor was faster. The
        reason is sealed under the key of the petition that the finding is about.
        """
        entry = self._enter(by, when)
        Inquiry.admit(entry)
        inquiry = self.inquiry(finding_id)
        seen = self._findings(finding_id)
        if seen is None:
            raise NoSuchFinding(finding=finding_id)
        act: Callable[..., None] = getattr(inquiry, judgement)
        act(entry, seen, Sealed(reason) if reason and reason.strip() else None)
        positions = self._log.append(inquiry.collect_events())
        return inquiry, positions[-1]

    def inquiry(self, finding_id: UUID) -> Inquiry:
        """The inquiry into a finding, as far as it is; an empty one where nobody looked yet."""
        events = [e for e in self._log.load(finding_id) if isinstance(e, InquiryEvent)]
        return Inquiry.replay(None, events) or Inquiry(finding_id)
