"""What the petitioner says of the result, and what a bureau hears when it asks (评价, 回访)."""

from petition_es.domain.petition import Evaluate, FollowUp
from petition_es.domain.sealed import Sealed
from petition_es.simulation.case import Case
from petition_es.simulation.shares import happens, share
from petition_es.simulation.tale import A_MINUTE
from petition_es.simulation.wording import note


def evaluate(case: Case) -> None:
    """Let the petitioner rate the unit, and perhaps the bureau; let the bureau ask how it went."""
    if not case.is_resolved:
        return
    if happens("evaluated", case.random):
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
    if not case.came_in_person and happens("bureau_evaluated", case.random):
        of_bureau = Evaluate(evaluatee="bureau", result=share("rating").draw(case.random))
        tale.person(of_bureau, tale.now + A_MINUTE, registrar)
