"""How every act is done in every state where the table allows it.

A rule of its own may still stand in an act's way; so here is said who does it, in which words, and
what must have happened before it.
"""

from collections.abc import Callable
from typing import Any

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    WANG,
    WATER,
    Happening,
    accepted,
    acted,
    assigned,
    claim,
    day,
    declined,
    delivered,
    happened,
    named,
    number,
    opinion,
    party,
    received,
    referred,
    registered,
    reopened,
    replied,
    report_approved,
    reported,
    returned,
    submitted,
)
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accept,
    Act,
    AddMaterial,
    ApproveReport,
    CarryOut,
    Classify,
    CloseEvaluation,
    CloseSupervision,
    Contact,
    Convert,
    Correct,
    DecideDispute,
    DecideReview,
    Decline,
    Deliver,
    Disclose,
    DisputeRaised,
    Evaluate,
    EvaluationOpened,
    Extend,
    FollowUp,
    IssueOpinion,
    IssueQueryCode,
    JoinParty,
    LeaveParty,
    Link,
    Merge,
    OpenEvaluation,
    OpenSupervision,
    PartyJoined,
    RaiseDispute,
    Receive,
    RecordClaims,
    Refer,
    RefuseReturn,
    Register,
    Reopen,
    Reply,
    ReportResult,
    RequestReview,
    Resolve,
    Resume,
    ReturnReferral,
    ReviewDecided,
    ReviewRequested,
    SendBackReport,
    State,
    Submit,
    SupervisionOpened,
    Suspend,
    Suspended,
    TakeAction,
    TakeOver,
    Terminate,
    Unlink,
    Urge,
    Withdraw,
)
from petition_es.domain.sealed import Sealed

LATER = 30
"""The day of the act: after everything that a history tells."""

Told = tuple[Happening, ...]


def act_named(name: str, state: State) -> Act:
    """The act, in the words that it takes in this state."""
    if name == "refer" and state == "resolved":
        return Refer(to_unit="water", kind="assignment", report_due=day(60))
    if name == "issue_opinion" and state in {"answered", "delivered"}:
        return IssueOpinion(text=Sealed("再答"), supersedes="opinion-roads")
    if name == "issue_opinion" and state == "reopened":
        return IssueOpinion(text=Sealed("重作"), round="remade", supersedes="opinion-roads")
    if name == "disclose" and state == "submitted":
        return Disclose(target="names", audience="auditor", reason="petitioner_asked")
    if name == "correct" and state == "submitted":
        changes = {"title": Sealed("改")}
        return _correct(corrected=named("submitted"), effect="amend", changes=changes)
    words = BY_THE_REVIEWER if state == "under_review" else WORDS
    return words.get(name, WORDS[name])()


BY_THE_REVIEWER: dict[str, Callable[[], Act]] = {
    "accept": lambda: Accept(kind="review"),
    "issue_opinion": lambda: IssueOpinion(text=Sealed("复查意见"), round="review"),
    "request_review": lambda: RequestReview(opinion_id="opinion-water"),
}
"""While a review is pending these are about it, or about another opinion."""


def _correct(**more: Any) -> Correct:
    return Correct(**{"effect": "void", "reason": "other", "corrected": named("linked-2"), **more})


WORDS: dict[str, Callable[[], Act]] = {
    "submit": lambda: Submit(title=Sealed("题"), text=Sealed("文"), parties=(party(LI),)),
    "register": lambda: Register(number=number()),
    "classify": lambda: Classify(flags=("urgent",)),
    "record_claims": lambda: RecordClaims(claims=(claim("ferry"),)),
    "join_party": lambda: JoinParty(petitioner_id=WANG.actor_id),
    "leave_party": lambda: LeaveParty(petitioner_id=WANG.actor_id),
    "link": lambda: Link(other=number(5), relation="related"),
    "unlink": lambda: Unlink(other=number(2), relation="same_matter"),
    "refer": lambda: Refer(to_unit="water", part="joint"),
    "receive": Receive,
    "return_referral": lambda: ReturnReferral(reason="not_competent"),
    "refuse_return": RefuseReturn,
    "accept": lambda: Accept(kind="procedural"),
    "decline": lambda: Decline(kind="not_accepted", ground="r2005-21"),
    "contact": lambda: Contact(method="phone"),
    "take_action": lambda: TakeAction(kind="inspection"),
    "add_material": lambda: AddMaterial(note=Sealed("补充")),
    "urge": Urge,
    "withdraw": Withdraw,
    "reply": lambda: Reply(text=Sealed("答复"), kind="interim"),
    "issue_opinion": lambda: IssueOpinion(text=Sealed("意见")),
    "deliver": lambda: Deliver(method="post", document_kind="reply", document="reply-9"),
    "report_result": lambda: ReportResult(outcome="done"),
    "approve_report": ApproveReport,
    "send_back_report": lambda: SendBackReport(reason=Sealed("没有办")),
    "carry_out": CarryOut,
    "resolve": Resolve,
    "reopen": lambda: Reopen(ground="new_facts"),
    "evaluate": lambda: Evaluate(evaluatee="unit", result="satisfied"),
    "follow_up": lambda: FollowUp(answer="no"),
    "correct": _correct,
    "merge": lambda: Merge(survivor=number(3)),
    "disclose": lambda: Disclose(audience="public", reason="published"),
    "issue_query_code": lambda: IssueQueryCode(code_hash="h4sh"),
    "raise_dispute": lambda: RaiseDispute(units=("roads", "water")),
    "decide_dispute": lambda: DecideDispute(decided_for="water"),
    "take_over": lambda: TakeOver(from_unit="roads", to_unit="water", because="unit-merged"),
    "convert": Convert,
    "extend": lambda: Extend(days=30, reason="complex", approver_role="unit-head"),
    "suspend": lambda: Suspend(ground="hearing"),
    "resume": Resume,
    "open_supervision": lambda: OpenSupervision(ground="overdue"),
    "close_supervision": lambda: CloseSupervision(result="handled"),
    "open_evaluation": OpenEvaluation,
    "close_evaluation": CloseEvaluation,
    "request_review": lambda: RequestReview(opinion_id="opinion-roads"),
    "decide_review": lambda: DecideReview(outcome="uphold"),
    "terminate": lambda: Terminate(ground="settled"),
}


