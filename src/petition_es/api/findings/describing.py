"""How the routes of findings describe themselves, with an example of every answer."""

from typing import Any, get_args

from petition_es.api.examples import EVENT, PETITION
from petition_es.audits.finding import Severity
from petition_es.domain.inquiry import INQUIRY_STEPS, InquiryState

TEXT: dict[str, Any] = {"type": "string"}
UUID: dict[str, Any] = {"type": "string", "format": "uuid"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
NULLABLE: dict[str, Any] = {"type": ["string", "null"]}
WHOLE: dict[str, Any] = {"type": "integer"}
FINDING = "0b0e8c52-3c40-5d6e-8d57-5c1f3f7a7b10"


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


STEP = _object(
    step={"enum": [step.TOPIC for step in INQUIRY_STEPS]},
    entry=UUID,
    at=MOMENT,
    by=TEXT,
    rule=TEXT,
    rule_version={"type": "integer", "description": "The version of the rule that was judged."},
    deciding={**UUID, "description": "The entry at which the finding arose that was judged."},
    reason=NULLABLE,
    reason_erased={"type": "boolean"},
)
INQUIRY = _object(
    state={"enum": list(get_args(InquiryState))}, steps={"type": "array", "items": STEP}
)
WORDS = _object(title=TEXT, seen=TEXT, clears=TEXT)
PROOF = _object(event_id=UUID, petition_id=UUID, position=WHOLE)
FINDING_SCHEMA = _object(
    finding_id=UUID,
    rule=TEXT,
    rule_version=WHOLE,
    policy={"type": "string", "description": "The thresholds by which it was raised."},
    severity={"enum": list(get_args(Severity))},
    petition_id=UUID,
    number=NULLABLE,
    matter_id=UUID,
    unit_id={**NULLABLE, "description": "Who has to explain it."},
    arose_at=MOMENT,
    proofs={
        "type": "array",
        "items": PROOF,
        "minItems": 1,
        "description": "The entries that prove it, the deciding one first.",
    },
    args={"type": "object", "description": "The numbers and codes that its sentence is made of."},
    position={"type": "integer", "description": "Of the deciding entry, in the whole log."},
    replay={"type": "string", "description": "The page on which the case is replayed there."},
    words=_object(zh=WORDS, en=WORDS),
    inquiry=INQUIRY,
)
AUDIT = _object(
    at=MOMENT,
    upto={"type": "integer", "description": "The position of the log up to which was audited."},
    petitions=WHOLE,
)
LIST_SCHEMA = _object(
    audit={"oneOf": [AUDIT, {"type": "null"}], "description": "Null: nothing was audited yet."},
    findings={"type": "array", "items": FINDING_SCHEMA},
    next={**NULLABLE, "description": "Where the findings after these are."},
)
JUDGED_SCHEMA = _object(
    finding_id=UUID,
    position={"type": "integer", "description": "Of what was recorded, in the whole log."},
    state={"enum": list(get_args(InquiryState))},
    steps={"type": "array", "items": STEP},
)

STEP_EXAMPLE: dict[str, Any] = {
    "step": "Inquiry.Dismissed",
    "entry": EVENT,
    "at": "2016-11-01T09:30:00+08:00",
    "by": "auditor-1",
    "rule": "no_contact",
    "rule_version": 1,
    "deciding": EVENT,
    "reason": "当天现场查看时已与信访人见面。",
    "reason_erased": False,
}
FINDING_EXAMPLE: dict[str, Any] = {
    "finding_id": FINDING,
    "rule": "no_contact",
    "rule_version": 1,
    "policy": "shipped-1",
    "severity": "note",
    "petition_id": PETITION,
    "number": "XF2016-31332-06211-93",
    "matter_id": PETITION,
    "unit_id": "haiyang-roads",
    "arose_at": "2016-10-12T16:05:00+08:00",
    "proofs": [{"event_id": EVENT, "petition_id": PETITION, "position": 121}],
    "args": {"attempts": 0},
    "position": 121,
    "replay": "/replay/XF2016-31332-06211-93?at=121",
    "words": {
        "zh": {"title": "未联系即出具意见", "seen": "…", "clears": "…"},
        "en": {"title": "Opinion without contact", "seen": "…", "clears": "…"},
    },
    "inquiry": {"state": "dismissed", "steps": [STEP_EXAMPLE]},
}
LIST_EXAMPLE = {
    "audit": {"at": "2016-11-01T08:00:00+08:00", "upto": 1844, "petitions": 240},
    "findings": [FINDING_EXAMPLE],
    "next": None,
}
JUDGED_EXAMPLE = {
    "finding_id": FINDING,
    "position": 1845,
    "state": "dismissed",
    "steps": [STEP_EXAMPLE],
}
