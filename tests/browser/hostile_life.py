"""The life of a petition in which every field that takes words or a code holds hostile ones."""

from datetime import UTC, datetime, timedelta

BUREAU, UNIT = "haiyang-bureau", "haiyang-roads"


def submitted(offices, words, code):
    """Hand a petition in through a bureau; answer what was left in the record."""
    return offices.submit(
        BUREAU,
        title=words,
        text=words,
        channel="letter",
        parties=[{"petitioner_id": code}],
        outside_reference={"system": code, "record_id": code},
        on_behalf_of=code,
    )


def life(words, code):
    """Every act with a field that takes words: who, which act, with these words and this code."""
    about = {"scheme": code, "version": code, "value": code}
    place = {"division": about, "address": words, "point": words}
    answers = [{"claim_id": code, "stance": "support"}]
    due = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    return (
        (BUREAU, "register", {"purpose": "request", "category": about, "place": place}),
        (BUREAU, "record-claims", {"claims": [_claim(code, words)]}),
        (BUREAU, "classify", {"category": about, "place": place, "flags": ["urgent"]}),
        (BUREAU, "join-party", {"petitioner_id": f"{code}2"}),
        (BUREAU, "contact", {"method": "phone", "note": words}),
        (BUREAU, "refer", {"to_unit": UNIT, "referral_id": code, "campaign": code}),
        (UNIT, "return-referral", {"reason": "other", "explanation": words}),
        (
            BUREAU,
            "refer",
            {"to_unit": UNIT, "referral_id": f"{code}2", "kind": "assignment", "report_due": due},
        ),
        (UNIT, "receive", {}),
        (UNIT, "accept", {"proposed_by": code, "confirmed_by": code}),
        (UNIT, "take-action", {"kind": "works", "code": code, "action_id": code}),
        (BUREAU, "add-material", _material(words, code)),
        (UNIT, "reply", {"kind": "interim", "text": words, "reply_id": code}),
        (
            UNIT,
            "issue-opinion",
            {
                "text": words,
                "answers": answers,
                "basis": [{"instrument": code, "article": code}],
                "signatory_role": code,
                "review_organ": code,
                "opinion_id": code,
            },
        ),
        (UNIT, "deliver", {"method": "post", "document": code, "receipt": code}),
        (UNIT, "report-result", {"outcome": "done", "text": words, "report_id": code}),
        (BUREAU, "send-back-report", {"reason": words}),
        (UNIT, "report-result", {"outcome": "done", "text": words, "report_id": f"{code}2"}),
        (BUREAU, "approve-report", {}),
        (UNIT, "carry-out", {"verified_by": code}),
        (UNIT, "resolve", {"resolution_id": code}),
        (BUREAU, "evaluate", _vote(words, code)),
        (BUREAU, "follow-up", {"answer": "no", "asked_via": code}),
    )


def _claim(code, words):
    return {"claim_id": code, "kind": "demand", "text": words}


def _material(words, code):
    return {"note": words, "on_behalf_of": code}


def _vote(words, code):
    said = {"evaluatee": "unit", "result": "dissatisfied", "words": words}
    return {**said, "evaluation_id": code, "on_behalf_of": code}
