"""F7: an opinion supports the petitioner, and nothing shows that it was carried out."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.answers import (
    deliveries,
    has_arrived,
    ids_of,
    opinions_in_force,
    with_successors,
)
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.lapse import lapsed_at
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    ActionTaken,
    FollowedUp,
    OpinionCarriedOut,
    OpinionIssued,
    ReviewDecided,
    ReviewRequested,
    Withdrawn,
)
from petition_es.domain.petition.order import clearly_before

CARRY_OUT = frozenset({"works", "payment"})
"""Kinds of action by which a promise is kept."""


@rule("not_carried_out", indicator="F7", speaks_at=(OpinionIssued,))
def not_carried_out(case: Case, _: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak some days after a supporting opinion in force arrived (2005 a32 and a36(5), 2022 a32).

    Each supported claim has to be carried out, or worked or paid for after the opinion; a
    petitioner who said that it is solved, a withdrawal and a review under way are heard.
    """
    if _is_moot(case):
        return
    for opinion in opinions_in_force(case):
        supported = _supported(case, opinion)
        arrived = _arrived(case, opinion) if supported else None
        at = lapsed_at(arrived, thresholds["days"]) if arrived else None
        if at is None or at > case.setting.now or _is_confirmed(case, opinion):
            continue
        left = supported - _done(case, opinion, supported)
        if left:
            yield _suspicion(case, opinion, arrived, at, _counts(supported, left, thresholds))


def _supported(case: Case, opinion: OpinionIssued) -> set[str]:
    withdrawn = {claim for each in case.of(Withdrawn) for claim in each.claim_ids}
    said = {answer.claim_id for answer in opinion.answers if answer.stance == "support"}
    return said - withdrawn


def _is_moot(case: Case) -> bool:
    """Everything was withdrawn, or a higher organ is looking at it."""
    asked = {each.request_id for each in case.of(ReviewRequested)}
    decided = {each.request_id for each in case.of(ReviewDecided)}
    return bool(asked - decided) or any(each.scope == "all" for each in case.of(Withdrawn))


def _arrived(case: Case, opinion: OpinionIssued) -> Any:
    """Its first delivery that reached the petitioner."""
    tried = deliveries(case, "opinion", (opinion.opinion_id,))
    return next(filter(has_arrived, tried), None)


def _is_confirmed(case: Case, opinion: OpinionIssued) -> bool:
    asked = [each for each in case.of(FollowedUp) if not clearly_before(each, opinion)]
    told = [each.answer for each in asked if each.answer != "unreached"]
    return bool(told) and told[-1] == "yes"


def _done(case: Case, opinion: OpinionIssued, supported: set[str]) -> set[str]:
    """The claims that something was done for; what names no claim was done for all."""
    ids = with_successors(case, opinion) | {opinion.supersedes}
    steps: list[Any] = [e for e in case.of(OpinionCarriedOut) if e.opinion_id in ids]
    steps += [e for e in _works(case) if not clearly_before(e, opinion)]
    done = (set(step.claim_ids) or supported for step in steps)
    return set().union(*done)


def _works(case: Case) -> list[ActionTaken]:
    return [each for each in case.of(ActionTaken) if each.kind in CARRY_OUT]


def _counts(supported: set[str], left: set[str], thresholds: Thresholds) -> dict[str, float]:
    return {"days": thresholds["days"], "supported": len(supported), "left": len(left)}


def _suspicion(
    case: Case, opinion: OpinionIssued, arrived: Any, at: Any, counts: dict[str, float]
) -> Suspicion:
    """Grave where the petitioner said that it is not solved; a note where work came before."""
    denied = [e for e in case.of(FollowedUp) if e.answer == "no" and not clearly_before(e, opinion)]
    before = _works(case)
    return Suspicion(
        deciding=opinion.event_id,
        at=at,
        unit_id=opinion.acting_unit,
        severity="grave" if denied else "note" if before else "concern",
        evidence=(arrived.event_id, *ids_of(before), *ids_of(denied)),
        args=counts,
    )
