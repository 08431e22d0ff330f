"""F8: resolved, or answered for good, and the same matter comes again within 30, 60 or 90 days."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.answering import closing, unit_that_explains
from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import EarlierStage
from petition_es.audits.days import days_between
from petition_es.audits.earlier import CLOSED, DISPOSITIONS, stage_at
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Registered, Resolved, Submitted

CLAIMED_DONE = frozenset({"done", "partly_done"})


@rule("complained_again", indicator="F8", speaks_at=(Submitted, Registered))
def complained_again(case: Case, matter: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak at the petition that came again; the unit that closed the last one explains.

    Counted from what closed that one: its resolution, else its answer. Grave where it had been
    claimed done and the first window has not passed. What was taken up again since is not closed.
    """
    again = case.first(Submitted, Registered)
    if again is None or len(matter.cases) == 1:
        return
    for days, closed, earlier in _closed_before(again, case, matter, thresholds["third"]):
        stage = stage_at(earlier, again.at)
        if stage in CLOSED:
            yield Suspicion(
                deciding=again.event_id,
                at=again.at,
                unit_id=unit_that_explains(earlier, again.at),
                severity=_severity(days, closed, thresholds),
                evidence=(closed.event_id,),
                args=_args(days, stage, thresholds),
            )
            return


def _closed_before(
    again: Any, case: Case, matter: Matter, most: float
) -> list[tuple[int, Any, Case]]:
    """The earlier petitions that were closed so many days before, the latest closed first."""
    found = []
    for earlier in matter.before(case):
        closed = closing(earlier, again.at)
        days = None if closed is None else days_between(closed, again)
        if closed is not None and days is not None and days <= most:
            found.append((days, closed, earlier))
    return sorted(found, key=lambda each: (each[1].at, each[1].event_id), reverse=True)


def _severity(days: int, closed: Any, thresholds: Thresholds) -> Severity:
    if days > thresholds["first"]:
        return "note"
    done = closed.TOPIC == Resolved.TOPIC and closed.outcome in CLAIMED_DONE
    return "grave" if done else "concern"


def _args(days: int, stage: EarlierStage, thresholds: Thresholds) -> dict[str, str | int]:
    windows = (thresholds["first"], thresholds["second"], thresholds["third"])
    return {
        "days": days,
        "window": int(next(window for window in windows if days <= window)),
        "stage": stage,
        "disposition": DISPOSITIONS[stage],
    }
