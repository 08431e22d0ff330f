"""How the office that decides handles a petition: answers, delivers, reports (办理)."""

from uuid import UUID

from petition_es.domain.codes import ClaimAnswer, Stance
from petition_es.domain.petition import (
    Accept,
    ApproveReport,
    Deliver,
    IssueOpinion,
    Reply,
    ReportResult,
    SendBackReport,
)
from petition_es.domain.sealed import Sealed
from petition_es.simulation.case import Case, Opinion
from petition_es.simulation.closing import close_in_batch, resolve
from petition_es.simulation.offices import outside_system
from petition_es.simulation.pace import SPARE
from petition_es.simulation.shares import happens, share
from petition_es.simulation.taking_up import take_up
from petition_es.simulation.wording import AnswerKind, Words, answer, copy_of, empty_answer, note
from petition_es.simulation.working import work

POSTING_DAYS = 3
COPIED_FROM_EARLIER = "earlier_petition"


def handle(case: Case) -> None:
    """Handle it, with a formal opinion or a plain reply, and declare it resolved."""
    is_formal = case.is_assigned or case.second or case.desk or happens("taken_up", case.random)
    if is_formal:
        take_up(case)
        _decide(case)
        deliver(case)
    else:
        work(case, "acceptance")
        _reply(case)
    if case.desk == "batch":
        close_in_batch(case)
        return
    if case.is_assigned and case.opinion:
        report(case, case.opinion)
    if case.second or case.is_promised or happens("resolved", case.random):
        resolve(case)


def _decide(case: Case) -> None:
    """Work on it and decide; or hand an old answer in again, for which nothing is done."""
    old = _answer_before(case)
    if old is not None and case.tale.slips("copied_from_earlier"):
        case.answer_due = case.pace.soon_enough(case.tale.due("answering"), 0)
        again = issue_opinion(case, copy_of(old.words, case.random, case.tale.now))
        _is_copied_from_earlier(case, again, old)
        return
    is_idle = case.tale.slips("nothing_done")
    work(case, "handling", is_idle=is_idle)
    is_empty = case.desk is None and case.tale.slips("empty_answer")
    opinion = issue_opinion(case, _empty(case) if is_empty else None)
    if is_empty:
        case.tale.is_found("empty_answer", entry=opinion.entry)
    if is_idle:
        case.tale.is_found("nothing_done", entry=opinion.entry)
    if case.desk == "letters" and case.before and case.before.opinion:
        _is_standard_letter(case, opinion, case.before.opinion)


def _answer_before(case: Case) -> Opinion | None:
    """What the same office decided on the petition that this one repeats, if it has."""
    old = case.before.opinion if case.before and case.earlier else None
    is_ours = old is not None and old.office is case.route.decider and old.at < case.tale.now
    return old if is_ours else None


def _is_copied_from_earlier(case: Case, again: Opinion, old: Opinion) -> None:
    if case.earlier is not None:
        case.tale.is_found(
            "copied_answer", "copied_from_earlier",
            entry=again.entry, old_opinion=old.entry, how=COPIED_FROM_EARLIER,
            of=case.earlier.petition_id, of_number=case.earlier.number,
        )  # fmt: skip


def _is_standard_letter(case: Case, opinion: Opinion, other: Opinion) -> None:
    if case.before is not None and other.office is opinion.office:
        earlier = case.before.arrival
        case.tale.is_honest(
            "standard_letter", entry=opinion.entry, old_opinion=other.entry,
            of=earlier.petition_id, of_number=earlier.number,
        )  # fmt: skip


def issue_opinion(case: Case, words: Words | None = None, *, is_remade: bool = False) -> Opinion:
    """Issue an opinion; a further one takes the place of the one before."""
    decider, earlier = case.route.decider, case.opinion
    words, answers = words or _answer(case), _answers(case)
    act = IssueOpinion(
        text=Sealed(str(words)),
        answers=answers,
        round="remade" if is_remade else "handling",
        supersedes=str(earlier.entry) if earlier else None,
    )
    entry = case.pace.last_step("handling", decider, act, case.answer_due)
    case.pace.over("handling", "acceptance", office=decider, entry=entry)
    case.opinion = Opinion(entry, words, decider, case.tale.now)
    _tell_of_claims(case, answers, entry)
    return case.opinion


def _answers(case: Case) -> tuple[ClaimAnswer, ...]:
    """What is said to each claim; now and then the last one of several is left out."""
    claims = case.claims
    may_forget = case.opinion is None and len(claims) > 1
    if may_forget and case.tale.slips("claim_unanswered"):
        claims = claims[:-1]
    return tuple(ClaimAnswer(claim_id=claim, stance=_stance(case)) for claim in claims)


