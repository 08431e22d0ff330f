"""Finishing: whether a petition, and a matter, was brought to an end (化解), and what proves it.

A resolution (办结) is a unit's *claim*. What stands for it and against it is weighed so; the first
line that fits decides, and the lines below it that fit too stand among the reasons:

| evidence since work last began again | state |
|---|---|
| no claim of the whole stands: a review or a reopening undid it, and none came since | contradicted |
| no claim of the whole stands: never made, assigned anew, new facts, declined, withdrawn, merged | not_resolved |
| the petitioner's last word is no: dissatisfied, a follow-up "no", the matter came again | contradicted |
| the petitioner's last word is yes: a content vote on a unit, a follow-up "yes" | confirmed |
| a grave finding about the handling or the answer | contradicted |
| what the opinion promised was carried out, all of it | carried_out |
| nothing but the claim | claimed_only |

So the petitioner wins over everybody, the petitioner's last word over the earlier ones, and at one
moment a no over a yes; an auditor's doubt wins over what the office says of itself. What counts for
nothing: votes on a bureau (they say how it served), votes that the evaluated unit keyed in itself,
"partly", findings that speak of the way or of another petition, and whatever came before work began
again. Of several parties each has a vote, and one no is a no; a follow-up, and the matter come
again, speak for all.
"""  # noqa: E501  # a table

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import FinishState
from petition_es.audits.finding import Finding
from petition_es.audits.promises import open_promises
from petition_es.audits.rounds import Ending, ending_of
from petition_es.audits.rules.evaluated_by_office import is_of_the_evaluated
from petition_es.domain.petition import (
    Evaluated,
    FollowedUp,
    OpinionCarriedOut,
    OpinionIssued,
    Registered,
    Submitted,
)

NOT_OF_THE_RESULT = frozenset(
    {"complained_again", "repeat", "repeated_referral", "ping_pong", "batch_closing",
     "irregular_extension", "evaluated_by_office", "simple_misused"}
)  # fmt: skip
"""Rules whose findings speak of the way, of a vote, or of the petition that came before."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a finish state is what it is: when that came, and the event that proves it.

    `code` is a FinishReason, or the rule of a grave finding.
    """

    code: str
    at: datetime
    event_id: UUID
    petition_id: UUID


@dataclass(frozen=True, kw_only=True)
class Finish:
    """How far a petition was brought to its end; `reasons` begins with what decided."""

    state: FinishState
    petition_id: UUID
    reasons: tuple[Reason, ...]

    @property
    def at(self) -> datetime:
        """When that was said."""
        return self.reasons[0].at


def finish_of(case: Case, matter: Matter, findings: Iterable[Finding] = ()) -> Finish:
    """The finish state of a petition; `findings` are those that no auditor has dismissed."""
    ending = ending_of(case)
    if ending.claim is None:
        reason = _reason(ending.code, ending.event)
        state: FinishState = "contradicted" if ending.is_overturned else "not_resolved"
        return Finish(state=state, petition_id=case.petition_id, reasons=(reason,))
    yes, no = _words(case, matter, ending)
    doubts = _doubts(case, findings, ending)
    done = _carried_out(case, ending)
    claim = [_reason("claimed", ending.claim)]
    ranked: list[tuple[FinishState, list[Reason]]] = [
        ("contradicted", no),
        ("confirmed", yes),
        ("contradicted", doubts),
        ("carried_out", done),
        ("claimed_only", claim),
    ]
    state = next(state for state, reasons in ranked if reasons)
    found = [reason for _, reasons in ranked for reason in reasons]
    return Finish(state=state, petition_id=case.petition_id, reasons=tuple(found))


def finish_of_matter(matter: Matter, findings: Iterable[Finding] = ()) -> Finish:
    """The finish state of a matter: that of its petition of which something was said last.

    At one moment the petition that came later says it.
    """
    told = list(findings)
    finishes = [finish_of(case, matter, told) for case in matter.cases]
    return max(enumerate(finishes), key=lambda each: (each[1].at, each[0]))[1]


