"""Rounds: which claim that a petition is finished stands, and what undid the earlier ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from petition_es.audits.case import Case
from petition_es.domain.petition import (
    Declined,
    MergedInto,
    Referred,
    Registered,
    Reopened,
    Resolved,
    ReviewDecided,
    Submitted,
    Withdrawn,
)


@dataclass(frozen=True)
class Ending:
    """Which resolution of the whole stands; None: `event` says why none does."""

    claim: Resolved | None
    code: str
    event: Any
    begun_at: datetime | None = None
    """Since when this round runs; None: since the beginning."""
    is_overturned: bool = False
    """Whether a claim was undone because it was not true, and none came since."""

    @property
    def resolution_id(self) -> str | None:
        """The resolution that votes and follow-ups are about."""
        return self.claim.resolution_id if self.claim else None

    def is_of_this_round(self, moment: datetime) -> bool:
        """Tell whether something that happened at a moment speaks of this round."""
        return self.begun_at is None or moment > self.begun_at


UNDOING = (Referred, ReviewDecided, Reopened, Withdrawn, Declined, MergedInto)
OVERTURNS = frozenset({"redo", "revoke", "sent_back", "redo_ordered", "not_carried_out"})


def ending_of(case: Case) -> Ending:
    """Which claim stands, by the moments at which things happened and nothing else.

    A claim is undone by what happened after it: a reopening, a review that orders the matter to be
    done again, an assignment. What was declined, withdrawn or merged after it has no claim either.
    """
    claims = sorted(case.resolutions, key=_moment)
    undone = sorted((each for each in case.of_any(*UNDOING) if _undoes(each)), key=_moment)
    if not claims:
        return _never_claimed(case, undone)
    claim = claims[-1]
    before = [each for each in undone if each.at <= claim.at]
    after = [each for each in undone if each.at > claim.at]
    if not after:
        return Ending(claim, "claimed", claim, before[-1].at if before else None)
    overturning = [each for each in after if _word(each) in OVERTURNS]
    is_overturned = bool(overturning) and not _ends(after[-1])
    decides = overturning[-1] if is_overturned else after[-1]
    return Ending(None, _word(decides), decides, is_overturned=is_overturned)


def _never_claimed(case: Case, undone: list[Any]) -> Ending:
    if undone and _ends(undone[-1]):
        return Ending(None, _word(undone[-1]), undone[-1])
    arrival: list[Any] = case.of(Submitted, Registered)
    return Ending(None, "not_claimed", min(arrival or case.history, key=_moment))


def _moment(event: Any) -> tuple[datetime, Any]:
    return event.at, event.event_id


def _undoes(event: Any) -> bool:
    if event.TOPIC == Referred.TOPIC:
        return (event.kind, event.part) == ("assignment", "lead")
    if event.TOPIC == ReviewDecided.TOPIC:
        return event.outcome in {"revoke", "redo"}
    return event.TOPIC == Reopened.TOPIC or _ends(event)


def _ends(event: Any) -> bool:
    if event.TOPIC == Withdrawn.TOPIC:
        return event.scope == "all"  # type: ignore[no-any-return]
    return event.TOPIC in {Declined.TOPIC, MergedInto.TOPIC}


def _word(event: Any) -> str:
    """What undid a claim, in one word."""
    if event.TOPIC == Reopened.TOPIC:
        return event.ground  # type: ignore[no-any-return]
    if event.TOPIC == ReviewDecided.TOPIC:
        return event.outcome  # type: ignore[no-any-return]
    ended = {
        Referred.TOPIC: "assigned_anew",
        Declined.TOPIC: "declined",
        MergedInto.TOPIC: "merged",
        Withdrawn.TOPIC: "withdrawn",
    }
    return ended[event.TOPIC]
