"""F2: the petition was answered, and nothing had been done before."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from petition_es.audits.answers import Answer, ids_of, is_final
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.reopening import begins_again
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    Accepted,
    ActionTaken,
    Contacted,
    OpinionCarriedOut,
    OpinionIssued,
    Referred,
    Registered,
    Replied,
)
from petition_es.domain.petition.order import clearly_before

ASK_FOR_NO_WORK = frozenset({"inquiry", "suggestion", "thanks"})
"""Purposes that an answer alone can settle."""


@rule("no_action", indicator="F2", speaks_at=(OpinionIssued, Replied))
def no_action(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at the first answer of a unit since the matter came to it, or since it began anew.

    Work is a contact that reached somebody, an inspection, a hearing, mediation, works, a payment,
    or something carried out, by whichever office. Nothing is said where it is not known when the
    matter came to the unit: who answers on the spot what it registered itself has done its work.
    """
    asked: set[tuple[str | None, UUID]] = set()
    answers: list[Any] = case.of(OpinionIssued, Replied)
    for answer in filter(is_final, answers):
        began = _came_to(case, answer)
        if began is None or (answer.acting_unit, began.event_id) in asked:
            continue
        asked.add((answer.acting_unit, began.event_id))
        steps = _steps_between(case, began, answer)
        if not any(map(_is_work, steps)) and not _asks_for_no_work(case, answer):
            yield _suspicion(answer, began, steps)


def _came_to(case: Case, answer: Answer) -> Any:
    """The entry by which the matter last came to who answers; its acceptance if there is none."""
    unit = answer.acting_unit
    before = [e for e in case.history if e is not answer and not clearly_before(answer, e)]
    turns = [
        e for e in before if begins_again(e) or (isinstance(e, Referred) and e.to_unit == unit)
    ]
    taken = [e for e in before if isinstance(e, Accepted) and e.acting_unit == unit]
    return turns[-1] if turns else next(iter(taken), None)


def _steps_between(case: Case, began: Any, answer: Answer) -> list[Any]:
    """What was done in between; what may have happened then counts as done."""
    steps = case.of(Contacted, ActionTaken, OpinionCarriedOut)
    return [e for e in steps if not clearly_before(e, began) and not clearly_before(answer, e)]


def _is_work(step: Any) -> bool:
    if isinstance(step, Contacted):
        return step.outcome == "reached"
    return not isinstance(step, ActionTaken) or step.kind != "other"


def _asks_for_no_work(case: Case, answer: Answer) -> bool:
    registered = case.first(Registered)
    return (
        isinstance(answer, Replied)
        and registered is not None
        and registered.purpose in ASK_FOR_NO_WORK
    )


def _suspicion(answer: Answer, began: Any, steps: list[Any]) -> Suspicion:
    """A note where something was tried, or where only a reply was owed; else to be explained."""
    attempts = sum(isinstance(step, Contacted) for step in steps)
    is_light = bool(steps) or isinstance(answer, Replied)
    return Suspicion(
        deciding=answer.event_id,
        at=answer.at,
        unit_id=answer.acting_unit,
        severity="note" if is_light else "concern",
        evidence=ids_of((began, *steps)),
        args={"attempts": attempts, "others": len(steps) - attempts},
    )
