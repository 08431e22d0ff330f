"""What is taken up once more after it was resolved: reopened, or assigned in a campaign (积案).

Here is the illness that audits look for ("doing without finishing"): an old answer handed in again,
with nothing done in between.
"""

from uuid import UUID

from petition_es.domain.petition import Accept, CarryOut, Receive, Reopen
from petition_es.simulation.calendar import DAY
from petition_es.simulation.case import Case, Opinion
from petition_es.simulation.closing import resolve
from petition_es.simulation.handling import (
    approve_report,
    deliver,
    hand_in_report,
    issue_opinion,
    report,
)
from petition_es.simulation.sending import assign
from petition_es.simulation.shares import happens, share
from petition_es.simulation.wording import Words, copy_of
from petition_es.simulation.working import SPARE_DAYS, take_action

CAMPAIGN = "backlog"
OLD_OPINION, COPIED_WORDS = "old_opinion", "copied_words"


def take_up_again(case: Case) -> None:
    """Take a few of those that were resolved with an opinion up once more."""
    if case.opinion is None or not case.is_resolved or not happens("backlog", case.random):
        return
    if not case.is_assigned and case.second is None and happens("reopened", case.random):
        _reopen(case, case.opinion)
    else:
        _assign_as_backlog(case, case.opinion)


def _reopen(case: Case, old: Opinion) -> None:
    """The bureau reopens it; the office decides anew, or says the same again."""
    case.pace.office(case.route.registrar, Reopen(ground="not_carried_out"), "coming_again")
    case.answer_due = case.tale.due("answering")
    is_copied = case.tale.slips("copied_answer")
    if is_copied:
        again = issue_opinion(case, _copy(case, old), is_remade=True)
        _is_copied(case, again.entry, old, COPIED_WORDS)
    else:
        take_action(case)
        issue_opinion(case, is_remade=True)
    deliver(case)
    resolve(case, is_done=not is_copied)


def _assign_as_backlog(case: Case, old: Opinion) -> None:
    """A campaign assigns it; the office takes it up and reports, and the bureau approves."""
    assign(case, "coming_again", campaign=CAMPAIGN)
    case.second, case.is_assigned = None, True
    _take_up_anew(case)
    is_copied = case.tale.slips("copied_answer")
    if is_copied:
        _hand_in_again(case, old)
    elif happens("really_done", case.random):
        _carry_out_at_last(case, old)
    else:
        take_action(case)
        again = issue_opinion(case)
        deliver(case)
        report(case, again)
    resolve(case, is_done=not is_copied)


def _take_up_anew(case: Case) -> None:
    """The office signs for it and accepts it; this time in the ordinary procedure."""
    decider, pace = case.route.decider, case.pace
    pace.office(decider, Receive(), "signing")
    pace.take_up(decider, Accept(), "ordinary", None)
    case.is_simple, case.extended_from = False, None
    case.answer_due = pace.soon_enough(case.tale.due("answering"), SPARE_DAYS * DAY)


def _hand_in_again(case: Case, old: Opinion) -> None:
    """Nothing is done: the old opinion is the result, or its words are, under a new date."""
    words = _copy(case, old)
    if share("copying").draw(case.random) == OLD_OPINION:
        entry = hand_in_report(case, old, str(words), "answering")
        _is_copied(case, entry, old, OLD_OPINION)
    else:
        again = issue_opinion(case, words)
        _is_copied(case, again.entry, old, COPIED_WORDS)
        deliver(case)
        hand_in_report(case, again, str(words), "next_step")
    approve_report(case)


def _carry_out_at_last(case: Case, old: Opinion) -> None:
    """The old opinion was right; now what it promised is done, and the report rests on it."""
    take_action(case)
    carried_out = CarryOut(opinion_id=str(old.entry))
    case.pace.office(case.route.decider, carried_out, "closing")
    case.broken_promise, case.is_carried_out = None, True
    case.tale.is_honest("old_opinion_carried_out", old_opinion=old.entry)
    report(case, old)


def _copy(case: Case, old: Opinion) -> Words:
    return copy_of(old.words, case.random, case.tale.now)


def _is_copied(case: Case, entry: UUID, old: Opinion, how: str) -> None:
    case.tale.is_found("copied_answer", entry=entry, old_opinion=old.entry, how=how)
