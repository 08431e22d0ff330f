"""Examples for the description of the door: a body for every act, as said at a desk."""

from typing import Any

from petition_es.domain.petition import ACTS

EVENT = "0198a4c2-7d1e-7c3a-9f20-5b1f0c6a2e10"
PETITION = "0198a4c2-7d1e-7c3a-9f20-5b1f0c6a2e0f"

EXAMPLES: dict[str, dict[str, Any]] = {
    "submit": {
        "title": "路面坑洼影响出行",
        "text": "村东那条路坑坑洼洼，晚上骑车很危险，希望补一补。",
        "channel": "wechat",
        "parties": [{"petitioner_id": "p-road"}],
        "on_behalf_of": "p-road",
    },
    "register": {"purpose": "request", "anonymity": "named", "first_here": True},
    "classify": {"flags": ["urgent"], "reason": "new_facts"},
    "record_claims": {"claims": [{"claim_id": "c1", "kind": "demand", "text": "修补路面"}]},
    "join_party": {"petitioner_id": "p-li", "party_role": "joint_signer"},
    "leave_party": {"petitioner_id": "p-li"},
    "link": {"other": "XF2016-44181-59663-53", "relation": "related"},
    "unlink": {"other": "XF2016-44181-59663-53", "relation": "related"},
    "refer": {"to_unit": "haiyang-roads", "kind": "referral", "part": "lead"},
    "receive": {},
    "return_referral": {"reason": "not_competent", "explanation": "该路段由镇政府养护。"},
    "refuse_return": {},
    "accept": {"kind": "substantive", "procedure": "simple"},
    "decline": {"kind": "not_accepted", "ground": "cn-2005:21"},
    "contact": {"method": "phone", "outcome": "reached"},
    "take_action": {"kind": "inspection", "claim_ids": ["c1"]},
    "add_material": {"note": "昨晚又有人摔倒，附照片。"},
    "urge": {},
    "withdraw": {"scope": "all"},
    "reply": {"kind": "interim", "text": "已安排本周现场查看。"},
    "issue_opinion": {
        "text": "已现场查看，养护队本周内完成修补。",
        "answers": [{"claim_id": "c1", "stance": "support"}],
        "basis": [{"instrument": "cn-2005", "article": "32"}],
    },
    "deliver": {"method": "online", "document_kind": "opinion", "result": "signed"},
    "report_result": {"outcome": "done", "text": "已修补完毕。"},
    "approve_report": {},
    "send_back_report": {"reason": "请附修补后的照片。"},
    "carry_out": {"claim_ids": ["c1"], "verified_by": "haiyang-bureau"},
    "resolve": {"outcome": "done", "scope": "whole"},
    "reopen": {"ground": "not_carried_out"},
    "evaluate": {"evaluatee": "unit", "result": "satisfied", "words": "修好了，谢谢！"},
    "follow_up": {"answer": "yes", "asked_via": "phone"},
    "correct": {"corrected": EVENT, "effect": "void", "reason": "entered_twice"},
    "merge": {"survivor": "XF2016-44181-59663-53"},
    "disclose": {"audience": "public", "reason": "published"},
    "issue_query_code": {"delivery": "in_person"},
    "raise_dispute": {"units": ["haiyang-roads", "haiyang-labour"]},
    "decide_dispute": {"decided_for": "haiyang-roads"},
    "take_over": {
        "from_unit": "haiyang-roads",
        "to_unit": "haiyang-labour",
        "because": "unit-merged",
    },
    "convert": {"approver_role": "unit-head"},
    "extend": {
        "days": 30,
        "reason": "complex",
        "explanation": "需等专业机构检测。",
        "approver_role": "unit-head",
    },
    "suspend": {"ground": "hearing"},
    "resume": {},
    "open_supervision": {"ground": "overdue"},
    "close_supervision": {"result": "handled"},
    "open_evaluation": {"evaluatees": ["bureau", "unit"]},
    "close_evaluation": {},
    "request_review": {"level": "review"},
    "decide_review": {"outcome": "uphold"},
    "terminate": {"ground": "review-lapsed"},
}
"""What is said of each act; a test holds it to the models, and to the acts that there are."""

RECORDED: dict[str, Any] = {
    "type": "object",
    "description": "What an act left in the record.",
    "required": ["petition", "number", "version", "state", "position", "events", "query_code"],
    "properties": {
        "petition": {"type": "string", "format": "uuid"},
        "number": {"type": ["string", "null"]},
        "version": {"type": "integer", "minimum": 1},
        "state": {"type": "string"},
        "position": {
            "type": ["integer", "null"],
            "minimum": 1,
            "description": "In the whole log; null in a preview.",
        },
        "events": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id", "event"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "event": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
        "query_code": {
            "type": ["string", "null"],
            "description": "A code that this act drew: it is shown this once.",
        },
        "preview": {"const": True, "description": "Nothing was recorded."},
        "clocks": {
            "type": "array",
            "items": {"type": "object"},
            "description": "In a preview: the limits as they would stand, as in the timeline.",
        },
    },
    "additionalProperties": False,
}

FOLLOWING = ("timeline", "events")
_STATE_AFTER = {"submit": "submitted", "register": "registered", "resolve": "resolved"}


def recorded_example(act: str) -> dict[str, Any]:
    """What the office answers to an act."""
    names = [ACTS[act].records.TOPIC]
    code = "7K2M-Q9XD-TB4R" if act in {"submit", "issue_query_code"} else None
    if act == "submit":
        names.append("Petition.QueryCodeIssued")
    return {
        "petition": PETITION,
        "number": "XF2016-31332-06211-93",
        "version": 2 if act == "submit" else 9,
        "state": _STATE_AFTER.get(act, "in_handling"),
        "position": 4711,
        "events": [{"id": EVENT, "event": name} for name in names],
        "query_code": code,
    }


def _link(operation: str) -> dict[str, Any]:
    return {
        "operationId": operation,
        "parameters": {"petition": "$response.body#/number", "If-Match": "$response.header.ETag"},
    }


NEXT: dict[str, tuple[str, ...]] = {
    "submit": ("register", "add_material", "disclose", "withdraw"),
    "register": ("refer", "record_claims", "classify", "decline", "urge", "merge"),
    "refer": ("receive",),
    "receive": ("accept", "return_referral", "report_result"),
    "return_referral": ("refuse_return",),
    "accept": ("issue_opinion", "take_action", "contact", "reply"),
    "issue_opinion": ("deliver",),
    "raise_dispute": ("decide_dispute",),
    "suspend": ("resume",),
    "deliver": ("resolve", "request_review"),
    "request_review": ("decide_review",),
    "open_supervision": ("close_supervision",),
    "open_evaluation": ("evaluate", "close_evaluation"),
    "report_result": ("approve_report", "send_back_report"),
    "resolve": ("evaluate", "carry_out", "reopen", "follow_up"),
}
"""What may follow an act, the straight way of a petition first."""


def links_after(act: str) -> dict[str, Any]:
    """Where to go on after an act: a petition is followed, and goes its way."""
    follow = {name: {**_link(name), "parameters": _only_petition()} for name in FOLLOWING}
    return follow | {name: _link(name) for name in NEXT.get(act, ())}


def _only_petition() -> dict[str, str]:
    return {"petition": "$response.body#/number"}
