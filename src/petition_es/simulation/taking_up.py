"""How an office takes a petition up (受理), in which procedure, and gets more time (延期)."""

from datetime import date

from petition_es.domain.codes import Procedure
from petition_es.domain.petition import Accept, Extend
from petition_es.domain.sealed import Sealed
from petition_es.simulation.calendar import DAY, local
from petition_es.simulation.case import Case
from petition_es.simulation.limits import Limit
from petition_es.simulation.pace import FOREVER
from petition_es.simulation.shares import happens
from petition_es.simulation.tale import A_MINUTE
from petition_es.simulation.wording import note

SIMPLE_SINCE = date(2016, 7, 1)
"""Since when there is a simple procedure (国信发〔2016〕8号)."""

LATE_EXTENSION_DAYS = 12
REASONED, UNREASONED = "complicated", "unspecified"


def take_up(case: Case) -> None:
    """The office accepts it; its time for handling begins."""
    why_not = _unsuited(case)
    procedure: Procedure = "simple" if _is_simple(case, why_not) else "ordinary"
    act = Accept(procedure=procedure)
    entry = case.pace.take_up(case.route.decider, act, procedure, _with_the_batch(case))
    if procedure == "simple" and why_not:
        case.tale.is_found("simple_unsuited", entry=entry, why=why_not)


def _with_the_batch(case: Case) -> int | None:
    """The moment at which a whole batch is taken up; None for what is taken up by itself."""
    if case.desk != "batch":
        return None
    moment = case.pace.ceiling + case.position * A_MINUTE
    case.pace.ceiling = FOREVER
    return moment


def _is_simple(case: Case, why_not: str | None) -> bool:
    if case.desk == "batch" or local(case.tale.now).date() < SIMPLE_SINCE:
        return False
    if why_not:
        return case.tale.slips("simple_unsuited")
    limit = case.pace.limit("acceptance", case.route.decider)
    has_time = limit is None or limit.has_time_in("simple", case.tale.now)
    case.is_simple = has_time and happens("simple", case.random)
    return case.is_simple


def _unsuited(case: Case) -> str | None:
    """Why the simple procedure is not for it (国信发〔2016〕8号, a5); None where it is."""
    reasons = {
        "assigned": case.is_assigned, "repeat": case.is_noticed, "joint": case.second is not None,
    }  # fmt: skip
    return next((reason for reason, holds in reasons.items() if holds), None)


def extend(case: Case, limit: Limit) -> None:
    """Extend the time for handling: before it is over and for a reason, mostly."""
    is_assigned = case.pace.limit("report", case.route.decider) is not None
    allowed = limit.extension(is_assigned=is_assigned)
    if allowed is None or case.desk or not happens("extended", case.random):
        return
    days, approver = allowed
    is_late = case.tale.slips("late_extension")
    is_unreasoned = case.tale.slips("unreasoned_extension")
    explanation = None if is_unreasoned else Sealed(note("extended", case.random))
    act = Extend(
        days=days,
        reason=UNREASONED if is_unreasoned else REASONED,
        explanation=explanation,
        approver_role=approver,
    )
    _tell_extension(case, limit, act, is_late=is_late, is_unreasoned=is_unreasoned)


def _tell_extension(
    case: Case, limit: Limit, act: Extend, *, is_late: bool, is_unreasoned: bool
) -> None:
    decider, first_due = case.route.decider, limit.by
    moment = case.tale.on_the_way_to(limit.by)
    if is_late:
        moment = first_due + 1 + int(case.random.random() * LATE_EXTENSION_DAYS * DAY)
        entry = case.tale.office_in_hours(decider, act, moment)
    else:
        entry = case.pace.office_at(decider, act, moment)
    limit.extend(act.days)
    if case.tale.now > first_due:
        case.tale.is_found("late_extension", entry=entry, due=local(first_due))
    if is_unreasoned:
        case.tale.is_found("unreasoned_extension", entry=entry)
    if case.tale.now <= first_due and not is_unreasoned:
        case.tale.is_honest("extended_in_time", entry=entry)
    case.extended_from = first_due
