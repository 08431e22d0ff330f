"""What an office does about a petition until it answers: it calls, goes and looks (办理)."""

from petition_es.domain.petition import AddMaterial, Contact, TakeAction, Urge
from petition_es.domain.regime.rules import ClockName
from petition_es.domain.sealed import Sealed
from petition_es.simulation.calendar import DAY
from petition_es.simulation.case import Case
from petition_es.simulation.closing import closes_at
from petition_es.simulation.limits import Limit
from petition_es.simulation.shares import happens, share
from petition_es.simulation.taking_up import extend
from petition_es.simulation.wording import note

SPARE_DAYS = 4
"""So many days before the last one the answer is ready, or the weekend would be too late."""


def work(case: Case, until: ClockName, *, is_idle: bool = False) -> None:
    """Do what is done until the answer is due; meanwhile the petitioner may press, or add.

    `until` names the limit that the answer ends; who is idle does nothing at all.
    """
    limit = case.pace.limit(until, case.route.decider)
    if limit is not None and until == "handling":
        extend(case, limit)
    case.answer_due = _answer_due(case, limit)
    if is_idle:
        _hear(case)
        return
    is_contacted = happens("contacted", case.random)
    if is_contacted:
        called = Contact(method="phone", note=Sealed(note("called", case.random)))
        case.pace.office_at(case.route.decider, called, case.meanwhile())
    _hear(case)
    if happens("acted", case.random) or (until == "handling" and not is_contacted):
        take_action(case)
        if happens("acted_again", case.random):
            take_action(case)


def _hear(case: Case) -> None:
    """The petitioner presses, or adds something."""
    tale, registrar = case.tale, case.route.registrar
    if happens("urged", case.random):
        tale.person(Urge(), case.meanwhile(), registrar)
    if happens("material_added", case.random):
        added = AddMaterial(note=Sealed(note("added", case.random)))
        tale.person(added, case.meanwhile(), registrar)


def _answer_due(case: Case, limit: Limit | None) -> int:
    """When the answer is ready: in time, or after it if that was drawn."""
    if case.desk == "batch" and limit is not None:
        return closes_at(limit, case.position)
    drawn = case.tale.due("answering")
    if case.extended_from is not None:
        drawn = max(drawn, case.extended_from + DAY)
    if limit is not None and limit.is_to_be_missed:
        return max(drawn, case.pace.too_late(limit))
    return case.pace.soon_enough(drawn, SPARE_DAYS * DAY)


def take_action(case: Case) -> None:
    """Go and do something about it."""
    kind = share("action").draw(case.random)
    case.pace.office_at(case.route.decider, TakeAction(kind=kind), case.meanwhile())
