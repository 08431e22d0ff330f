"""What belongs to a replay: the page as it was, the documents, and the case as one file."""

from dataclasses import replace
from typing import Literal

from fastapi import APIRouter, Request, Response

from petition_es.api.at_the_door import NotFound
from petition_es.api.auditors import Visitor, check_auditor
from petition_es.api.callers import view_of
from petition_es.api.pages.documents import document_page
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import NEVER, answer
from petition_es.api.pages.replays.asked import WhatIsAsked, address_of
from petition_es.api.pages.replays.entrance import entrance
from petition_es.api.pages.replays.routes import opened
from petition_es.api.pages.tracking.page import LivePart, live_part
from petition_es.api.replays.opening import case_of
from petition_es.bootstrap import House
from petition_es.projections.replay.bundle import bundle

router = APIRouter(include_in_schema=False)


@router.get("/replay/{number}/page/{audience}")
def page_then(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    number: str,
    audience: Literal["public", "petitioner"],
    visitor: Visitor,
    language: Language,
    asked: WhatIsAsked,
) -> Response:
    """Show a petition's page as it was at the moment of a step."""
    if visitor.actor is None:
        return entrance(request, language)
    check_auditor(visitor)
    number = address_of(number)
    _, told = opened(request.app.state.house, visitor, number, asked)
    chosen = asked.chosen(told)
    shown = told.shown(chosen, audience)
    if shown.timeline is None:
        raise NotFound
    return answer(
        request,
        "page_then.html",
        language,
        keep=NEVER,
        number=number,
        live=_without_links(live_part(shown.timeline, language, number)),
        audience=audience,
        step=chosen,
        moment=told.moment(chosen),
        back=asked.address(number, chosen),
        address=asked.address(number, chosen, f"/page/{audience}"),
    )


@router.get("/replay/{number}/documents/{document_id}")
def read(
    request: Request, number: str, document_id: str, visitor: Visitor, language: Language
) -> Response:
    """Show the words of a document to an auditor, or hand its file out."""
    if visitor.actor is None:
        return entrance(request, language)
    check_auditor(visitor)
    house: House = request.app.state.house
    view = view_of(house, visitor, number, "auditor")
    back = f"/replay/{number}?at={{entry}}"
    return document_page(request, view, document_id, language, back=back)


@router.get("/replay/{number}/bundle")
def packed(request: Request, number: str, visitor: Visitor, language: Language) -> Response:
    """Hand out a whole case as one file."""
    if visitor.actor is None:
        return entrance(request, language)
    check_auditor(visitor)
    house: House = request.app.state.house
    view = view_of(house, visitor, number, "auditor")
    name = view.petition.file.number or str(view.petition_id)
    headers = {
        "Cache-Control": NEVER,
        "Content-Disposition": f'attachment; filename="{name}.zip"',
    }
    content = bundle(case_of(house, view.petition, view.audience))
    return Response(content, media_type="application/zip", headers=headers)


def _without_links(live: LivePart) -> LivePart:
    """Leave out what leads on from a page of today: its papers, and its calendar."""
    recent, older = (
        tuple(replace(step, papers=()) for step in steps) for steps in (live.recent, live.older)
    )
    return replace(live, recent=recent, older=older, due_dates="")
