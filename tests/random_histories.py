"""Random histories: any acts in any order, late and imported ones, corrected and disclosed."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from histories import BUREAU, CITY, DAY_ZERO, LI, NAMES, ROADS, WATER, claim, day, number, party
from petition_es.domain.codes import Attachment, ClaimAnswer, Precision, Source
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import (
    Accept,
    Act,
    AddMaterial,
    ApproveReport,
    CarryOut,
    Classify,
    Contact,
    Converted,
    Correct,
    Decline,
    Deliver,
    Disclose,
    DisputeDecided,
    DisputeRaised,
    Evaluate,
    EvaluationClosed,
    EvaluationOpened,
    Extended,
    FollowUp,
    IssueOpinion,
    IssueQueryCode,
    JoinParty,
    LeaveParty,
    Link,
    Merge,
    Petition,
    PetitionEvent,
    Receive,
    RecordClaims,
    Refer,
    RefuseReturn,
    Register,
    Reopen,
    Reply,
    ReportResult,
    Resolve,
    Resumed,
    ReturnReferral,
    ReviewDecided,
    ReviewRequested,
    SendBackReport,
    Submit,
    SupervisionClosed,
    SupervisionOpened,
    Suspended,
    TakeAction,
    TakenOver,
    Terminated,
    Unlink,
    Urge,
    Withdraw,
)
from petition_es.domain.refusals import Refusal
from petition_es.domain.sealed import Sealed

PAPER = Attachment(attachment_id=NAMES, media_type="application/pdf", size=1, sha256="0")

WAY: tuple[tuple[Act, Actor], ...] = (
    (Register(number=number(), purpose="request"), BUREAU),
    (RecordClaims(claims=(claim("c1"), claim("c2"))), BUREAU),
    (Accept(kind="procedural"), BUREAU),
    (Refer(to_unit="roads"), BUREAU),
    (Receive(), ROADS),
    (Accept(), ROADS),
    (TakeAction(kind="inspection", evidence=(PAPER,)), ROADS),
    (IssueOpinion(text=Sealed("予以支持"), opinion_id="o1",
                  answers=(ClaimAnswer(claim_id="c1", stance="support"),)), ROADS),
    (Deliver(method="post"), ROADS),
    (Resolve(resolution_id="r1"), ROADS),
    (Evaluate(evaluatee="unit", result="satisfied", evaluation_id="e1"), LI),
)  # fmt: skip
"""The plain way from registration to evaluation, so that random histories get somewhere."""

FAR = [len(WAY)] * 6

ASIDE: tuple[tuple[Act, Actor], ...] = (
    (Refer(to_unit="city"), BUREAU),
    (Refer(to_unit="roads"), CITY),
    (Refer(to_unit="water", part="joint"), BUREAU),
    (Refer(to_unit="water", part="copy"), BUREAU),
    (Refer(to_unit="roads", kind="assignment", report_due=day(400), campaign="backlog"), BUREAU),
    (Receive(), CITY),
    (Receive(), WATER),
    (ReturnReferral(reason="not_competent", explanation=Sealed("不归我们管")), ROADS),
    (RefuseReturn(), BUREAU),
    (Decline(kind="not_accepted", ground="r2005-21"), BUREAU),
    (Reply(text=Sealed("已收到"), kind="interim"), BUREAU),
    (Reply(text=Sealed("已修好"), kind="final"), ROADS),
    (Contact(method="phone", note=Sealed("约好时间")), ROADS),
    (AddMaterial(note=Sealed("照片"), attachments=(PAPER,)), LI),
    (Urge(), LI),
    (Withdraw(), LI),
    (Withdraw(scope="claims", claim_ids=("c2",)), LI),
    (ReportResult(outcome="done", opinion_id="o1", text=Sealed("照旧")), ROADS),
    (ApproveReport(), BUREAU),
    (SendBackReport(reason=Sealed("没有做")), BUREAU),
    (CarryOut(claim_ids=("c1",), evidence=(PAPER,)), ROADS),
    (Reopen(ground="not_carried_out"), BUREAU),
    (Evaluate(evaluatee="unit", result="dissatisfied", replaces="e1"), LI),
    (Evaluate(evaluatee="bureau", result="basically_satisfied", words=Sealed("还行")), LI),
    (FollowUp(answer="no"), BUREAU),
    (FollowUp(answer="yes"), BUREAU),
    (Classify(flags=("confidential",)), BUREAU),
    (Classify(flags_dropped=("confidential",)), BUREAU),
    (Link(other=number(77), relation="same_matter"), BUREAU),
    (Unlink(other=number(77), relation="same_matter"), BUREAU),
    (JoinParty(petitioner_id="petitioner-wang"), BUREAU),
    (LeaveParty(petitioner_id="petitioner-wang"), BUREAU),
    (IssueQueryCode(code_hash="hash"), BUREAU),
    (Merge(survivor=number(88)), BUREAU),
)

LAW: tuple[tuple[type[PetitionEvent], Actor, dict[str, Any]], ...] = (
    (DisputeRaised, ROADS, {"referral_id": "x", "units": ("roads", "water")}),
    (DisputeDecided, BUREAU, {"referral_id": "x", "decided_for": "water"}),
    (TakenOver, BUREAU, {"from_unit": "roads", "to_unit": "water", "because": "merged"}),
    (Converted, ROADS,
     {"from_procedure": "simple", "to_procedure": "ordinary", "clock_rule": "original"}),
    (Extended, ROADS, {"days": 30, "reason": "complex", "explanation": Sealed("情况复杂")}),
    (SupervisionOpened, BUREAU, {"supervision_id": "s1", "ground": "overdue"}),
    (SupervisionClosed, BUREAU, {"supervision_id": "s1", "result": "done"}),
    (EvaluationOpened, BUREAU, {"evaluatees": ("bureau", "unit"), "closes_at": day(90)}),
    (EvaluationClosed, BUREAU, {"evaluatees": ("unit",)}),
    (ReviewRequested, LI, {"request_id": "q1", "level": "review", "opinion_id": "o1"}),
    (ReviewDecided, CITY, {"request_id": "q1", "outcome": "uphold"}),
    (ReviewDecided, CITY, {"request_id": "q1", "outcome": "redo", "redo_due": day(99)}),
    (Suspended, ROADS, {"ground": "hearing"}),
    (Resumed, ROADS, {"ground": "hearing-held"}),
    (Terminated, BUREAU, {"ground": "r2005-35"}),
)  # fmt: skip
"""Events whose acts are not there yet; a timeline shows them all the same."""

Move = Callable[[Petition, Callable[[Actor], Entry]], None]


def _act(pair: tuple[Act, Actor]) -> Move:
    return lambda petition, entry: petition.perform(pair[0], entry(pair[1]))


def _law(told: tuple[type[PetitionEvent], Actor, dict[str, Any]]) -> Move:
    event_class, actor, content = told

    def record(petition: Petition, entry: Callable[[Actor], Entry]) -> None:
        event = event_class.of(
            entry(actor),
            originator_id=petition.id,
            originator_version=petition.version + 1,
            rests_on=(),
            content=content,
        )
        petition.absorb(event)

    return record


def _correct(index: int, effect: str) -> Move:
    def correct(petition: Petition, entry: Callable[[Actor], Entry]) -> None:
        wrong = petition.recorded[index % len(petition.recorded)]
        made = entry(BUREAU)
        changes = {} if effect == "void" else {"at": wrong.local_at - timedelta(hours=5)}
        petition.perform(
            Correct(
                corrected=wrong.event_id, effect=effect, reason="wrong_time", changes=changes,
                replacement_id=None if effect == "void" else uuid5(NAMES, f"r{made.event_id}"),
            ),
            made,
        )  # fmt: skip

    return correct


def _disclose(index: int | None, audience: str) -> Move:
    def disclose(petition: Petition, entry: Callable[[Actor], Entry]) -> None:
        recorded = petition.recorded
        target = "petition" if index is None else str(recorded[index % len(recorded)].event_id)
        act = Disclose(audience=audience, reason="published", target=target)
        petition.perform(act, entry(BUREAU))

    return disclose


AUDIENCE = st.sampled_from(["public", "petitioner", "officer", "auditor"])
MOVES: st.SearchStrategy[Move] = st.one_of(
    st.sampled_from(WAY).map(_act),
    st.sampled_from(ASIDE).map(_act),
    st.sampled_from(LAW).map(_law),
    st.builds(_correct, st.integers(0, 30), st.sampled_from(["void", "amend"])),
    st.builds(_disclose, st.none() | st.integers(0, 30), AUDIENCE),
)

PRECISION: st.SearchStrategy[Precision] = st.sampled_from(["second"] * 6 + ["day", "unknown"])
LAG = st.sampled_from([0] * 6 + [1, 3, 8])
SOURCE = st.sampled_from([None] * 6 + ["silent", "telling"])


@st.composite
def histories(draw: st.DrawFn) -> list[PetitionEvent]:
    """Any record of one petition, as it was written; acts that are refused leave nothing in it.

    The plain way is gone at least in part, with other things in between.
    """
    plain = [_act(pair) for pair in WAY[: draw(st.sampled_from([*range(len(WAY)), *FAR]))]]
    moves = list(plain)
    for move in draw(st.lists(MOVES, max_size=14)):
        moves.insert(draw(st.integers(0, len(moves))), move)
    clock, petition = DAY_ZERO, Petition.submitted(NAMES, _submission(), _entry(0, LI, DAY_ZERO))
    for place, move in enumerate(moves, 1):
        clock += timedelta(hours=draw(st.sampled_from([0, 1, 7, 24, 50])))
        stamp = draw(st.tuples(LAG, PRECISION, SOURCE))
        try:
            move(petition, _entries(place, clock, *stamp))
        except Refusal:
            continue
    return petition.recorded


def _submission() -> Submit:
    return Submit(title=Sealed("危桥"), text=Sealed("桥要塌了"), parties=(party(LI),))


def _entries(
    place: int, clock: datetime, lag: int, precision: Precision, source: str | None
) -> Callable[[Actor], Entry]:
    at = max(clock - timedelta(days=lag), DAY_ZERO)
    told = clock if source == "telling" else None
    recorded = clock + timedelta(days=30) if source else clock
    origin = Source(system="old", record_id=str(place), recorded_at=told) if source else None
    return lambda actor: _entry(
        place, actor, at, recorded_at=recorded, at_precision=precision, source=origin
    )


def _entry(place: int, actor: Actor, at: datetime, **stamp: Any) -> Entry:
    stamp.setdefault("recorded_at", at)
    return Entry(event_id=uuid5(NAMES, f"entry-{place}"), actor=actor, at=at, **stamp)


def ids(events: Sequence[PetitionEvent]) -> list[UUID]:
    return [event.event_id for event in events]
