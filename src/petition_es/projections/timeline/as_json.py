"""The timeline for other programs: plain values only, described in docs/timeline.md."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from petition_es.projections.timeline.checkpoint import Checkpoint, Document, UnitCard
from petition_es.projections.timeline.due import clock_as_json
from petition_es.projections.timeline.expected import expectation_as_json
from petition_es.projections.timeline.head import Head, Said, Timeline, Vote

SCHEMA = "petition-es/timeline/1"
"""Raised when a field changes its meaning; new fields may come at any time."""


def to_json(timeline: Timeline) -> dict[str, Any]:
    """Write a timeline in plain values: ISO times with offset, lengths in seconds and days."""
    return {
        "schema": SCHEMA,
        "audience": timeline.audience,
        "now": _plain(timeline.now),
        "happened_by": _plain(timeline.happened_by),
        "known_by": _plain(timeline.known_by),
        "head": _head(timeline.head),
        "checkpoints": [_checkpoint(step) for step in timeline.checkpoints],
        "clocks": [clock_as_json(each, timeline.now, _unit(each.unit)) for each in timeline.clocks],
        "expectation": expectation_as_json(timeline.expectation),
    }


def _head(head: Head) -> dict[str, Any]:
    stage, counts, claims = head.stage, head.counts, head.claims
    return {
        "number": head.number,
        "state": head.state,
        "tag": head.tag,
        "stage": {
            "name": stage.name,
            "number": stage.number,
            "of": stage.of,
            "skipped": list(stage.skipped),
        },
        "is_closed": head.is_closed,
        "published": head.published,
        "held_by": [{"unit": _unit(h.unit), "part": h.part} for h in head.held_by],
        "claims": claims and {"answered": claims.answered, "of": claims.of},
        "evaluations": [_vote(vote) for vote in head.evaluations],
        "claimed_resolved": _said(head.claimed_resolved),
        "carried_out": _said(head.carried_out),
        "confirmed": _said(head.confirmed),
        "denied": _said(head.denied),
        "merged_into": head.merged_into,
        "first_activity": _plain(head.first_activity),
        "last_activity": _plain(head.last_activity),
        "silent_days": head.silent_days,
        "counts": {
            "referrals": counts.referrals,
            "returns": counts.returns,
            "urgings": counts.urgings,
            "reopenings": counts.reopenings,
        },
        "steps_of_unknown_recording": head.steps_of_unknown_recording,
    }


def _checkpoint(step: Checkpoint) -> dict[str, Any]:
    return {
        "id": str(step.id),
        "sequence": step.sequence,
        "tag": step.tag,
        "subtag": step.subtag,
        "raw_type": step.raw_type,
        "message_key": step.message_key,
        "arguments": {name: _plain(value) for name, value in step.arguments.items()},
        "at": _plain(step.at),
        "at_precision": step.at_precision,
        "recorded_at": _plain(step.recorded_at),
        "late_entry": step.late_entry,
        "role": step.role,
        "unit": _unit(step.unit),
        "to_unit": _unit(step.to_unit),
        "actor": step.actor,
        "documents": [_document(paper) for paper in step.documents],
        "elapsed": _length(step.elapsed),
        "voided": step.voided,
        "corrects": _plain(step.corrects),
        "corrected_by": _plain(step.corrected_by),
        "instead_of": _plain(step.instead_of),
        "audience": step.audience,
    }


def _unit(card: UnitCard | None) -> dict[str, Any] | None:
    if card is None:
        return None
    return {
        "unit_id": card.unit_id,
        "known": card.is_known,
        "name": card.name and {"zh": card.name.zh, "en": card.name.en},
        "level": card.level,
        "division": card.division and str(card.division),
        "phone": card.phone,
    }


def _said(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"checkpoint": str(said.checkpoint), "at": _plain(said.at), "by": _unit(said.by)}


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "checkpoint": str(vote.checkpoint),
        "at": _plain(vote.at),
        "evaluatee": vote.evaluatee,
        "unit": _unit(vote.unit),
        "result": vote.result,
    }


def _document(paper: Document) -> dict[str, Any]:
    return {
        "document_id": paper.document_id,
        "kind": paper.kind,
        "has_text": paper.has_text,
        "audience": paper.audience,
    }


def _length(elapsed: timedelta | None) -> dict[str, int] | None:
    if elapsed is None:
        return None
    return {"seconds": int(elapsed.total_seconds()), "days": elapsed.days}


def _plain(value: Any) -> Any:
    """Write one value so that JSON can hold it."""
    if isinstance(value, date):  # and every datetime is one
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value
