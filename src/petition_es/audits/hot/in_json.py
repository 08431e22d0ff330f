"""Hot issues in plain values, for programs."""

from dataclasses import asdict
from typing import Any

from petition_es.audits.hot.asking import Answered
from petition_es.audits.hot.issue import HotIssue


def hot_as_json(answered: Answered) -> dict[str, Any]:
    """The issues, and what they were asked of: audit, window and threshold."""
    run, window = answered.run, answered.window
    return {
        "audit": {"at": run.at, "upto": run.upto, "petitions": run.petitions},
        "at": window.last,
        "days": window.days,
        "persons": answered.persons,
        "issues": [issue_as_json(each) for each in answered.issues],
    }


def issue_as_json(issue: HotIssue) -> dict[str, Any]:
    """One issue in plain values."""
    return {**asdict(issue), "growth": issue.growth}
