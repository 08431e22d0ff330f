"""What the petitioner says of the result, and what a bureau hears when it asks (评价, 回访)."""

from petition_es.domain.petition import Evaluate, FollowUp
from petition_es.domain.sealed import Sealed
from petition_es.simulation.case import Case
from petition_es.simulation.offices import outside_system
from petition_es.simulation.shares import happens, share
from petition_es.simulation.tale import A_MINUTE, MINUTES_AT_ONCE
from petition_es.simulation.wording import note


def evaluate(case: Case) -> None:
    """Let the petitioner rate the unit, and perhaps the bureau; let the bureau ask how it went."""
    if not case.is_resolved:
        return
    if case.tale.slips("entered_by_unit"):
        _rate_itself(case)
    elif happens("evaluated", case.random):
        _rate(case)
    if happens("followed_up", case.random):
        answer = share("follow_up").draw(case.random)
        case.tale.office(case.route.registrar, FollowUp(answer=answer), "passing")


def _rate(case: Case) -> None:
    """Vote; what is said of an office is not written down by that very office."""
    tale, registrar = case.tale, case.route.registrar
    if case.came_in_person and case.is_answered_by_registrar:
        return
    words = Sealed(note("rated", case.random)) if happens("rated_in_words", case.random) else None
    of_unit = Evaluate(evaluatee="unit", result=share("rating").draw(case.random), words=words)
    tale.person(of_unit, tale.due("evaluating"), registrar)
    if case.came_in_person:
        tale.is_honest("assisted_evaluation", entry=tale.last_entry)
    if not case.came_in_person and happens("bureau_evaluated", case.random):
        of_bureau = Evaluate(evaluatee="bureau", result=share("rating").draw(case.random))
        tale.person(of_bureau, tale.now + A_MINUTE, registrar)


def _rate_itself(case: Case) -> None:
    """The unit that is rated keys a good vote in, on its own device, minutes after it closed."""
    tale = case.tale
    unit = case.route.registrar if case.is_answered_by_registrar else case.route.decider
    vote = Evaluate(
        evaluatee="unit",
        evaluatee_unit=unit.unit_id,
        result="satisfied",
        entered_by="assisted",
    )
    tale.now += A_MINUTE + int(case.random.random() * MINUTES_AT_ONCE * A_MINUTE)
    entry = tale.tell(
        outside_system(unit), vote, on_behalf_of=case.arrival.person, entry_channel="kiosk"
    )
    tale.is_found("entered_by_unit", entry=entry, unit=unit.unit_id)
