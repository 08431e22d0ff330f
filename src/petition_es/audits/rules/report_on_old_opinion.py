"""F13: the result of an assignment rests on an opinion that is older than the assignment."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.case import Case, Matter
from petition_es.audits.days import days_between, lies_between
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    ActionTaken,
    Classified,
    OpinionCarriedOut,
    OpinionIssued,
    Referred,
    ResultReported,
)
from petition_es.domain.petition.order import clearly_before

CARRIES_OUT = frozenset({"works", "payment"})


@rule("report_on_old_opinion", indicator="F13", speaks_at=(ResultReported,))
def report_on_old_opinion(case: Case, matter: Matter, _: Thresholds) -> Iterator[Suspicion]:
    """Speak at a report on an opinion issued before the assignment, or on none and nothing done.

    Grave in a backlog case or a campaign, else a concern; one step less where something was looked
    into since the assignment. Silent where the old opinion was carried out since: that was the
    result which the assignment asked for.
    """
    for report in case.of(ResultReported):
        assignment = _assignment(case, report)
        if assignment is None:
            continue
        done = [
            each
            for each in (*case.of(ActionTaken), *case.of(OpinionCarriedOut))
            if lies_between(each, assignment.at, report)
        ]
        opinion = _opinion(matter, case, report)
        if not any(_carries_out(each) for each in done) and _is_hollow(
            opinion, assignment, report, case, done=bool(done)
        ):
            yield _suspicion(case, report, assignment, opinion, done=len(done))


def _assignment(case: Case, report: ResultReported) -> Referred | None:
    sent = [each for each in case.of(Referred) if each.referral_id == report.referral_id]
    return sent[-1] if sent and sent[-1].kind == "assignment" else None


def _opinion(matter: Matter, case: Case, report: ResultReported) -> OpinionIssued | None:
    """The opinion that the report names, or else rests on: of this petition or of its matter."""
    others = [one for one in matter.cases if one is not case]
    for one in (case, *others):
        for opinion in one.of(OpinionIssued):
            is_named = one is case and opinion.opinion_id == report.opinion_id
            if is_named or opinion.event_id in report.rests_on:
                return opinion
    return None


def _is_hollow(
    opinion: OpinionIssued | None,
    assignment: Referred,
    report: ResultReported,
    case: Case,
    *,
    done: bool,
) -> bool:
    if opinion is not None:
        return clearly_before(opinion, assignment)
    anew = (each for each in case.of(OpinionIssued) if lies_between(each, assignment.at, report))
    return not done and not any(anew)


def _carries_out(event: Any) -> bool:
    return event.TOPIC == OpinionCarriedOut.TOPIC or event.kind in CARRIES_OUT


def _suspicion(
    case: Case,
    report: ResultReported,
    assignment: Referred,
    opinion: OpinionIssued | None,
    *,
    done: int,
) -> Suspicion:
    is_grave = assignment.campaign is not None or _is_backlog(case, report)
    severity: Severity = "grave" if is_grave else "concern"
    if done:
        severity = "concern" if is_grave else "note"
    age = days_between(opinion, assignment) if opinion is not None else None
    return Suspicion(
        deciding=report.event_id,
        at=report.at,
        unit_id=report.acting_unit,
        severity=severity,
        evidence=(assignment.event_id, *((opinion.event_id,) if opinion is not None else ())),
        args={
            "on": "no_opinion" if opinion is None else "old_opinion",
            "opinion_days": age or 0,
            "days": max(0, days_between(assignment, report) or 0),
            "actions": done,
            "backlog": "backlog" if is_grave else "no_backlog",
        },
    )


def _is_backlog(case: Case, report: ResultReported) -> bool:
    """Tell whether the petition was marked as backlog (积案) when the report came."""
    flags: set[str] = set()
    for event in case.of(Classified):
        if not clearly_before(report, event):
            flags = (flags | set(event.flags)) - set(event.flags_dropped)
    return "backlog" in flags