def actor_of(name: str, state: State) -> Actor:
    """Who performs it."""
    if name == "raise_dispute" and state not in {"referred", "received"}:
        return WATER
    if state == "under_review" and name in {"issue_opinion", "extend"}:
        return BUREAU
    if name == "decline":
        return BUREAU if state in {"submitted", "registered", "returned"} else ROADS
    return ACTORS.get(name, BUREAU)


ACTORS: dict[str, Actor] = {
    **dict.fromkeys(
        ("submit", "add_material", "urge", "withdraw", "evaluate", "request_review"), LI
    ),
    **dict.fromkeys(("issue_opinion", "report_result", "resolve", "take_action"), ROADS),
    **dict.fromkeys(("convert", "extend", "suspend", "raise_dispute"), ROADS),
    **dict.fromkeys(("receive", "return_referral"), WATER),
}

# ---- What must have happened ---------------------------------------------------------------------

_BEGUN = HISTORY_TO["registered"]
_ASSIGNED = (*_BEGUN, assigned(ROADS))
_AGAIN = (*HISTORY_TO["resolved"], assigned(ROADS, on=12, referral_id="again"))
_AGAIN_RECEIVED = (*_AGAIN, received(ROADS, 13, "again"))
_AGAIN_ACCEPTED = (*_AGAIN_RECEIVED, accepted(ROADS, 14, "again"))
_AGAIN_IN_HANDLING = (*_AGAIN_ACCEPTED, acted(ROADS, 15))

SECOND_ROUND: dict[State, Told] = {
    "referred": _AGAIN,
    "received": _AGAIN_RECEIVED,
    "returned": (*_AGAIN_RECEIVED, returned(ROADS, 14, "again")),
    "disputed": (
        *_AGAIN,
        happened(DisputeRaised, ROADS, 13, "disputed", referral_id="again", units=("roads",)),
    ),
    "accepted": _AGAIN_ACCEPTED,
    "in_handling": _AGAIN_IN_HANDLING,
    "suspended": (*_AGAIN_IN_HANDLING, happened(Suspended, ROADS, 16, ground="hearing")),
}
"""States with an old opinion: a resolved matter was assigned again, as backlog is."""

TWO_ASSIGNMENTS: Told = (
    *_BEGUN,
    assigned(ROADS, claim_ids=("bridge",)),
    received(ROADS),
    accepted(ROADS),
    opinion(ROADS, answers={"bridge": "support"}),
    reported(ROADS),
    assigned(WATER, on=8, claim_ids=("road",)),
)
"""Referred, to one unit, while the report of another one waits."""

DECLINED_BEFORE_ANYBODY_ACCEPTED: dict[State, Told] = {
    "accepted": (
        submitted(),
        registered(),
        accepted(BUREAU, kind="procedural"),
    ),
    "in_handling": (*HISTORY_TO["received"], acted(ROADS)),
    "reopened": (*_BEGUN, declined("not_accepted"), reopened(resolution_id="declined")),
}


def history_for(name: str, state: State) -> Told:
    """What happened so that the act is possible in this state."""
    told = HISTORY_TO[state]
    if name == "decline":
        return DECLINED_BEFORE_ANYBODY_ACCEPTED.get(state, told)
    if name == "carry_out":
        return SECOND_ROUND.get(state, told)
    if name == "resolve" and state in SECOND_ROUND:
        report = reported(ROADS, 17, "report-2", referral_id="again")
        return (*SECOND_ROUND[state], report, report_approved(18, "report-2"))
    if name in {"report_result", "approve_report", "send_back_report"}:
        return _with_assignment(name, state)
    if name in BY_LAW:
        return BY_LAW[name](state)
    return (*_with_second_unit(name, state), *MORE.get(name, ()))


