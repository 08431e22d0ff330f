"""The page of one finding: what its template is given."""

from dataclasses import dataclass
from datetime import datetime

from petition_es.api.callers import Caller
from petition_es.api.pages.audits.listed import named_unit
from petition_es.api.pages.audits.proofs import Proofs, Told
from petition_es.api.pages.replays.comparing import ComparisonPage
from petition_es.api.pages.words import Words
from petition_es.audits.finding import Finding, Severity
from petition_es.audits.in_json import replay_address
from petition_es.bootstrap import House
from petition_es.domain.inquiry import Inquiry, InquiryEvent, InquiryState
from petition_es.office.inquiries import Judgement

POSSIBLE: dict[InquiryState, tuple[Judgement, ...]] = {
    "not_opened": ("open", "confirm", "dismiss"),
    "open": ("confirm", "dismiss"),
    "confirmed": ("reopen",),
    "dismissed": ("reopen",),
}
"""What can be done about a finding, by how far its inquiry is."""


@dataclass(frozen=True)
class JudgedStep:
    """One step of the inquiry in words; of erased words only that there were some."""

    says: str
    version: int
    reason: str
    is_erased: bool


@dataclass(frozen=True)
class FindingPage:
    """One finding in words."""

    finding: Finding
    title: str
    seen: str
    clears: str
    severity: Severity
    unit: str
    arose: datetime
    replay: str
    proofs: tuple[Told, ...]
    other_proofs: tuple[int, ...]
    texts: ComparisonPage | None
    state: InquiryState
    steps: tuple[JudgedStep, ...]
    possible: tuple[Judgement, ...]


def finding_page(
    house: House, visitor: Caller, finding: Finding, inquiry: Inquiry, words: Words
) -> FindingPage:
    """Make the page of a finding and the inquiry into it."""
    proofs = Proofs(house, visitor, finding, words)
    zone = house.settings.office_zone
    return FindingPage(
        finding=finding,
        title=words.say(f"rule.{finding.rule}"),
        seen=words.say(f"finding.{finding.rule}", **finding.args),
        clears=words.say(f"finding.{finding.rule}.clears", **finding.args),
        severity=finding.severity,
        unit=named_unit(house, finding, words),
        arose=finding.arose_at.astimezone(zone),
        replay=replay_address(finding) if finding.number else "",
        proofs=proofs.told(),
        other_proofs=proofs.others(),
        texts=proofs.texts(),
        state=inquiry.state,
        steps=tuple(_step(step, words) for step in inquiry.steps),
        possible=POSSIBLE[inquiry.state],
    )


def _step(step: InquiryEvent, words: Words) -> JudgedStep:
    what = words.label("inquiry_step", type(step).__name__)
    reason = step.reason.reveal() if step.reason else None
    return JudgedStep(
        says=words.say("audit.finding.step", step=what, by=step.actor, at=step.local_at),
        version=step.rule_version,
        reason=reason or "",
        is_erased=step.reason is not None and reason is None,
    )
