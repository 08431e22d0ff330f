"""Ballots: what came of asking a petitioner to evaluate an office (满意度评价)."""

from datetime import date, datetime
from typing import Any, Literal, get_args

from petition_es.audits.case import Case
from petition_es.domain.codes import Evaluatee, EvaluationResult
from petition_es.domain.event import zone_of
from petition_es.domain.petition import Evaluated, EvaluationClosed, EvaluationOpened, Resolved

Ballot = Literal["satisfied", "basically_satisfied", "dissatisfied", "lapsed", "open", "unasked"]
"""How the petitioner voted, or why nobody did.

lapsed   the time to vote is over (超期未评价)
open     the time to vote is not over (未评价)
unasked  resolved, and nobody was ever asked (待评价)
"""

WORST_FIRST: tuple[EvaluationResult, ...] = tuple(reversed(get_args(EvaluationResult)))

Cast = tuple[date | None, str | None, Ballot | None]
"""On which day, on which office, and what; nothing where nobody was asked and nobody voted."""

NONE: Cast = None, None, None


def ballot(case: Case, evaluatee: Evaluatee, office: str | None, resolved: Resolved | None) -> Cast:
    """What a petitioner said of the bureau, or of the unit (`office`, where the record names none).

    `resolved` is the resolution of a petition that was to be evaluated; None: it was not. A
    petition counts once: with the votes in force on the resolution that was voted on last, and
    of several the worst. Votes count whoever keyed them in; an audit asks about those.
    """
    if EVALUATED in case.topics and (votes := _in_force(case, evaluatee)):
        worst = min(votes, key=lambda vote: WORST_FIRST.index(vote.result))
        last = max(votes, key=lambda vote: vote.at)
        return day_of(last), worst.evaluatee_unit or office, worst.result
    if OPENED in case.topics and (cast := _unvoted(case, evaluatee, office)) is not NONE:
        return cast
    return NONE if resolved is None else (day_of(resolved), office, "unasked")


EVALUATED, OPENED = Evaluated.TOPIC, EvaluationOpened.TOPIC


def _in_force(case: Case, evaluatee: Evaluatee) -> list[Evaluated]:
    votes = [vote for vote in case.of(Evaluated) if vote.evaluatee == evaluatee]
    replaced = {vote.replaces for vote in votes}
    standing = [vote for vote in votes if vote.evaluation_id not in replaced]
    if not standing:
        return []
    about = max(standing, key=lambda vote: vote.at).resolution_id
    return [vote for vote in standing if vote.resolution_id == about]


def _unvoted(case: Case, evaluatee: Evaluatee, office: str | None) -> Cast:
    """What became of the last invitation that nobody followed."""
    opened = [each for each in case.of(EvaluationOpened) if evaluatee in each.evaluatees]
    if not opened:
        return NONE
    last = opened[-1]
    closed = _closed_at(case, evaluatee, last)
    if closed is None:
        return day_of(last), office, "open"
    return closed.astimezone(zone_of(last.tz_offset)).date(), office, "lapsed"


def _closed_at(case: Case, evaluatee: Evaluatee, opened: EvaluationOpened) -> datetime | None:
    """When the time to vote was over; None: it is not yet."""
    for each in case.of(EvaluationClosed):
        if evaluatee in each.evaluatees and each.at >= opened.at:
            return each.at
    closes = opened.closes_at
    return closes if closes is not None and closes <= case.setting.now else None


def day_of(event: Any) -> date | None:
    """The day on the wall clock of the office; None where the record does not know it."""
    return None if event.at_precision == "unknown" else event.local_at.date()