def _words(case: Case, matter: Matter, ending: Ending) -> tuple[list[Reason], list[Reason]]:
    """The petitioner's last word, as what says yes and what says no; one of both is empty."""
    words = [*_votes(case, ending), *_follow_ups(case, ending), *_returns(case, matter, ending)]
    turns = [reason for _, reason, is_of_all in words if is_of_all]
    last_turn = max((reason.at for reason in turns), default=None)
    last = [each for each in words if last_turn is None or each[1].at >= last_turn]
    later = [each for each in last if last_turn is None or each[1].at > last_turn]
    said = sorted(later or last, key=lambda each: (each[1].at, each[1].event_id), reverse=True)
    no = [reason for is_yes, reason, _ in said if not is_yes]
    return ([] if no else [reason for _, reason, _ in said]), no


Word = tuple[bool, Reason, bool]
"""Whether it says yes; what was said; whether it speaks for all parties, not for one."""


def _votes(case: Case, ending: Ending) -> list[Word]:
    """The votes in force on a unit, each party's last one."""
    votes = [vote for vote in case.of(Evaluated) if vote.resolution_id == ending.resolution_id]
    replaced = {vote.replaces for vote in votes}
    counted = [
        vote
        for vote in votes
        if vote.evaluatee == "unit" and vote.evaluation_id not in replaced
        if not is_of_the_evaluated(vote)
    ]
    last: dict[tuple[str, str | None], Evaluated] = {}
    for vote in sorted(counted, key=lambda each: (each.at, each.event_id)):
        last[vote.party, vote.evaluatee_unit] = vote
    return [
        (vote.result != "dissatisfied", _reason(f"voted_{vote.result}", vote), False)
        for vote in last.values()
    ]


def _follow_ups(case: Case, ending: Ending) -> list[Word]:
    asked = [each for each in case.of(FollowedUp) if each.resolution_id == ending.resolution_id]
    return [
        (each.answer == "yes", _reason(f"follow_up_{each.answer}", each), True)
        for each in asked
        if each.answer in {"yes", "no"}
    ]


def _returns(case: Case, matter: Matter, ending: Ending) -> list[Word]:
    """The petitions by which the matter came again after the claim."""
    if len(matter.cases) == 1 or ending.claim is None:
        return []
    came = [each.first(Submitted, Registered) for each in matter.cases if each is not case]
    return [
        (False, _reason("came_again", event), True)
        for event in came
        if event is not None and event.at > ending.claim.at
    ]


def _doubts(case: Case, findings: Iterable[Finding], ending: Ending) -> list[Reason]:
    """The grave findings of this round, the earliest first."""
    grave = [
        each
        for each in findings
        if each.petition_id == case.petition_id and each.severity == "grave"
        if each.rule not in NOT_OF_THE_RESULT and ending.is_of_this_round(each.arose_at)
    ]
    return [
        Reason(
            code=each.rule,
            at=each.arose_at,
            event_id=each.proofs[0].event_id,
            petition_id=case.petition_id,
        )
        for each in sorted(grave, key=lambda each: (each.arose_at, each.finding_id))
    ]


def _carried_out(case: Case, ending: Ending) -> list[Reason]:
    """What was carried out in this round, where no promise of an opinion that stands is open."""
    opinions: list[Any] = [*case.of(OpinionIssued)]
    standing = {each.opinion_id for each in opinions} - {each.supersedes for each in opinions}
    done = [
        each
        for each in case.of(OpinionCarriedOut)
        if each.opinion_id in standing and ending.is_of_this_round(each.at)
    ]
    if not done or open_promises([*opinions, *done]):
        return []
    last_first = sorted(done, key=lambda each: (each.at, each.event_id), reverse=True)
    return [_reason("carried_out", each) for each in last_first]


def _reason(code: str, event: Any) -> Reason:
    return Reason(code=code, at=event.at, event_id=event.event_id, petition_id=event.originator_id)
