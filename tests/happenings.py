"""What happens to petitions, told as events: each function below is one happening.

A happening is an event told directly, not an act: no test breaks when the rules of another act do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from people_and_days import BUREAU, LI, PETITION_ID, day, entry, named, number
from petition_es.domain.codes import Claim, ClaimAnswer, ClaimKind, Party, PartyRole, Stance
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accepted,
    ActionTaken,
    ClaimsRecorded,
    Declined,
    Delivered,
    Linked,
    OpinionIssued,
    PetitionEvent,
    Received,
    Referred,
    Registered,
    Reopened,
    Replied,
    ReportApproved,
    Resolved,
    ResultReported,
    Returned,
    Submitted,
)
from petition_es.domain.sealed import Sealed


@dataclass(frozen=True)
class Happening:
    """An event that is not yet in its place in a stream."""

    event_class: type[PetitionEvent]
    actor: Actor
    on: float
    label: str
    rests_on: tuple[str, ...] = ("submitted",)
    recorded: float | None = None
    content: Mapping[str, Any] = field(default_factory=dict)

    def event(self, version: int, petition_id: UUID = PETITION_ID) -> PetitionEvent:
        """Put it in its place in the stream."""
        return self.event_class.of(
            entry(self.actor, self.on, self.recorded, event_id=named(self.label)),
            originator_id=petition_id,
            originator_version=version,
            rests_on=tuple(named(label) for label in self.rests_on),
            content=self.content,
        )


def happened(  # read as: Withdrawn, by Li, on day 2, called "withdrawn"
    event_class: type[PetitionEvent],
    actor: Actor,
    on: float,
    label: str = "",
    rests_on: tuple[str, ...] = ("submitted",),
    /,
    **content: Any,
) -> Happening:
    """Tell any event directly; `label` names it, so that others can rest on it."""
    recorded = content.pop("recorded", None)
    label = label or event_class.__name__
    return Happening(event_class, actor, on, label, rests_on, recorded, content)


# ---- What happens to most petitions --------------------------------------------------------------


def party(actor: Actor, role: PartyRole = "principal") -> Party:
    return Party(petitioner_id=actor.actor_id, role=role)


def claim(claim_id: str, kind: ClaimKind = "demand", text: str = "修好这座桥。") -> Claim:
    return Claim(claim_id=claim_id, kind=kind, text=Sealed(text))


def submitted(*parties: Party, on: float = 0) -> Happening:
    return happened(
        Submitted, LI, on, "submitted", (),
        submission_id="submission-1", channel="web", parties=parties or (party(LI),),
        title=Sealed("危桥"), text=Sealed("村口的桥要塌了。"),
    )  # fmt: skip


def registered(*parties: Party, on: float = 1, **more: Any) -> Happening:
    return happened(
        Registered, BUREAU, on, "registered",
        number=number(), parties=parties or (party(LI),), **more,
    )  # fmt: skip


def claims_recorded(*claim_ids: str, on: float = 1) -> Happening:
    claims = tuple(claim(claim_id) for claim_id in claim_ids)
    return happened(ClaimsRecorded, BUREAU, on, "claims", claims=claims)


def linked(serial: int = 2, on: float = 1) -> Happening:
    return happened(
        Linked, BUREAU, on, f"linked-{serial}", (), other=number(serial), relation="same_matter"
    )


def referred(
    to: Actor, by: Actor = BUREAU, on: float = 1, referral_id: str = "", **more: Any
) -> Happening:
    """The matter was sent `to` a unit; the referral's id is `to-roads`, `to-water`, and so on."""
    referral_id = referral_id or f"to-{to.unit_id}"
    return happened(
        Referred, by, on, referral_id,
        referral_id=referral_id, from_unit=by.unit_id, to_unit=to.unit_id, **more,
    )  # fmt: skip


def assigned(
    to: Actor, by: Actor = BUREAU, on: float = 1, referral_id: str = "", **more: Any
) -> Happening:
    more = {"kind": "assignment", "report_due": day(on + 60), **more}
    return referred(to, by, on, referral_id, **more)


def received(by: Actor, on: float = 2, referral_id: str = "") -> Happening:
    referral_id = referral_id or f"to-{by.unit_id}"
    return happened(
        Received, by, on, f"{referral_id}-received", (referral_id,), referral_id=referral_id
    )


