"""What auditors judged of findings, joined to them by id, so that no audit can change it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

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
