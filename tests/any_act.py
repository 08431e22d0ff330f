"""Any act, sensible or not: what Hypothesis draws from."""

from hypothesis import strategies as st

from histories import LI, STRANGER, WANG, claim, day, number, party
from petition_es.domain.codes import ClaimAnswer
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
    DecideDispute,
    DecideReview,
    Decline,
    Deliver,
    Disclose,
    Evaluate,
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
    SendBackReport,
    Submit,
    Suspend,
    TakeAction,
    TakeOver,
    Terminate,
    Unlink,
    Urge,
    Withdraw,
)
from petition_es.domain.sealed import Sealed


def one(*words):
    return st.sampled_from(words)


def maybe(*words):
    return st.sampled_from((*(None,) * 6, *words))


units = one("bureau", "roads", "water", "city")
persons = one(LI.actor_id, WANG.actor_id, STRANGER.actor_id)
claims = one((), (), (), (), ("bridge",), ("road",), ("bridge", "road"), ("ferry",))
text = st.just(Sealed("文"))
numbers = one(*(number(serial) for serial in range(1, 8)), "XF2016")
answers = claims.map(
    lambda ids: tuple(ClaimAnswer(claim_id=each, stance="support") for each in ids)
)

EVERY_ACT: dict[str, st.SearchStrategy[Act]] = {
    Register.NAME: st.builds(Register, number=numbers),
    Refer.NAME: st.builds(
        Refer,
        to_unit=units,
        kind=one("referral", "assignment"),
        part=one("lead", "joint", "copy"),
        report_due=one(day(900), day(900), day(2), None),
        claim_ids=claims,
        group_id=maybe("g1"),
        referral_id=maybe("r1"),
    ),
    Receive.NAME: st.builds(Receive, referral_id=maybe("r1")),
    ReturnReferral.NAME: st.builds(ReturnReferral, reason=one("not_competent")),
    RefuseReturn.NAME: st.builds(RefuseReturn, referral_id=maybe("r1")),
    Accept.NAME: st.builds(
        Accept,
        kind=one("substantive", "procedural"),
        procedure=one("ordinary", "ordinary", "simple"),
    ),
    Decline.NAME: st.builds(Decline, kind=one("not_accepted", "filed"), ground=maybe("g")),
    TakeAction.NAME: st.builds(TakeAction, kind=one("works"), claim_ids=claims),
    Reply.NAME: st.builds(Reply, text=text, kind=one("interim", "final"), reply_id=maybe("a1")),
    IssueOpinion.NAME: st.builds(
        IssueOpinion,
        text=text,
        answers=answers,
        round=one("handling", "remade", "review"),
        supersedes=maybe("o1"),
        opinion_id=maybe("o1", "o2"),
    ),
    Deliver.NAME: st.builds(
        Deliver,
        method=one("post"),
        document_kind=one("opinion", "reply", "acceptance"),
        document=maybe("o1"),
        result=one("signed", "failed"),
    ),
    ReportResult.NAME: st.builds(
        ReportResult, outcome=one("done"), opinion_id=maybe("o1"), report_id=maybe("p1")
    ),
    ApproveReport.NAME: st.builds(ApproveReport, report_id=maybe("p1")),
    SendBackReport.NAME: st.builds(SendBackReport, reason=text, report_id=maybe("p1")),
    CarryOut.NAME: st.builds(CarryOut, opinion_id=maybe("o1")),
    Resolve.NAME: st.builds(
        Resolve, scope=one("whole", "unit"), opinion_id=maybe("o1"), resolution_id=maybe("s1")
    ),
    Reopen.NAME: st.builds(Reopen, ground=one("new_facts"), resolution_id=maybe("s1")),
    Submit.NAME: st.builds(Submit, title=text, text=text, parties=st.just((party(LI),))),
    Classify.NAME: st.builds(Classify, flags=one((), ("urgent",), ("confidential",))),
    RecordClaims.NAME: st.builds(
        RecordClaims,
        claims=one((), (claim("bridge"),), (claim("bridge"), claim("road"))),
        amends=st.booleans(),
    ),
    JoinParty.NAME: st.builds(
        JoinParty,
        petitioner_id=persons,
        party_role=one("joint_signer", "agent"),
        represents=maybe(LI.actor_id),
    ),
    LeaveParty.NAME: st.builds(LeaveParty, petitioner_id=persons),
    Link.NAME: st.builds(Link, other=numbers, relation=one("same_matter")),
    Unlink.NAME: st.builds(Unlink, other=numbers, relation=one("same_matter")),
    Contact.NAME: st.builds(Contact, method=one("phone")),
    AddMaterial.NAME: st.builds(AddMaterial, note=maybe(Sealed("证"))),
    Urge.NAME: st.builds(Urge),
    Withdraw.NAME: st.builds(Withdraw, scope=one("all", "claims"), claim_ids=claims),
    Evaluate.NAME: st.builds(
        Evaluate,
        evaluatee=one("bureau", "unit"),
        result=one("satisfied"),
        evaluatee_unit=maybe("roads", "water"),
        replaces=maybe("v1"),
        evaluation_id=maybe("v1"),
    ),
    FollowUp.NAME: st.builds(FollowUp, answer=one("no")),
    Merge.NAME: st.builds(Merge, survivor=numbers),
    Disclose.NAME: st.builds(Disclose, audience=one("public", "officer"), reason=one("published")),
    IssueQueryCode.NAME: st.builds(IssueQueryCode, code_hash=one("h1")),
    RaiseDispute.NAME: st.builds(RaiseDispute, units=one(("roads", "water"), ("roads",))),
    DecideDispute.NAME: st.builds(DecideDispute, decided_for=units),
    TakeOver.NAME: st.builds(TakeOver, from_unit=units, to_unit=units, because=one("closed")),
    Convert.NAME: st.builds(Convert),
    Extend.NAME: st.builds(
        Extend, days=one(10, 30, 31), reason=one("complex"), approver_role=one("unit-head", None)
    ),
    Suspend.NAME: st.builds(Suspend, ground=one("hearing", "holiday")),
    Resume.NAME: st.builds(Resume),
    OpenSupervision.NAME: st.builds(
        OpenSupervision, ground=one("overdue"), supervision_id=maybe("w1")
    ),
    CloseSupervision.NAME: st.builds(
        CloseSupervision, result=one("handled"), supervision_id=maybe("w1")
    ),
    OpenEvaluation.NAME: st.builds(
        OpenEvaluation, evaluatees=one(("bureau", "unit"), ("unit",)), closes_at=maybe(day(900))
    ),
    CloseEvaluation.NAME: st.builds(CloseEvaluation, evaluatees=one((), ("unit",))),
    RequestReview.NAME: st.builds(
        RequestReview, level=one("review", "second_review"), opinion_id=maybe("o1")
    ),
    DecideReview.NAME: st.builds(
        DecideReview,
        outcome=one("uphold", "change", "revoke", "redo"),
        redo_due=one(day(900), None),
        new_opinion_id=maybe("o9"),
    ),
    Terminate.NAME: st.builds(Terminate, ground=one("settled", "review-lapsed", "second-review")),
}

any_act = st.one_of(*EVERY_ACT.values())
