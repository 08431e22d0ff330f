"""F1: an answer says again what an earlier one said, and nothing was done between the two."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from petition_es.audits.case import FINAL, Case, Matter, Reuse
from petition_es.audits.days import lies_between
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    ActionTaken,
    Contacted,
    OpinionCarriedOut,
    OpinionIssued,
    Referred,
    Reopened,
    Replied,
    ReportSentBack,
    ResultReported,
    ReviewDecided,
    Submitted,
)

NAMED = 10
"""So many of the earlier answers that say the same are named, the weightiest first."""

LOWER: dict[Severity, Severity] = {"grave": "concern", "concern": "note", "note": "note"}


@rule("reused_answer", indicator="F1", speaks_at=(OpinionIssued, Replied, ResultReported))
def reused_answer(case: Case, matter: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak where an answer was asked for anew, and came without anything done since the earlier.

    Grave in the same matter (Beijing a50 and Shandong a45 forbid the same opinion again), concern
    in the same unit; one step less where somebody was reached in between, or something was done
    on a day that is not known. A note where one answer was given to two petitions that lay there
    together. One finding for each later answer, by the gravest of its reuses.
    """
    mine = [each for each in matter.reuses if each.later in case.places]
    if not mine:
        return
    answers: list[Any] = case.of(OpinionIssued, Replied, ResultReported)
    told = {each.event_id: each for each in answers}
    for later_id in dict.fromkeys(each.later for each in mine):
        later = told.get(later_id)
        if later is None or (later.TOPIC == Replied.TOPIC and later.kind not in FINAL):
            continue
        close = [
            (reuse, severity)
            for reuse in mine
            if reuse.later == later_id and _is_close(reuse, thresholds)
            if _stands(reuse, matter)
            if (severity := _severity(reuse, later, case, matter)) is not None
        ]
        if close:
            yield _suspicion(later, close)


def _suspicion(later: Any, close: list[tuple[Reuse, Severity]]) -> Suspicion:
    ranks = ("grave", "concern", "note")
    ordered = sorted(
        close, key=lambda each: (ranks.index(each[1]), -each[0].share, each[0].earlier_position)
    )
    reuse, severity = ordered[0]
    return Suspicion(
        deciding=later.event_id,
        at=later.at,
        unit_id=later.acting_unit,
        severity=severity,
        evidence=tuple(each.earlier for each, _ in ordered[:NAMED]),
        args={
            "share": int(reuse.share * 100),
            "days": max(0, (later.at - reuse.earlier_at).days),
            "where": "same_matter" if reuse.same_matter else "same_unit",
        },
    )


def _is_close(reuse: Reuse, thresholds: Thresholds) -> bool:
    """In one matter less in common is a copy than in two, where much is rightly said alike."""
    name = "share" if reuse.same_matter else "share_elsewhere"
    return reuse.share >= thresholds[name]


def _stands(reuse: Reuse, matter: Matter) -> bool:
    """An answer of this matter that was struck through since is no earlier answer."""
    own = [each for each in matter.cases if each.petition_id == reuse.earlier_petition]
    return not own or reuse.earlier in own[0].places


def _severity(reuse: Reuse, later: Any, case: Case, matter: Matter) -> Severity | None:
    """None: the same words are no suspicion here."""
    is_anew = not reuse.same_matter or _is_asked_anew(case, reuse.earlier_at, later)
    if not is_anew and reuse.earlier_petition == case.petition_id:
        return None
    since = reuse.earlier_at if reuse.same_matter else min(reuse.earlier_at, case.began_at)
    concerned = matter.cases if reuse.same_matter else (case,)
    if _was_done(concerned, since, later):
        return None
    if not is_anew:
        return "note"
    severity: Severity = "grave" if reuse.same_matter else "concern"
    return LOWER[severity] if _perhaps(concerned, since, later) else severity


def _is_asked_anew(case: Case, since: datetime, later: Any) -> bool:
    """A report that quotes the opinion of its own round repeats nothing that was to be anew."""
    asked = case.of(Submitted, Referred, Reopened, ReportSentBack, ReviewDecided)
    return any(_asks(each) and lies_between(each, since, later) for each in asked)


def _asks(event: Any) -> bool:
    if event.TOPIC == Referred.TOPIC:
        return event.kind == "assignment"  # type: ignore[no-any-return]
    return event.TOPIC != ReviewDecided.TOPIC or event.outcome in {"revoke", "redo"}


def _was_done(cases: tuple[Case, ...], since: datetime, later: Any) -> bool:
    """An inspection, a hearing, mediation, works, a payment, or that an opinion was carried out."""
    told: list[Any] = [each for case in cases for each in case.of(ActionTaken, OpinionCarriedOut)]
    return any(
        lies_between(each, since, later)
        for each in told
        if each.TOPIC == OpinionCarriedOut.TOPIC or each.kind != "other"
    )


def _perhaps(cases: tuple[Case, ...], since: datetime, later: Any) -> bool:
    """Somebody was reached, something else was done, or done on a day that nobody knows."""
    told: list[Any] = [each for case in cases for each in case.of(ActionTaken, Contacted)]
    return any(
        lies_between(each, since, later)
        or (each.TOPIC == ActionTaken.TOPIC and each.at_precision == "unknown")
        for each in told
        if each.TOPIC == ActionTaken.TOPIC or each.outcome == "reached"
    )
