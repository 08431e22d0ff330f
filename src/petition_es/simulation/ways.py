"""Where a registered petition goes: answered at once, sent down the levels, or not taken up."""

from collections.abc import Callable
from functools import partial

from petition_es.domain.codes import DeclineKind
from petition_es.domain.petition import Decline, Link, Merge, Reply, Resolve, Withdraw
from petition_es.domain.sealed import Sealed
from petition_es.simulation.again import take_up_again
from petition_es.simulation.arriving import arrive
from petition_es.simulation.case import Case
from petition_es.simulation.handling import handle
from petition_es.simulation.sending import send_down
from petition_es.simulation.shares import happens, share
from petition_es.simulation.verdict import evaluate
from petition_es.simulation.wording import answer_text

WITH_ANOTHER_OFFICE = "cn-2005:14"
WITHIN_ITS_TIME = "cn-2005:16"
NOTHING_ASKED = "nothing-asked"
COURT = "court"


def live(case: Case) -> None:
    """Tell a petition's life, as far as the year goes."""
    arrive(case)
    if not (case.is_noticed and case.earlier and _is_put_aside(case, case.earlier.number)):
        WAYS[share("way").draw(case.random)](case)


def _is_put_aside(case: Case, earlier: str) -> bool:
    """Link a repeat with what it repeats; tell whether that is all that is done about it."""
    registrar = case.route.registrar
    link = Link(other=earlier, relation="same_matter", disposition="follow_earlier")
    case.tale.office(registrar, link, "next_step")
    fate: str = share("noticed_repeat").draw(case.random)
    if fate == "declined":
        decline = Decline(kind="not_accepted", ground=WITHIN_ITS_TIME, prior_petition=earlier)
        case.tale.at_once(registrar, decline)
    elif fate == "merged":
        case.tale.at_once(registrar, Merge(survivor=earlier))
    return fate != "handled"


def _referred(case: Case) -> None:
    """It is sent to the office that decides, answered, and now and then taken up once more."""
    send_down(case)
    handle(case)
    evaluate(case)
    take_up_again(case)


def _replied(case: Case) -> None:
    """The bureau answers by itself."""
    case.is_answered_by_registrar = True
    registrar = case.route.registrar
    text = answer_text(case.matter, registrar.name, case.random)
    case.tale.office(registrar, Reply(text=Sealed(text)), "replying")
    if happens("reply_resolved", case.random):
        case.tale.at_once(registrar, Resolve(outcome="explained"))
        case.is_resolved = True
        evaluate(case)


def _declined(
    case: Case, *, kind: DeclineKind, ground: str, proper_channel: str | None = None
) -> None:
    """It is not taken up, and the petitioner is told why."""
    decline = Decline(kind=kind, ground=ground, proper_channel=proper_channel)
    case.tale.office(case.route.registrar, decline, "replying")


def _withdrawn(case: Case) -> None:
    """The petitioner takes it back."""
    case.tale.person(Withdraw(), case.tale.due("signing"), case.route.registrar)


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
