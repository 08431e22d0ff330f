"""The codes that events carry, and the small values made of them.

Codes are storage format: a word may be added, never renamed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from petition_es.domain.sealed import Sealed

Role = Literal["petitioner", "officer", "auditor", "steward", "importer"]
Precision = Literal["second", "day", "unknown"]
Audience = Literal["public", "petitioner", "officer", "auditor"]
Channel = Literal[
    "web", "mobile", "wechat", "phone", "letter", "visit", "kiosk", "leader_mailbox",
    "video", "sms", "fax", "email", "other", "unknown",
]  # fmt: skip
PartyRole = Literal["principal", "agent", "representative", "joint_signer"]
Anonymity = Literal["named", "withheld", "anonymous", "unknown"]
Purpose = Literal[
    "suggestion", "appeal", "request", "accusation", "inquiry", "thanks", "other", "unknown"
]
LegalPath = Literal[
    "suggestion", "accusation", "litigation", "arbitration", "party_appeal",
    "administrative", "duty", "petition", "unknown",
]  # fmt: skip
Flag = Literal[
    "urgent", "litigation", "backlog", "collective", "confidential", "evaluable", "counted"
]
ClaimKind = Literal["demand", "complaint", "suggestion", "question", "accusation", "other"]
Relation = Literal["same_matter", "same_person", "related"]
LinkMethod = Literal["officer", "petitioner", "rule", "similarity"]
ReferralKind = Literal["referral", "assignment"]
Part = Literal["lead", "joint", "copy"]
ReturnReason = Literal["not_competent", "wrong_place", "incomplete", "already_handled", "other"]
AcceptanceKind = Literal["procedural", "substantive", "path_notice", "review"]
Procedure = Literal["simple", "ordinary"]
DeclineKind = Literal["not_accepted", "no_further", "guided_away", "filed"]
ContactMethod = Literal["phone", "visit", "meeting", "letter", "message", "video", "other"]
ContactOutcome = Literal["reached", "not_reached"]
Side = Literal["office", "petitioner"]
ActionKind = Literal["inspection", "hearing", "mediation", "works", "payment", "other"]
WithdrawalScope = Literal["all", "claims"]
ReplyKind = Literal["interim", "final", "forwarding", "unknown"]
Round = Literal["handling", "remade", "review", "second_review"]
Stance = Literal["support", "explain", "not_support"]
DocumentKind = Literal["acceptance", "refusal", "extension", "opinion", "review", "reply"]
DeliveryMethod = Literal["in_person", "post", "online", "sms", "phone", "notice", "other"]
DeliveryResult = Literal["signed", "refused", "failed"]
Outcome = Literal["done", "partly_done", "explained", "not_supported", "other"]
ResolutionScope = Literal["unit", "whole"]
ReopenGround = Literal["sent_back", "redo_ordered", "not_carried_out", "new_facts"]
Evaluatee = Literal["bureau", "unit"]
EvaluationResult = Literal["satisfied", "basically_satisfied", "dissatisfied"]
EnteredBy = Literal["self", "assisted"]
FollowUpAnswer = Literal["yes", "partly", "no", "unreached"]
ReviewLevel = Literal["review", "second_review"]
ReviewOutcome = Literal["uphold", "change", "revoke", "redo"]
CorrectionEffect = Literal["void", "amend"]
CodeDelivery = Literal["online", "sms", "post", "in_person", "printed"]
UnitLevel = Literal["national", "provincial", "municipal", "county", "township"]
UnitKind = Literal["petition_bureau", "functional_department", "ministry", "government"]


@dataclass(frozen=True)
class Code:
    """A word from a versioned code list, such as a division of GB/T 2260 or an article of law."""

    scheme: str
    version: str
    value: str

    def __str__(self) -> str:
        """Write it as `scheme@version:value`, the form the command line reads."""
        return f"{self.scheme}@{self.version}:{self.value}"


@dataclass(frozen=True, kw_only=True)
class Party:
    """A person who takes part in a petition (信访人); `represents` names the principal."""

    petitioner_id: str
    role: PartyRole = "principal"
    represents: str | None = None


@dataclass(frozen=True, kw_only=True)
class Accused:
    """Whom an accusation (检举控告) is about: a unit or a person, its identity sealed."""

    kind: Literal["unit", "person"]
    identity: Sealed


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the problem lies (问题属地): a division code in the open, address and point sealed."""

    division: Code | None = None
    address: Sealed | None = None
    point: Sealed | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One thing the petitioner asks for (诉求)."""

    claim_id: str
    kind: ClaimKind
    text: Sealed


@dataclass(frozen=True, kw_only=True)
class ClaimAnswer:
    """What an opinion says to one claim: support 支持, explain 解释, not support 不予支持."""

    claim_id: str
    stance: Stance


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """An article that an opinion rests on."""

    instrument: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A document in the attachment store; size in bytes and hash are those of the ciphertext."""

    attachment_id: UUID
    media_type: str
    size: int
    sha256: str
    name: Sealed | None = None


@dataclass(frozen=True, kw_only=True)
class OutsideReference:
    """The number under which another system knows the same submission."""

    system: str
    record_id: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """The record in a foreign system that an imported event was read from.

    `recorded_at` is when that system recorded it, or None where it does not say.
    """

    system: str
    record_id: str
    recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Period:
    """From when to when a piece of work was done; an open end is None."""

    start: datetime
    end: datetime | None = None

    @property
    def is_backwards(self) -> bool:
        """Tell whether it ends before it starts."""
        return self.end is not None and self.end.astimezone(UTC) < self.start.astimezone(UTC)
