"""Reopening (重办): what was taken back, and what is on record since work began again."""

from collections.abc import Sequence
from typing import Any

from petition_es.audits.case import Case
from petition_es.domain.petition import Reopened, Resolved, ReviewDecided

TURNS = frozenset({Reopened.TOPIC, ReviewDecided.TOPIC})
UNDOING = frozenset({"revoke", "redo"})
"""What a review decides when the unit has to begin again (2005 a34-35)."""


def begins_again(event: Any) -> bool:
    """Tell whether an entry takes back what was resolved, so that work begins again."""
    if isinstance(event, ReviewDecided):
        return event.outcome in UNDOING
    return isinstance(event, Reopened)


def present_round(case: Case) -> Sequence[Any]:
    """Its entries since work last began again; all of them where it never did."""
    if case.topics.isdisjoint(TURNS):
        return case.history
    turns = [place for place, event in enumerate(case.history) if begins_again(event)]
    return case.history[turns[-1] :] if turns else case.history


def standing_resolutions(case: Case) -> list[Resolved]:
    """The resolutions that nobody took back, in the order in which they happened."""
    return [event for event in present_round(case) if isinstance(event, Resolved)]
