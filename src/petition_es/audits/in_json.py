"""Findings as programs get them, at every door alike: with their words, and what was judged."""

from dataclasses import asdict
from typing import Any

from petition_es.audits.finding import Finding
from petition_es.audits.wording import clears, seen, title
from petition_es.domain.inquiry import Inquiry, InquiryEvent
from petition_es.messages import LANGUAGES

REPLAY = "/replay/{number}?at={position}"


def finding_as_json(finding: Finding, inquiry: Inquiry) -> dict[str, Any]:
    """A finding in plain values, and how the inquiry into it stands."""
    return {**finding_alone(finding), "inquiry": inquiry_as_json(inquiry)}


def finding_alone(finding: Finding) -> dict[str, Any]:
    """A finding in plain values, with the words of it in every language."""
    return {
        **asdict(finding),
        "position": finding.position,
        "replay": replay_address(finding),
        "words": {
            language: {
                "title": title(finding.rule, language),
                "seen": seen(finding, language),
                "clears": clears(finding, language),
            }
            for language in LANGUAGES
        },
    }


def inquiry_as_json(inquiry: Inquiry) -> dict[str, Any]:
    """How an inquiry stands, and each of its steps."""
    return {"state": inquiry.state, "steps": [_step(step) for step in inquiry.steps]}


def _step(step: InquiryEvent) -> dict[str, Any]:
    """One step; of words that were erased, that there were some."""
    words = step.reason.reveal() if step.reason else None
    return {
        "step": step.TOPIC,
        "entry": step.event_id,
        "at": step.local_at,
        "by": step.actor,
        "rule": step.rule,
        "rule_version": step.rule_version,
        "deciding": step.deciding,
        "reason": words,
        "reason_erased": step.reason is not None and words is None,
    }


def replay_address(finding: Finding) -> str:
    """Where the case is replayed at the deciding event."""
    number = finding.number or finding.petition_id
    return REPLAY.format(number=number, position=finding.position)
