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
        case.pace.office(case.route.registrar, Accept(kind="procedural"), "next_step")
    sender, stage = case.route.registrar, "next_step"
    for bureau in case.route.between:
        send(case, sender, bureau, Refer(to_unit=bureau.unit_id), stage)
        if happens("signed_on_the_way", case.random):
            case.pace.office(bureau, Receive(), "signing")
        sender, stage = bureau, "passing"
    _send_to_decider(case, _gone_astray(case) or stage)


def send(case: Case, sender: Office, to: Office, act: Refer, stage: str) -> None:
    """An office sends it on, and the limits of the one that gets it begin."""
    case.pace.last_step("routing", sender, act, case.tale.due(stage))
    case.pace.over("routing", office=sender, entry=case.tale.last_entry)
    case.pace.arrives(to)


def assign(case: Case, stage: str, *, campaign: str | None = None) -> None:
    """Assign it to the office that decides: it comes back with a result report, by a day."""
    sender, decider = case.route.sender, case.route.decider
    moment = case.pace.due_to_send(sender, stage)
    act = Refer(
        to_unit=decider.unit_id,
        kind="assignment",
        report_due=local(moment + REPORT_DAYS * DAY),
        campaign=campaign,
    )
    case.tale.office_at(sender, act, moment)
    case.pace.over("routing", office=sender, entry=case.tale.last_entry)
    case.pace.arrives(decider, report_due=moment + REPORT_DAYS * DAY)


def _gone_astray(case: Case) -> str | None:
    """Send it in vain first, once or to and fro; answer what the next sending waits for."""
    other = another_department(case.matter, case.random)
    if case.desk is None and case.tale.slips("ping_pong"):
        _play_ping_pong(case, other)
    elif case.desk is None and happens("returned", case.random):
        send_in_vain(case, other, "passing")
    else:
        return None
    return "sending_anew"


def _play_ping_pong(case: Case, other: Office) -> None:
    """Two offices give it back in turn: each says that the other one is competent."""
    returns: list[UUID] = []
    units = [case.route.decider.unit_id, other.unit_id]
    for turn in range(IN_VAIN[happens("another_round", case.random)]):
        to = other if turn % 2 else case.route.decider
        returns.append(send_in_vain(case, to, "sending_anew" if turn else "passing"))
        if turn == 1:  # Both have given it back; what follows is added to the same list.
            case.tale.is_found("ping_pong", units=units, returns=returns)


def send_in_vain(case: Case, to: Office, stage: str) -> UUID:
    """Send it to an office that gives it back, and answer the id of that entry."""
    send(case, case.route.sender, to, Refer(to_unit=to.unit_id), stage)
    case.pace.office(to, Receive(), "signing")
    return _give_back(case, to)


def _give_back(case: Case, office: Office) -> UUID:
    reason = share("return_reason").draw(case.random)
    words = Sealed(note("returning", case.random))
    act = ReturnReferral(reason=reason, explanation=words)
    entry = case.pace.last_step("acceptance", office, act, case.tale.due("returning"))
    case.pace.over("acceptance", office=office, entry=entry)
    case.pace.begins("routing", "came_back", case.route.sender)
    return entry


def _send_to_decider(case: Case, stage: str) -> None:
    """Send it to the office that decides, which may try to give it back, and in the end has it."""
    sender, decider = case.route.sender, case.route.decider
    case.is_assigned = case.desk is None and happens("assigned", case.random)
    if case.is_assigned:
        assign(case, stage)
    else:
        _refer(case, stage)
    case.pace.office(decider, Receive(), "signing")
    if case.desk is None and happens("return_refused", case.random):
        _give_back(case, decider)
        refuse = case.pace.last_step(
            "routing", sender, RefuseReturn(), case.tale.due("sending_anew")
        )
        case.pace.over("routing", office=sender, entry=refuse)
        case.pace.begins("acceptance", "arrived", decider)
    if case.second:
        _second_takes_part(case, case.second)


def _second_takes_part(case: Case, second: Office) -> None:
    """The second unit signs for its part, and takes it up."""
    case.pace.office(second, Receive(), "signing")
    case.pace.take_up(second, Accept(), "ordinary", None)


def _refer(case: Case, stage: str) -> None:
    """Refer it, now and then to a second unit as well, or with a copy to read."""
    sender, decider = case.route.sender, case.route.decider
    if case.desk is None and happens("second_unit", case.random):
        _refer_to_two(case, stage)
        return
    send(case, sender, decider, Refer(to_unit=decider.unit_id), stage)
    reader = decider.superior
    if reader is not None and reader != sender.unit_id and happens("copied_in", case.random):
        case.tale.at_once(sender, Refer(to_unit=reader, part="copy"))


def _refer_to_two(case: Case, stage: str) -> None:
    """Refer it to the office that leads, and to a second one that has a part in it."""
    sender, group = case.route.sender, str(case.arrival.petition_id)
    case.second = another_department(case.matter, case.random)
    lead = Refer(to_unit=case.route.decider.unit_id, group_id=group)
    send(case, sender, case.route.decider, lead, stage)
    joint = Refer(to_unit=case.second.unit_id, part="joint", group_id=group)
    case.tale.at_once(sender, joint)
    case.pace.arrives(case.second)
