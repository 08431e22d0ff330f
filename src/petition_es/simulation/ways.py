"""Where a registered petition goes: answered at once, sent down the levels, or not taken up."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from petition_es.domain.codes import DeclineKind
from petition_es.domain.petition import Decline, Link, Merge, Reply, Resolve, Withdraw
from petition_es.domain.sealed import Sealed
from petition_es.simulation.again import take_up_again
from petition_es.simulation.arrivals import batch_begins
from petition_es.simulation.arriving import arrive
from petition_es.simulation.case import Case
from petition_es.simulation.handling import handle
from petition_es.simulation.sending import send_down, send_in_vain
from petition_es.simulation.shares import happens, share
from petition_es.simulation.verdict import evaluate
from petition_es.simulation.wording import Words, answer, empty_answer, forwarding_answer

WITH_ANOTHER_OFFICE = "cn-2005:14"
WITHIN_ITS_TIME = "cn-2005:16"
NOTHING_ASKED = "nothing-asked"
COURT = "court"


def live(case: Case) -> None:
    """Tell a petition's life, as far as the year goes."""
    if case.desk == "batch":
        case.pace.ceiling, case.pace.is_strict = batch_begins(case.leader_at), True
    arrive(case)
    if case.desk:
        _referred(case)
    elif not (case.is_noticed and case.earlier and _is_put_aside(case, case.earlier.number)):
        WAYS[share("way").draw(case.random)](case)


def _is_put_aside(case: Case, earlier: str) -> bool:
    """Link a repeat with what it repeats; tell whether that is all that is done about it."""
    registrar = case.route.registrar
    link = Link(other=earlier, relation="same_matter", disposition="follow_earlier")
    case.pace.office(registrar, link, "next_step")
    fate: str = share("noticed_repeat").draw(case.random)
    if fate == "declined":
        decline = Decline(kind="not_accepted", ground=WITHIN_ITS_TIME, prior_petition=earlier)
        entry = case.tale.at_once(registrar, decline)
        case.pace.over("routing", office=registrar, entry=entry)
    elif fate == "merged":
        case.tale.at_once(registrar, Merge(survivor=earlier))
        case.pace.forget()
    return fate != "handled"


def _referred(case: Case) -> None:
    """It is sent to the office that decides, answered, and now and then taken up once more."""
    if case.desk is None and case.tale.slips("closed_by_forwarder"):
        _close_by_forwarding(case)
        return
    send_down(case)
    handle(case)
    evaluate(case)
    if case.desk is None:
        take_up_again(case)


def _close_by_forwarding(case: Case) -> None:
    """Who only sent it on, and had it back, says that it is with another office, and closes it."""
    case.route = replace(case.route, between=())
    registrar, decider = case.route.registrar, case.route.decider
    send_in_vain(case, decider, "next_step")
    words = forwarding_answer(case.matter, registrar, decider, case.random, case.tale.now)
    _answer_at_once(case, words)
    entry = case.tale.at_once(registrar, Resolve(outcome="explained"))
    case.pace.all_over(entry)
    case.is_resolved = case.is_answered_by_registrar = True
    case.tale.is_found("closed_by_forwarder", entry=entry, unit=registrar.unit_id)
    evaluate(case)


def _replied(case: Case) -> None:
    """The bureau answers by itself."""
    case.is_answered_by_registrar = True
    registrar = case.route.registrar
    if is_empty := case.tale.slips("empty_answer"):
        words = empty_answer(case.matter, registrar, case.random, case.tale.now)
    else:
        words = answer(case.matter, registrar, case.random, case.tale.now)
    entry = _answer_at_once(case, words)
    if is_empty:
        case.tale.is_found("empty_answer", entry=entry)
    if happens("reply_resolved", case.random):
        case.tale.at_once(registrar, Resolve(outcome="explained"))
        case.is_resolved = True
        evaluate(case)


def _answer_at_once(case: Case, words: Words) -> UUID:
    registrar = case.route.registrar
    act = Reply(text=Sealed(str(words)))
    entry = case.pace.last_step("routing", registrar, act, case.tale.due("replying"))
    case.pace.over("routing", office=registrar, entry=entry)
    return entry


def _declined(
    case: Case, *, kind: DeclineKind, ground: str, proper_channel: str | None = None
) -> None:
    """It is not taken up, and the petitioner is told why."""
    decline = Decline(kind=kind, ground=ground, proper_channel=proper_channel)
    registrar = case.route.registrar
    entry = case.pace.last_step("routing", registrar, decline, case.tale.due("replying"))
    case.pace.over("routing", office=registrar, entry=entry)


def _withdrawn(case: Case) -> None:
    """The petitioner takes it back."""
    case.tale.person(Withdraw(), case.tale.due("signing"), case.route.registrar)
    case.pace.forget()


WAYS: dict[str, Callable[[Case], None]] = {
    "referred": _referred,
    "replied": _replied,
    "guided_away": partial(
        _declined, kind="guided_away", ground=WITH_ANOTHER_OFFICE, proper_channel=COURT
    ),
    "filed": partial(_declined, kind="filed", ground=NOTHING_ASKED),
    "not_accepted": partial(_declined, kind="not_accepted", ground=WITH_ANOTHER_OFFICE),
    "withdrawn": _withdrawn,
}
"""The ways, as `shares.toml` names them."""
