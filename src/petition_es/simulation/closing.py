"""How a petition is closed: what was promised is done, or not; then it is resolved (办结)."""

from petition_es.domain.petition import CarryOut, Disclose, Resolve
from petition_es.simulation.calendar import DAY, HOUR
from petition_es.simulation.case import Case
from petition_es.simulation.limits import Limit
from petition_es.simulation.shares import happens, share

CLOSING_HOUR = 16
SECONDS_APART = 4
"""In a batch: from one petition to the next."""


def resolve(case: Case, *, is_done: bool = True) -> None:
    """Declare it resolved, the second unit its part first; now and then publish it.

    What was not done is not said to be carried out either.
    """
    decider = case.route.decider
    if case.second:
        entry = case.pace.office(case.second, Resolve(scope="unit"), "next_step")
        case.pace.over("handling", office=case.second, entry=entry)
    if case.opinion:
        _carry_out(case, is_done=is_done)
    outcome = share("outcome").draw(case.random)
    entry = case.pace.office(decider, Resolve(outcome=outcome), "closing")
    case.pace.all_over(entry)
    case.is_resolved = True
    if case.purpose != "accusation" and happens("published", case.random):
        case.tale.at_once(case.route.registrar, Disclose(audience="public", reason="published"))


def _carry_out(case: Case, *, is_done: bool) -> None:
    """Do what the opinion promised, mostly; what it did not promise is done now and then."""
    if case.is_carried_out:
        return
    if case.is_promised and case.opinion:
        is_kept = is_done and not case.tale.slips("promise_not_kept")
        case.broken_promise = None if is_kept else case.opinion.entry
    else:
        is_kept = is_done and happens("carried_out", case.random)
    if is_kept:
        case.is_carried_out = True
        case.pace.office(case.route.decider, CarryOut(), "closing")


def closes_at(limit: Limit, position: int) -> int:
    """When a batch is closed: on the last day of its limit, one petition after the other."""
    last_day = limit.by - limit.by % DAY
    return last_day + CLOSING_HOUR * HOUR + position * SECONDS_APART


def close_in_batch(case: Case) -> None:
    """Close it within a minute of the others of its batch; nothing is carried out."""
    if case.is_promised and case.opinion:
        case.broken_promise = case.opinion.entry
    moment = case.answer_due + HOUR // 2
    entry = case.tale.office_at(case.route.decider, Resolve(outcome="explained"), moment)
    case.pace.all_over(entry)
    case.is_resolved = True
    case.tale.is_found("batch_closed", entry=entry, unit=case.route.decider.unit_id)
