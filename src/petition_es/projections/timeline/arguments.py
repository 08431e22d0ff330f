"""What a step tells: its arguments and its documents, read from the event by the table."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from petition_es.domain.codes import Attachment, Code, LegalBasis
from petition_es.domain.petition import OpinionIssued, PetitionEvent, Referred, ResultReported
from petition_es.domain.petition.order import clearly_before
from petition_es.domain.sealed import Sealed
from petition_es.projections.timeline.checkpoint import Argument, Document
from petition_es.projections.timeline.sequence import Chronicle
from petition_es.projections.timeline.steps import STEPS

MADE_OF: Mapping[str, frozenset[str]] = {
    "claims": frozenset({"claims", "claim_ids", "answers"}),
    "division": frozenset({"place"}),
    "started": frozenset({"period"}),
    "ended": frozenset({"period"}),
    "supported": frozenset({"answers"}),
    "explained": frozenset({"answers"}),
    "not_supported": frozenset({"answers"}),
    "opinion_age_days": frozenset({"opinion_id"}),
    "report_on_earlier_opinion": frozenset({"opinion_id"}),
}
"""Arguments that are no field of the event, with the fields that they are made of."""


def arguments(event: PetitionEvent, chronicle: Chronicle) -> dict[str, Argument]:
    """Read all arguments of a step, whoever may see them; what is not there is left out."""
    read = {name: _read(name, event, chronicle) for name in STEPS[type(event)].arguments}
    return {name: value for name, value in read.items() if value not in (None, (), "")}


def documents(event: PetitionEvent) -> tuple[Document, ...]:
    """Name what there is to read and to open at this step; no seal is touched."""
    found: list[Document] = []
    for name, (kind, audience) in STEPS[type(event)].documents.items():
        value = getattr(event, name)
        for paper in value if isinstance(value, tuple) else (value,):
            is_text = isinstance(paper, Sealed)
            if is_text or isinstance(paper, Attachment):
                paper_id = event.event_id if is_text else paper.attachment_id
                found.append(
                    Document(
                        document_id=str(paper_id), kind=kind, has_text=is_text, audience=audience
                    )
                )
    return tuple(found)


def _read(name: str, event: PetitionEvent, chronicle: Chronicle) -> Argument | None:
    if name in _OF_REPORTS and isinstance(event, ResultReported):
        return _OF_REPORTS[name](event, chronicle)
    value = _MADE[name](event) if name in _MADE else getattr(event, name)
    return _plain(value, event)


def _plain(value: Any, event: PetitionEvent) -> Argument | None:
    """Let codes, numbers and times through, and nothing that could hold prose."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(event.local_at.tzinfo)
    if isinstance(value, Code | UUID):
        return str(value)
    if isinstance(value, LegalBasis):
        return f"{value.instrument}:{value.article}"
    if isinstance(value, tuple):
        return tuple(str(_plain(item, event)) for item in value)
    raise TypeError(type(value).__name__)


def _claims(event: Any) -> int | None:
    """How many claims the step speaks of."""
    for name in ("claims", "claim_ids", "answers"):
        if hasattr(event, name):
            return len(getattr(event, name))
    return None


def _stances(stance: str) -> Callable[[Any], int | None]:
    return lambda event: sum(answer.stance == stance for answer in event.answers) or None


_MADE: Mapping[str, Callable[[Any], Any]] = {
    "claims": _claims,
    "division": lambda event: event.place.division if event.place else None,
    "started": lambda event: event.period.start if event.period else None,
    "ended": lambda event: event.period.end if event.period else None,
    "supported": _stances("support"),
    "explained": _stances("explain"),
    "not_supported": _stances("not_support"),
}


def _opinion(report: ResultReported, chronicle: Chronicle) -> OpinionIssued | None:
    """The opinion that a report rests on, as it stands."""
    for event in reversed(chronicle.standing):
        if isinstance(event, OpinionIssued) and event.opinion_id == report.opinion_id:
            return event
    return None


def _opinion_age_days(report: ResultReported, chronicle: Chronicle) -> int | None:
    """How many days old the opinion was when it was handed in as the result."""
    opinion = _opinion(report, chronicle)
    if opinion is None or "unknown" in (opinion.at_precision, report.at_precision):
        return None
    return (report.local_at.date() - opinion.local_at.date()).days


def _on_earlier_opinion(report: ResultReported, chronicle: Chronicle) -> bool | None:
    """Tell that the opinion was issued before the assignment that it is reported on."""
    opinion = _opinion(report, chronicle)
    for event in chronicle.standing:
        assigned = isinstance(event, Referred) and event.referral_id == report.referral_id
        if opinion is not None and assigned:
            return clearly_before(opinion, event) or None
    return None


_OF_REPORTS: Mapping[str, Callable[[ResultReported, Chronicle], Argument | None]] = {
    "opinion_age_days": _opinion_age_days,
    "report_on_earlier_opinion": _on_earlier_opinion,
}
