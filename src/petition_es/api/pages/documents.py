"""Documents on the page: words to read in the frame, files to keep."""

from fastapi import APIRouter, Request, Response

from petition_es.api.attachments.documents import Words, document
from petition_es.api.attachments.routes import hand_out
from petition_es.api.callers import View, WhoAsks, view_of
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import answer
from petition_es.bootstrap import House
from petition_es.projections.timeline import Checkpoint, timeline

router = APIRouter(include_in_schema=False)


@router.get("/t/{number}/documents/{document_id}")
def read(
    request: Request, number: str, document_id: str, caller: WhoAsks, language: Language
) -> Response:
    """Show the words of a document, or hand its file out; both only as the timeline lists them."""
    view = view_of(request.app.state.house, caller, number)
    return document_page(request, view, document_id, language)


def document_page(
    request: Request, view: View, document_id: str, language: str, *, back: str = ""
) -> Response:
    """Answer with a document; `back` leads back from its words, to the `{entry}` they belong to."""
    house: House = request.app.state.house
    found = document(house, view, document_id)
    if not isinstance(found, Words):
        return hand_out(found)
    step, number = _step(house, view, document_id), view.petition.file.number or ""
    page = answer(
        request,
        "document.html",
        language,
        number=number,
        step=step,
        document_id=document_id,
        text=found.text,
        back=back.format(entry=step.id) or f"/t/{number}#ev-{step.sequence}",
    )
    page.headers["Cache-Control"] = "no-store"
    return page


def _step(house: House, view: View, document_id: str) -> Checkpoint:
    """The step that the document belongs to."""
    shown = timeline(
        view.petition.recorded, audience=view.audience, units=lambda _: None, now=house.clock()
    ).checkpoints
    return next(
        step for step in shown if document_id in {paper.document_id for paper in step.documents}
    )
