"""What is taken up once more after it was resolved: reopened, or assigned in a campaign (积案).

Here is the illness that audits look for ("doing without finishing"): an old answer handed in again,
with nothing done in between.
"""

from uuid import UUID

from petition_es.domain.petition import Accept, CarryOut, Receive, Reopen
from petition_es.simulation.case import Case, Opinion
from petition_es.simulation.handling import (
    approve_report,
    hand_in_report,
    issue_opinion,
    report,
    resolve,
    take_action,
)
from petition_es.simulation.sending import assign
from petition_es.simulation.shares import happens, share
from petition_es.simulation.wording import recycled

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
    case.tale.office(case.route.registrar, Reopen(ground="not_carried_out"), "coming_again")
    case.answer_due = case.tale.due("answering")
    is_copied = happens("copied_answer", case.random)
    if is_copied:
        again = issue_opinion(case, recycled(old.text, case.random), is_remade=True)
        _is_copied(case, again.entry, old, COPIED_WORDS)
    else:
        take_action(case)
        issue_opinion(case, is_remade=True)
    resolve(case, is_done=not is_copied)


def _assign_as_backlog(case: Case, old: Opinion) -> None:
    """A campaign assigns it; the office reports a result, and the bureau approves."""
    assign(case, "coming_again", campaign=CAMPAIGN)
    case.second = None
    case.tale.office(case.route.decider, Receive(), "signing")
    case.answer_due = case.tale.due("answering")
    is_copied = happens("copied_answer", case.random)
    if is_copied:
        _hand_in_again(case, old)
    elif happens("really_done", case.random):
        _carry_out_at_last(case, old)
    else:
        case.tale.office(case.route.decider, Accept(), "next_step")
        take_action(case)
        report(case, issue_opinion(case))
    resolve(case, is_done=not is_copied)


def _hand_in_again(case: Case, old: Opinion) -> None:
    """Nothing is done: the old opinion is the result, or its words are, under a new date."""
    decider, text = case.route.decider, recycled(old.text, case.random)
    if share("copying").draw(case.random) == OLD_OPINION:
        _is_copied(case, hand_in_report(case, old, text, "answering"), old, OLD_OPINION)
    else:
        case.tale.office(decider, Accept(), "next_step")
        again = issue_opinion(case, text)
        _is_copied(case, again.entry, old, COPIED_WORDS)
        hand_in_report(case, again, text, "next_step")
    approve_report(case)


def _carry_out_at_last(case: Case, old: Opinion) -> None:
    """The old opinion was right; now what it promised is done, and the report rests on it."""
    take_action(case)
    case.tale.office(case.route.decider, CarryOut(opinion_id=str(old.entry)), "closing")
    report(case, old)


def _is_copied(case: Case, entry: UUID, old: Opinion, how: str) -> None:
    case.tale.is_true("copied_answer", entry=entry, old_opinion=old.entry, how=how)
