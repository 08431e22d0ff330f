"""What auditors judged of findings, joined to them by id, so that no audit can change it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from petition_es.audits.in_json import finding_as_json
from petition_es.audits.running.shown import Wanted, find, of_the_last
from petition_es.domain.inquiry import Inquiry, InquiryEvent
from petition_es.projections.past import is_known_by
from petition_es.store.event_store import PetitionStore


def inquiries_of(
    store: PetitionStore, findings: Collection[UUID], known_by: datetime | None = None
) -> dict[UUID, Inquiry]:
    """The inquiry into every one of these findings, as it was known by a moment."""
    streams = store.load_many(findings) if findings else {}
    inquiries: dict[UUID, Inquiry] = {}
    for finding_id in findings:
        steps = [
            event
            for event in streams.get(finding_id, ())
            if isinstance(event, InquiryEvent)
            and (known_by is None or is_known_by(event, known_by))
        ]
        inquiries[finding_id] = Inquiry.replay(None, steps) or Inquiry(finding_id)
    return inquiries


def findings_about(store: PetitionStore, petition_id: UUID) -> list[dict[str, Any]]:
    """What the last audit found of a petition, in plain values, with what was judged of it."""
    wanted = Wanted(petition_id=petition_id, limit=None)
    found = of_the_last(store.address, lambda c, build: list(find(c, build, wanted))) or []
    inquiries = inquiries_of(store, [each.finding_id for each in found])
    return [finding_as_json(each, inquiries[each.finding_id]) for each in found]
