"""The answers to a petition: which there are, which stand, and what was delivered of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from petition_es.audits.case import Case
from petition_es.domain.petition import (
    Delivered,
    OpinionIssued,
    Replied,
    Resolved,
    ReviewDecided,
    ReviewRequested,
)

Answer = OpinionIssued | Replied

OF_THE_UNIT = frozenset({"handling", "remade"})
"""The rounds in which the unit decides; in the others a higher organ does."""


def is_decision(event: Any) -> bool:
    """Tell whether this is an opinion of the unit that decides, not of who reviews it."""
    return isinstance(event, OpinionIssued) and event.round in OF_THE_UNIT


def is_final(event: Any, *, unknown: bool = False) -> bool:
    """Tell whether this claims to answer for good: an opinion, or a reply of that kind.

    Of a reply of `unknown` kind (imports) nobody can say so.
    """
    if isinstance(event, Replied):
        return event.kind == "final" or (unknown and event.kind == "unknown")
    return is_decision(event)


def opinions_in_force(case: Case) -> list[OpinionIssued]:
    """The opinions that no later one supersedes and no review took out of force."""
    issued = case.of(OpinionIssued)
    gone = {opinion.supersedes for opinion in issued} | _overruled(case)
    return [opinion for opinion in issued if opinion.opinion_id not in gone]


def _overruled(case: Case) -> set[str]:
    decided = {e.request_id for e in case.of(ReviewDecided) if e.outcome != "uphold"}
    return {e.opinion_id for e in case.of(ReviewRequested) if e.request_id in decided}


def behind(case: Case, resolution: Resolved) -> Answer | None:
    """The answer that a resolution rests on; None where the record does not hold it."""
    for answer in case.of(OpinionIssued, Replied):
        if isinstance(answer, OpinionIssued) and answer.opinion_id == resolution.opinion_id:
            return answer
        if isinstance(answer, Replied) and answer.reply_id == resolution.reply_id:
            return answer
    return None


def with_successors(case: Case, opinion: OpinionIssued) -> set[str]:
    """The ids of an opinion and of all that took its place."""
    ids = {opinion.opinion_id}
    for later in case.of(OpinionIssued):
        if later.supersedes in ids:
            ids.add(later.opinion_id)
    return ids


def deliveries(case: Case, kind: str, documents: Iterable[str]) -> list[Delivered]:
    """What was tried to deliver of these documents, in the order in which it happened."""
    wanted = set(documents)
    tried = case.of(Delivered)
    return [e for e in tried if e.document_kind == kind and e.document in wanted]


def has_arrived(delivery: Delivered) -> bool:
    """Tell whether it reached the petitioner, or was refused there."""
    return delivery.result != "failed"


def ids_of(events: Iterable[Any]) -> tuple[UUID, ...]:
    """The ids of entries, for the evidence of a finding."""
    return tuple(event.event_id for event in events)