def returned(by: Actor, on: float = 3, referral_id: str = "") -> Happening:
    referral_id = referral_id or f"to-{by.unit_id}"
    return happened(
        Returned, by, on, f"{referral_id}-returned", (referral_id,),
        referral_id=referral_id, reason="not_competent",
    )  # fmt: skip


def accepted(by: Actor, on: float = 3, referral_id: str = "", **more: Any) -> Happening:
    """A unit accepted its referral in substance, or a bureau procedurally."""
    content: dict[str, Any] = {"kind": "substantive", **more}
    referral_id = referral_id or f"to-{by.unit_id}"
    if content["kind"] == "substantive":
        content["referral_id"] = referral_id
        return happened(Accepted, by, on, f"{referral_id}-accepted", (referral_id,), **content)
    return happened(Accepted, by, on, f"{by.unit_id}-{content['kind']}", **content)


def acted(by: Actor, on: float = 4, **more: Any) -> Happening:
    content = {"kind": "inspection", "action_id": f"action-{by.unit_id}-{on}", **more}
    return happened(ActionTaken, by, on, f"action-{by.unit_id}-{on}", **content)


def replied(by: Actor, on: float = 6, reply_id: str = "reply-1", kind: str = "final") -> Happening:
    return happened(
        Replied, by, on, reply_id, reply_id=reply_id, kind=kind, text=Sealed("桥将于月底修好。")
    )


def opinion(
    by: Actor,
    on: float = 6,
    opinion_id: str = "",
    answers: Mapping[str, Stance] | None = None,
    **more: Any,
) -> Happening:
    """A unit's opinion, `opinion-roads`; `answers` maps claims to stances."""
    opinion_id = opinion_id or f"opinion-{by.unit_id}"
    said = tuple(
        ClaimAnswer(claim_id=claim_id, stance=stance)
        for claim_id, stance in (answers or {}).items()
    )
    return happened(
        OpinionIssued, by, on, opinion_id, (f"to-{by.unit_id}-accepted",),
        opinion_id=opinion_id, answers=said, text=Sealed("予以支持。"), **more,
    )  # fmt: skip


def delivered(by: Actor, on: float = 7, document: str = "", kind: str = "opinion") -> Happening:
    document = document or f"opinion-{by.unit_id}"
    return happened(
        Delivered, by, on, f"{document}-delivered", (document,),
        document_kind=kind, document=document, method="post",
    )  # fmt: skip


def reported(by: Actor, on: float = 7, report_id: str = "report-1", **more: Any) -> Happening:
    referral_id = more.pop("referral_id", f"to-{by.unit_id}")
    content = {"outcome": "done", **more}
    return happened(
        ResultReported, by, on, report_id, (referral_id,),
        report_id=report_id, referral_id=referral_id, **content,
    )  # fmt: skip


def report_approved(on: float = 7, report_id: str = "report-1", by: Actor = BUREAU) -> Happening:
    return happened(
        ReportApproved, by, on, f"{report_id}-approved", (report_id,), report_id=report_id
    )


def resolved(by: Actor, on: float = 8, resolution_id: str = "", **more: Any) -> Happening:
    """The unit claims that the whole is finished; `scope="unit"` for its part alone."""
    resolution_id = resolution_id or f"resolution-{by.unit_id}"
    answer = f"opinion-{by.unit_id}"
    content = {"outcome": "done", "opinion_id": answer, **more}
    rests_on = tuple(content[k] for k in ("opinion_id", "reply_id") if content.get(k))
    return happened(
        Resolved, by, on, resolution_id, rests_on, resolution_id=resolution_id, **content
    )


def reopened(on: float = 10, resolution_id: str = "resolution-roads", **more: Any) -> Happening:
    content = {"ground": "not_carried_out", "resolution_id": resolution_id, **more}
    return happened(Reopened, BUREAU, on, f"reopened-{on}", (resolution_id,), **content)


def declined(kind: str, on: float = 2) -> Happening:
    return happened(
        Declined, BUREAU, on, "declined", kind=kind, ground="r2005-21", proper_channel="court"
    )
