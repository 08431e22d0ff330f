"""How a petition is sent down the levels (转送, 交办), and now and then to and fro (推诿)."""

from uuid import UUID

from petition_es.domain.petition import Accept, Receive, Refer, RefuseReturn, ReturnReferral
from petition_es.domain.sealed import Sealed
from petition_es.simulation.calendar import DAY, local
from petition_es.simulation.case import Case
from petition_es.simulation.offices import Office
from petition_es.simulation.routes import another_department
from petition_es.simulation.shares import happens, share
from petition_es.simulation.wording import note

REPORT_DAYS = 60
IN_VAIN = (2, 4)
"""How often a petition is given back that is sent to and fro, mostly and at the worst."""


def send_down(case: Case) -> None:
    """Send it from bureau to bureau, and to the office that decides, which signs for it."""
    if happens("procedurally_accepted", case.random):
        case.tale.office(case.route.registrar, Accept(kind="procedural"), "next_step")
    sender, stage = case.route.registrar, "next_step"
    for bureau in case.route.between:
        case.tale.office(sender, Refer(to_unit=bureau.unit_id), stage)
        if happens("signed_on_the_way", case.random):
            case.tale.office(bureau, Receive(), "signing")
        sender, stage = bureau, "passing"
    _send_to_decider(case, _gone_astray(case) or stage)


def assign(case: Case, stage: str, *, campaign: str | None = None) -> None:
    """Assign it to the office that decides: it comes back with a result report, by a day."""
    moment = case.tale.due(stage)
    act = Refer(
        to_unit=case.route.decider.unit_id,
        kind="assignment",
        report_due=local(moment + REPORT_DAYS * DAY),
        campaign=campaign,
    )
    case.tale.office_at(case.route.sender, act, moment)


def _gone_astray(case: Case) -> str | None:
    """Send it in vain first, once or to and fro; answer what the next sending waits for."""
    other = another_department(case.matter, case.random)
    if happens("ping_pong", case.random):
        _play_ping_pong(case, other)
    elif happens("returned", case.random):
        _send_in_vain(case, other, "passing")
    else:
        return None
    return "sending_anew"


def _play_ping_pong(case: Case, other: Office) -> None:
    """Two offices give it back in turn: each says that the other one is competent."""
    returns: list[UUID] = []
    units = [case.route.decider.unit_id, other.unit_id]
    for turn in range(IN_VAIN[happens("another_round", case.random)]):
        to = other if turn % 2 else case.route.decider
        returns.append(_send_in_vain(case, to, "sending_anew" if turn else "passing"))
        if turn == 1:  # Both have given it back; what follows is added to the same list.
            case.tale.is_true("ping_pong", units=units, returns=returns)


def _send_in_vain(case: Case, to: Office, stage: str) -> UUID:
    """Send it to an office that gives it back, and answer the id of that entry."""
    case.tale.office(case.route.sender, Refer(to_unit=to.unit_id), stage)
    case.tale.office(to, Receive(), "signing")
    return _give_back(case, to)


def _give_back(case: Case, office: Office) -> UUID:
    reason = share("return_reason").draw(case.random)
    words = Sealed(note("returning", case.random))
    act = ReturnReferral(reason=reason, explanation=words)
    return case.tale.office(office, act, "returning")


def _send_to_decider(case: Case, stage: str) -> None:
    """Send it to the office that decides, which may try to give it back, and in the end has it."""
    sender, decider = case.route.sender, case.route.decider
    case.is_assigned = happens("assigned", case.random)
    if case.is_assigned:
        assign(case, stage)
    else:
        _refer(case, stage)
    case.tale.office(decider, Receive(), "signing")
    if happens("return_refused", case.random):
        _give_back(case, decider)
        case.tale.office(sender, RefuseReturn(), "sending_anew")


def _refer(case: Case, stage: str) -> None:
    """Refer it, now and then to a second unit as well, or with a copy to read."""
    sender, decider = case.route.sender, case.route.decider
    if happens("second_unit", case.random):
        _refer_to_two(case, stage)
        return
    case.tale.office(sender, Refer(to_unit=decider.unit_id), stage)
    reader = decider.superior
    if reader is not None and reader != sender.unit_id and happens("copied_in", case.random):
        case.tale.at_once(sender, Refer(to_unit=reader, part="copy"))


def _refer_to_two(case: Case, stage: str) -> None:
    """Refer it to the office that leads, and to a second one that has a part in it."""
    sender, group = case.route.sender, str(case.arrival.petition_id)
    case.second = another_department(case.matter, case.random)
    lead = Refer(to_unit=case.route.decider.unit_id, group_id=group)
    case.tale.office(sender, lead, stage)
    joint = Refer(to_unit=case.second.unit_id, part="joint", group_id=group)
    case.tale.at_once(sender, joint)