MORE: dict[str, Told] = {
    "leave_party": (
        happened(
            PartyJoined, WANG, 20, "joined", petitioner_id=WANG.actor_id, party_role="joint_signer"
        ),
    ),
    "deliver": (replied(BUREAU, 20, "reply-9", kind="interim"),),
    "receive": (referred(WATER, on=20, part="copy"),),
}


def _sent_back(*beginning: Happening, since: float = 9) -> Told:
    """Delivered, but not resolved; a review found that it is to be done again."""
    return (
        *beginning,
        happened(
            ReviewRequested, LI, since, "review-requested", ("opinion-roads",),
            request_id="request-1", level="review", opinion_id="opinion-roads",
        ),
        happened(
            ReviewDecided, BUREAU, since + 1, "review-decided", ("review-requested",),
            request_id="request-1", outcome="redo", redo_due=day(70),
        ),
    )  # fmt: skip


def _asked_for_a_review(*beginning: Happening) -> Told:
    """A review of the opinion of the roads office was asked for, whatever else lasts."""
    return _sent_back(*beginning, since=18)[:-1]


def _extendable(state: State) -> Told:
    """With a limit that still runs: what was resolved has none, unless it is under review."""
    return _sent_back(*HISTORY_TO["delivered"]) if state == "reopened" else HISTORY_TO[state]


def _simple(state: State) -> Told:
    """Accepted in the simple procedure."""
    simply = accepted(ROADS, procedure="simple")
    return tuple(simply if each.label == simply.label else each for each in _extendable(state))


def _disputable(state: State) -> Told:
    """Beside the roads office, which has accepted, a joint unit that has not."""
    told, place = HISTORY_TO[state], len(_BEGUN) + 1
    if state in {"referred", "received"}:
        return told
    return (*told[:place], referred(WATER, part="joint"), *told[place:])


def _held(state: State) -> Told:
    """Not resolved, so that the roads office still holds it."""
    if state == "under_review":
        return _sent_back(*HISTORY_TO["delivered"])[:-1]
    return HISTORY_TO[state]


def _supervised(state: State) -> Told:
    opened = happened(
        SupervisionOpened, BUREAU, 20, "supervised", supervision_id="s-1", ground="overdue"
    )
    return (*HISTORY_TO[state], opened)


def _invited(state: State) -> Told:
    opened = happened(EvaluationOpened, BUREAU, 20, "invited", evaluatees=("bureau", "unit"))
    return (*HISTORY_TO[state], opened)


def _decidable(state: State) -> Told:
    """With a dispute that waits, if under a review that was asked for later."""
    if state != "under_review":
        return HISTORY_TO[state]
    disputed = happened(
        DisputeRaised, ROADS, 13, "disputed", referral_id="again", units=("roads", "water")
    )
    return _asked_for_a_review(*_AGAIN, disputed)


def _resting(state: State) -> Told:
    """With a suspension that lasts, if under a review that was asked for later."""
    if state != "under_review":
        return HISTORY_TO[state]
    return _asked_for_a_review(*SECOND_ROUND["suspended"])


def _reviewable(state: State) -> Told:
    """With an opinion that was delivered, and not reviewed yet."""
    if state == "under_review":
        return (
            *HISTORY_TO["registered"],
            *(referred(ROADS), received(ROADS), accepted(ROADS), opinion(ROADS), delivered(ROADS)),
            *(referred(WATER, part="joint"), received(WATER), accepted(WATER)),
            *(opinion(WATER), delivered(WATER)),
            *_sent_back()[:-1],
        )
    if state == "answered":
        again = opinion(ROADS, 16, "opinion-2", supersedes="opinion-roads")
        return (*_AGAIN_IN_HANDLING, again)
    return SECOND_ROUND.get(state, HISTORY_TO[state])


BY_LAW: dict[str, Callable[[State], Told]] = {
    "raise_dispute": _disputable,
    "take_over": _held,
    "convert": _simple,
    "extend": _extendable,
    "close_supervision": _supervised,
    "close_evaluation": _invited,
    "request_review": _reviewable,
    "decide_dispute": _decidable,
    "resume": _resting,
}


def _with_assignment(name: str, state: State) -> Told:
    if state == "referred":
        return TWO_ASSIGNMENTS
    told = HISTORY_TO[state]
    rest = told[len(_ASSIGNED) :]
    return (*_ASSIGNED, *rest) + (() if name == "report_result" else (reported(ROADS, 20),))


def _with_second_unit(name: str, state: State) -> Told:
    """Beside the roads office a joint unit, which has nothing done or has given it back."""
    told = HISTORY_TO[state]
    joint = referred(WATER, part="joint")
    between = {"return_referral": (joint,), "refuse_return": (joint, returned(WATER, 2))}
    if name not in between or state == "returned":
        return told
    place = len(_BEGUN) + 1
    return (*told[:place], *between[name], *told[place:])