def _tell_of_claims(case: Case, answers: tuple[ClaimAnswer, ...], entry: UUID) -> None:
    stances = {answer.stance for answer in answers}
    case.is_promised, case.is_carried_out = "support" in stances, False
    if case.is_simple and "not_support" in stances:
        case.tale.is_found("simple_unsuited", "simple_refused", entry=entry, why="not_supported")
    if len(answers) < len(case.claims):
        case.tale.is_found("claim_unanswered", entry=entry, claim=case.claims[-1])


def _stance(case: Case) -> Stance:
    """Draw what is said to a claim; in the simple procedure nothing is refused."""
    stance: Stance = share("stance").draw(case.random)
    if stance == "not_support" and case.is_simple and not case.tale.slips("simple_refused"):
        return "explain"
    return stance


def _answer(case: Case) -> Words:
    kind: AnswerKind = "standard" if case.desk == "letters" else "usual"
    return answer(case.matter, case.route.decider, case.random, case.tale.now, kind)


def _empty(case: Case) -> Words:
    return empty_answer(case.matter, case.route.decider, case.random, case.tale.now)


def _reply(case: Case) -> None:
    """Answer without a formal opinion; now and then a mere notice stands for the acceptance."""
    decider = case.route.decider
    if case.tale.slips("procedural_notice"):
        _give_notice_only(case)
    is_empty = case.tale.slips("empty_answer")
    words = _empty(case) if is_empty else _answer(case)
    act = Reply(text=Sealed(str(words)))
    entry = case.pace.last_step("acceptance", decider, act, case.answer_due)
    case.pace.over("acceptance", office=decider, entry=entry)
    if is_empty:
        case.tale.is_found("empty_answer", entry=entry)


def _give_notice_only(case: Case) -> None:
    """In an outside system, for this one allows it to bureaux alone."""
    tale, decider = case.tale, case.route.decider
    tale.now = case.pace.soon_enough(tale.due("next_step"), SPARE)
    notice = tale.tell(outside_system(decider), Accept(kind="procedural"))
    tale.is_found("procedural_notice", entry=notice, unit=decider.unit_id)


def deliver(case: Case) -> None:
    """Deliver the opinion; a paper that went by post is keyed in days later."""
    if case.opinion and case.tale.slips("not_delivered"):
        _fail_to_deliver(case, case.opinion)
        return
    act = Deliver(method=share("delivery").draw(case.random))
    if case.desk == "batch":
        case.tale.at_once(case.route.decider, act)
        return
    has_time = not (case.is_assigned or case.second or case.desk)
    if act.method == "post" and has_time:
        days = 1 + int(case.random.random() * POSTING_DAYS)
        case.tale.office_on_paper(case.route.decider, act, "next_step", days)
    else:
        case.pace.office(case.route.decider, act, "next_step")


def _fail_to_deliver(case: Case, opinion: Opinion) -> None:
    """It is never delivered, or it comes back and nobody tries again."""
    if happens("delivery_failed", case.random):
        failed = Deliver(method="post", result="failed")
        case.pace.office(case.route.decider, failed, "next_step")
        case.tale.is_found("not_delivered", entry=opinion.entry, how="failed")
    else:
        case.tale.is_found("not_delivered", entry=opinion.entry, how="never")


def report(case: Case, opinion: Opinion) -> None:
    """Report the result to the bureau that assigned it; a report may be sent back once."""
    text = str(_answer(case))
    hand_in_report(case, opinion, text, "next_step")
    if happens("report_sent_back", case.random):
        back = SendBackReport(reason=Sealed(note("sent_back", case.random)))
        case.pace.office(case.route.sender, back, "passing")
        hand_in_report(case, opinion, text, "replying")
    approve_report(case)


def hand_in_report(case: Case, opinion: Opinion, text: str, stage: str) -> UUID:
    """Hand a report in that rests on an opinion, and answer the id of its entry."""
    decider = case.route.decider
    act = ReportResult(outcome="done", opinion_id=str(opinion.entry), text=Sealed(text))
    entry = case.pace.last_step("report", decider, act, case.tale.due(stage))
    case.pace.over("report", office=decider, entry=entry)
    return entry


def approve_report(case: Case) -> None:
    """The bureau believes the report."""
    case.pace.office(case.route.sender, ApproveReport(), "passing")
