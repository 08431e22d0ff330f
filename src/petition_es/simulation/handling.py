"""How the office that decides handles a petition: takes it up, works, answers, resolves (办理)."""

from datetime import date
from uuid import UUID

from petition_es.domain.codes import ClaimAnswer
from petition_es.domain.petition import (
    Accept,
    AddMaterial,
    ApproveReport,
    CarryOut,
    Contact,
    Deliver,
    Disclose,
    IssueOpinion,
    Receive,
    Reply,
    ReportResult,
    Resolve,
    SendBackReport,
    TakeAction,
    Urge,
)
from petition_es.domain.sealed import Sealed
from petition_es.simulation.calendar import local
from petition_es.simulation.case import Case, Opinion
from petition_es.simulation.shares import happens, share
from petition_es.simulation.wording import answer_text, note

POSTING_DAYS = 3

SIMPLE_SINCE = date(2016, 7, 1)
"""Since when there is a simple procedure (国信发〔2016〕8号)."""


def handle(case: Case) -> None:
    """Handle it, with a formal opinion or a plain reply, and declare it resolved."""
    if case.is_assigned or happens("taken_up", case.random):
        _take_up(case)
        work(case)
        issue_opinion(case)
        _deliver(case)
    else:
        work(case)
        _reply(case)
    if case.is_assigned and case.opinion:
        report(case, case.opinion)
    if happens("resolved", case.random):
        resolve(case)


def _take_up(case: Case) -> None:
    drawn = happens("simple", case.random)
    is_simple = drawn and _may_be_simple(case)
    accept = Accept(procedure="simple" if is_simple else "ordinary")
    case.tale.office(case.route.decider, accept, "next_step")


def _may_be_simple(case: Case) -> bool:
    """The simple procedure is for first petitions that one office handles alone, from 2016-07-01.

    An assigned matter is never handled in it (国信发〔2016〕8号, a5).
    """
    is_in_force = local(case.tale.now).date() >= SIMPLE_SINCE
    return is_in_force and not (case.is_assigned or case.is_noticed or case.second)


def work(case: Case) -> None:
    """Do what is done until the answer is due; meanwhile the petitioner may press, or add."""
    tale, decider, registrar = case.tale, case.route.decider, case.route.registrar
    case.answer_due = tale.due("answering")
    if happens("contacted", case.random):
        called = Contact(method="phone", note=Sealed(note("called", case.random)))
        tale.office_at(decider, called, case.meanwhile())
    if happens("urged", case.random):
        tale.person(Urge(), case.meanwhile(), registrar)
    if happens("material_added", case.random):
        added = AddMaterial(note=Sealed(note("added", case.random)))
        tale.person(added, case.meanwhile(), registrar)
    if happens("acted", case.random):
        take_action(case)
        if happens("acted_again", case.random):
            take_action(case)


def take_action(case: Case) -> None:
    """Go and do something about it."""
    kind = share("action").draw(case.random)
    case.tale.office_at(case.route.decider, TakeAction(kind=kind), case.meanwhile())


def issue_opinion(case: Case, copied: str | None = None, *, is_remade: bool = False) -> Opinion:
    """Issue an opinion on all claims; a further one takes the place of the one before."""
    decider, earlier = case.route.decider, case.opinion
    text = copied or answer_text(case.matter, decider.name, case.random)
    stance = share("stance").draw(case.random)
    act = IssueOpinion(
        text=Sealed(text),
        answers=tuple(ClaimAnswer(claim_id=each, stance=stance) for each in case.claims),
        round="remade" if is_remade else "handling",
        supersedes=str(earlier.entry) if earlier else None,
    )
    case.opinion = Opinion(case.tale.office_at(decider, act, case.answer_due), text)
    return case.opinion


def _reply(case: Case) -> None:
    decider = case.route.decider
    reply = Reply(text=Sealed(answer_text(case.matter, decider.name, case.random)))
    case.tale.office_at(decider, reply, case.answer_due)


def _deliver(case: Case) -> None:
    """Deliver the opinion; a paper that went by post is keyed in days later."""
    if not happens("delivered", case.random):
        return
    deliver = Deliver(method=share("delivery").draw(case.random))
    if deliver.method == "post":
        days = 1 + int(case.random.random() * POSTING_DAYS)
        case.tale.office_on_paper(case.route.decider, deliver, "next_step", days)
    else:
        case.tale.office(case.route.decider, deliver, "next_step")


def report(case: Case, opinion: Opinion) -> None:
    """Report the result to the bureau that assigned it; a report may be sent back once."""
    text = answer_text(case.matter, case.route.decider.name, case.random)
    hand_in_report(case, opinion, text, "next_step")
    if happens("report_sent_back", case.random):
        back = SendBackReport(reason=Sealed(note("sent_back", case.random)))
        case.tale.office(case.route.sender, back, "passing")
        hand_in_report(case, opinion, text, "replying")
    approve_report(case)


def hand_in_report(case: Case, opinion: Opinion, text: str, stage: str) -> UUID:
    """Hand a report in that rests on an opinion, and answer the id of its entry."""
    act = ReportResult(outcome="done", opinion_id=str(opinion.entry), text=Sealed(text))
    return case.tale.office(case.route.decider, act, stage)


def approve_report(case: Case) -> None:
    """The bureau believes the report."""
    case.tale.office(case.route.sender, ApproveReport(), "passing")


def resolve(case: Case, *, is_done: bool = True) -> None:
    """Declare it resolved, the second unit its part first; now and then publish it.

    What was not done is not said to be carried out either.
    """
    tale, decider = case.tale, case.route.decider
    if case.second:
        tale.office(case.second, Receive(), "signing")
        tale.office(case.second, Resolve(scope="unit"), "next_step")
    if is_done and case.opinion and happens("carried_out", case.random):
        tale.office(decider, CarryOut(), "closing")
    tale.office(decider, Resolve(outcome=share("outcome").draw(case.random)), "closing")
    case.is_resolved = True
    if case.purpose != "accusation" and happens("published", case.random):
        tale.at_once(case.route.registrar, Disclose(audience="public", reason="published"))
