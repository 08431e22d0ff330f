"""A replay for other programs: plain values only, described in docs/replay.md."""

from dataclasses import asdict
from typing import Any

from petition_es.domain.codes import Audience
from petition_es.projections.replay.case import Replay
from petition_es.projections.replay.contents import Opening, as_plain
from petition_es.projections.replay.shown import Shown
from petition_es.projections.replay.standings import Standing
from petition_es.projections.replay.step import Line, Step
from petition_es.projections.timeline.as_json import to_json
from petition_es.projections.timeline.checkpoint import UnitCard
from petition_es.projections.timeline.due import clock_as_json

SCHEMA = "petition-es/replay/1"
"""Raised when a field changes its meaning; new fields may come at any time."""

PAGES: tuple[Audience, ...] = ("public", "petitioner")
"""Whose pages are replayed."""


def replay_as_json(replay: Replay) -> dict[str, Any]:
    """The question and the list of all steps."""
    return {
        "schema": SCHEMA,
        "petition": str(replay.recorded[0].originator_id),
        "order": replay.order,
        "happened_by": replay.happened_by and replay.happened_by.isoformat(),
        "known_by": replay.known_by and replay.known_by.isoformat(),
        "steps": [_line(line) for line in replay.lines],
    }


def step_as_json(replay: Replay, step: Step, opening: Opening) -> dict[str, Any]:
    """One step: the entry with all its fields, before and after, clocks, and the pages then."""
    pages = (replay.shown(step.number, audience) for audience in PAGES)
    return {
        "number": step.number,
        "of": step.of,
        "position": step.position,
        "moment": step.moment.isoformat(),
        "event": step.event.TOPIC,
        "stamp": as_plain(opening.stamp(step.event)),
        "content": as_plain(opening.content(step.event)),
        "rests_on": [{"entry": str(b.event_id), "step": b.number} for b in step.rests_on],
        "documents": [asdict(paper) for paper in step.checkpoint.documents],
        "late_entry": step.is_late,
        "strikes": [str(each) for each in step.strikes],
        "struck": step.is_struck,
        "struck_at": step.struck_at,
        "before": _standing(step.before),
        "after": _standing(step.after),
        "changed": [change.what for change in step.changes],
        "clocks": [clock_as_json(each, step.moment, _unit(each.unit)) for each in step.clocks],
        "pages": {page.audience: _page(page) for page in pages},
    }


def _line(line: Line) -> dict[str, Any]:
    checkpoint = line.checkpoint
    return {
        "number": line.number,
        "position": line.position,
        "entry": str(checkpoint.id),
        "event": checkpoint.raw_type,
        "message_key": checkpoint.message_key,
        "at": checkpoint.at.isoformat(),
        "at_precision": checkpoint.at_precision,
        "moment": line.moment.isoformat(),
        "state": line.state,
        "late_entry": line.is_late,
        "struck": line.is_struck,
        "struck_at": line.struck_at,
    }


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    claims = standing.claims
    return {
        "state": standing.state,
        "held_by": [{"unit": _unit(h.unit), "part": h.part} for h in standing.held_by],
        "next_step": standing.next_step,
        "claims": claims and {"answered": claims.answered, "of": claims.of},
        "flags": list(standing.flags),
        "opinions": list(standing.opinions),
    }


def _page(page: Shown) -> dict[str, Any]:
    told = page.timeline and to_json(page.timeline)
    return {"shown": told is not None, "why_not": page.why_not, "timeline": told}


def _unit(card: UnitCard | None) -> dict[str, Any] | None:
    if card is None:
        return None
    name = card.name and {"zh": card.name.zh, "en": card.name.en}
    return {"unit_id": card.unit_id, "name": name}
