"""Documents out (查阅文书): what a caller's timeline lists is there to read, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from petition_es.api.at_the_door import NotFound
from petition_es.api.attachments.refusals import DocumentErased
from petition_es.api.callers import View
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.sealed import Sealed
from petition_es.projections.timeline import Document, may_see, timeline
from petition_es.projections.timeline.steps import STEPS


@dataclass(frozen=True)
class Words:
    """A document that is a text, such as an opinion."""

    text: str


@dataclass(frozen=True)
class Pieces:
    """A document that is a file: its media type, its name, and its content as it is opened."""

    media_type: str
    name: str
    content: Iterator[bytes]


def document(house: House, view: View, document_id: str) -> Words | Pieces:
    """Open a document that the view's timeline lists.

    One that is not listed is not told apart from one that does not exist; erased words are refused
    as such, and a file that is gone is a fault of ours. Blocking.
    """
    listed = _listed(house, view, document_id)
    if listed is None:
        raise NotFound
    if listed.has_text:
        return Words(_text(view, document_id))
    return _file(house, view, _attachment(view.petition.recorded, document_id))


def _listed(house: House, view: View, document_id: str) -> Document | None:
    shown = timeline(
        view.petition.recorded, audience=view.audience, units=lambda _: None, now=house.clock()
    ).checkpoints
    papers = (paper for step in shown for paper in step.documents)
    return next((paper for paper in papers if paper.document_id == document_id), None)


def _text(view: View, document_id: str) -> str:
    """The texts of one step that the view may see; a step has one, and may have more some day."""
    event = next(e for e in view.petition.recorded if str(e.event_id) == document_id)
    shown = (
        getattr(event, name)
        for name, (_, audience) in STEPS[type(event)].documents.items()
        if may_see(view.audience, audience)
    )
    words = [sealed.reveal() for sealed in shown if isinstance(sealed, Sealed)]
    if None in words:
        raise DocumentErased
    return "\n\n".join(filter(None, words))


def _attachment(events: Iterable[PetitionEvent], document_id: str) -> Attachment:
    """What the record says of a file, wherever it stands in its event."""
    values = (getattr(event, field.name) for event in events for field in fields(event))
    papers = (paper for value in values for paper in _several(value))
    return next(p for p in papers if str(p.attachment_id) == document_id)


def _several(value: Any) -> list[Attachment]:
    several = value if isinstance(value, tuple) else (value,)
    return [paper for paper in several if isinstance(paper, Attachment)]


def _file(house: House, view: View, paper: Attachment) -> Pieces:
    content = house.store.attachments.read(view.petition_id, paper.attachment_id, paper.sha256)
    if content is None:
        raise DocumentErased
    name = paper.name.reveal() if paper.name else None
    return Pieces(paper.media_type, name or "attachment", content)
