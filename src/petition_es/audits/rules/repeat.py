"""R1: a petition repeats an earlier one of the same matter; the chain as it stood when it came."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.answering import closing, unit_that_explains
from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import EarlierStage
from petition_es.audits.days import days_between
from petition_es.audits.earlier import DISPOSITIONS, stage_at
from petition_es.audits.finding import Said, Severity, Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    Linked,
    Referred,
    Registered,
    ResultReported,
    Submitted,
    Unlinked,
)

NAMED_MOST = 10
"""Of so many of the latest petitions of the chain it is named what closed them."""

UNFINISHED: frozenset[EarlierStage] = frozenset({"in_hand_late", "not_carried_out"})
"""Stages of the earlier petition in which its unit owes something."""


@rule("repeat", indicator="R1", speaks_at=(Submitted, Registered))
def repeat(case: Case, matter: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak at every petition that is not the first of its matter (重复信访).

    A note as such; a concern where the earlier one is late or not carried out, or it is the
    `often`-th return or a later one. Silent where it is not known when they came.
    """
    earlier = matter.before(case) if len(matter.cases) > 1 else []
    came = case.first(Submitted, Registered)
    if not earlier or came is None:
        return
    since_first = days_between(earlier[0].history[0], came)
    since_last = days_between(earlier[-1].history[0], came)
    if since_first is None or since_last is None:
        return
    stage = stage_at(earlier[-1], came.at, thresholds["at_once_days"])
    severe: Severity = "concern" if stage in UNFINISHED else "note"
    named = earlier[-NAMED_MOST:]
    closed = [each for one in named if (each := closing(one, came.at)) is not None]
    yield Suspicion(
        deciding=came.event_id,
        at=came.at,
        unit_id=unit_that_explains(earlier[-1], came.at),
        severity="concern" if len(earlier) >= thresholds["often"] else severe,
        evidence=(earlier[-1].history[0].event_id, *(each.event_id for each in closed)),
        args={
            "returns": len(earlier),
            "days": since_first,
            "days_since_last": since_last,
            "stage": stage,
            "disposition": DISPOSITIONS[stage],
            "linked": "linked" if _is_linked(case, earlier) else "not_linked",
            **_done_by_then(earlier, came),
        },
    )


def _done_by_then(earlier: list[Case], came: Any) -> dict[str, Said]:
    """What had been answered, reported and sent before the matter came again."""
    sent = [e for one in earlier for e in one.of(Referred) if e.at <= came.at and e.part != "copy"]
    return {
        "answers": sum(each.at <= came.at for one in earlier for each in one.answers),
        "reports": sum(e.at <= came.at for one in earlier for e in one.of(ResultReported)),
        "referrals": len(sent),
        "units": len({each.to_unit for each in sent}),
    }


def _is_linked(case: Case, earlier: list[Case]) -> bool:
    """Tell whether a link between the two stands in either record, whoever entered it."""
    others = {one.number for one in earlier}
    return bool(_linked(case) & others) or any(case.number in _linked(one) for one in earlier)


def _linked(case: Case) -> set[str | None]:
    standing: set[str | None] = set()
    told: list[Any] = case.of(Linked, Unlinked)
    for event in told:
        if event.relation == "same_matter":
            (standing.add if event.TOPIC == Linked.TOPIC else standing.discard)(event.other)
    return standing
