"""The stage of an earlier petition, and what the law has a repeat of it come to (domain 5.3)."""

from collections.abc import Mapping
from datetime import datetime

from petition_es.audits.case import Case
from petition_es.audits.codes import EarlierStage, RepeatDisposition
from petition_es.audits.promises import open_promises
from petition_es.domain.petition import PetitionFile, State
from petition_es.domain.petition.folding import fold
from petition_es.domain.regime.counting import is_late

DISPOSITIONS: Mapping[EarlierStage, RepeatDisposition] = {
    "sent_at_once": "notify_one_file_rest",
    "in_hand": "follow_earlier",
    "in_hand_late": "supervise_lateness",
    "answered_by_reply": "take_up",
    "not_carried_out": "supervise_carrying_out",
    "reviewable": "guide_to_review",
    "under_review": "guide_to_review",
    "review_lapsed": "terminate_or_refuse",
    "reviewed_twice": "no_further",
    "declined": "file_if_told",
    "terminated": "no_further",
    "withdrawn": "take_up",
    "merged": "follow_earlier",
}
"""2005 a16, a34-a36; 2022 a19, a35-a36. Only what is handled *within the prescribed period* may be
refused (2005 a16), so a late one gives no ground; a promise not kept is to be supervised (a36)."""

_ENDED: Mapping[State, EarlierStage] = {
    "declined": "declined",
    "guided_away": "declined",
    "filed": "declined",
    "terminated": "terminated",
    "withdrawn": "withdrawn",
    "merged": "merged",
    "under_review": "under_review",
}
_ANSWERED: frozenset[State] = frozenset({"answered", "delivered", "resolved"})
CLOSED = frozenset(
    {"answered_by_reply", "not_carried_out", "reviewable", "under_review", "review_lapsed",
     "reviewed_twice", "terminated"}
)  # fmt: skip
"""Stages of a petition that was answered for good, or resolved, and was not taken up again."""


def stage_at(case: Case, moment: datetime, at_once_days: float = -1) -> EarlierStage:
    """How a petition stood at a moment, when its matter came again.

    `at_once_days`: what came so soon after it was handed in, before any answer, was sent with it.
    """
    by_then = [event for event in case.history if event.at <= moment]
    file = fold(by_then)
    if ended := _ENDED.get(file.state):
        return ended
    if file.state not in _ANSWERED:
        if (moment - case.began_at).days <= at_once_days:
            return "sent_at_once"
        return "in_hand_late" if _is_late(case, moment) else "in_hand"
    if not file.opinions:
        return "answered_by_reply"
    if file.state == "resolved" and open_promises(by_then):
        return "not_carried_out"
    return _by_review(case, file, moment)


def _is_late(case: Case, moment: datetime) -> bool:
    return any(
        clock.is_running and clock.rule.kind == "duty" and is_late(clock.due, moment)
        for clock in case.clocks_at(moment)
    )


def _by_review(case: Case, file: PetitionFile, moment: datetime) -> EarlierStage:
    """An opinion that was not delivered can be reviewed: its time has not begun."""
    if any(each.decided and each.level == "second_review" for each in file.reviews.values()):
        return "reviewed_twice"
    windows = [
        clock
        for clock in case.clocks_at(moment)
        if clock.name in {"review_request", "second_review_request"}
    ]
    is_open = not windows or any(clock.status(moment) == "running" for clock in windows)
    return "reviewable" if is_open else "review_lapsed"
