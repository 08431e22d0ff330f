"""The pages on which a petitioner acts: `/t/{number}/do/{act}`, open to whoever typed the code."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from petition_es.api.callers import same_site_post
from petition_es.api.pages.acting import Doing
from petition_es.api.pages.code_again import code_page, desk_again, kept_open
from petition_es.api.pages.desk import Desk, desk_of
from petition_es.api.pages.draft import drawn_form_id
from petition_es.api.pages.fields import Mistake
from petition_es.api.pages.filling_in import ANSWERS, RESULTS, Filled, first_filled
from petition_es.api.pages.language import Language
from petition_es.api.pages.papers import PaperNotKept
from petition_es.api.pages.petitioners_acts import refusal_of
from petition_es.api.pages.posted import FILES_MAX, Form, Posted
from petition_es.api.pages.rendering import answer
from petition_es.api.problems import problem_of
from petition_es.domain.refusals import KeyReused, PetitionMovedOn, Refusal
from petition_es.projections.timeline import Checkpoint, UnitCard, timeline

router = APIRouter(include_in_schema=False)

SAID_HERE: dict[type[Refusal], str] = {
    PetitionMovedOn: "do.moved_on",
    KeyReused: "do.sent_already",
}
"""Refusals that are said in other words to somebody who fills in a form."""


@router.get("/t/{number}/do/{act}")
def show(number: str, desk: Annotated[Desk | None, Depends(desk_of)]) -> Response:
    """Show the form of an act; whoever has not opened the petition is asked for the code."""
    if desk is None:
        return RedirectResponse(f"/t/{quote(number)}", 303)
    refusal = refusal_of(desk.name, desk.view.petition, desk.actor, desk.house)
    filled = first_filled(desk.name, desk.view.petition, desk.actor)
    return _page(desk, filled) if refusal is None else _refused(desk, filled, refusal)


@router.post("/t/{number}/do/{act}", dependencies=[Depends(same_site_post)])
def do(
    request: Request,
    desk: Annotated[Desk | None, Depends(desk_of)],
    form: Form,
    language: Language,
) -> Response:
    """Do an act; what is refused is told on the form, and nothing that was typed is lost."""
    if desk is not None:
        return _done(desk, form)
    try:
        again = desk_again(request, form, language)
    except Refusal as refusal:
        return code_page(request, form, language, refusal)
    if again is None:
        return code_page(request, form, language)
    return kept_open(again, _done(again, form))


def _done(desk: Desk, form: Posted) -> Response:
    filled = Filled(desk.name, form)
    if form.get("go") == "stay":
        return _page(desk, filled)
    if mistakes := filled.mistakes():
        return _page(desk, filled, mistakes, status=422)
    try:
        Doing(desk.house, desk.view.petition, desk.actor, filled).do()
    except PaperNotKept as paper:
        status = problem_of(paper.trouble, desk.language).kind.status
        return _page(desk, filled, [paper.mistake], status=status)
    except Refusal as refusal:
        return _refused(desk, filled, refusal)
    desk.request.app.state.live.hub.nudge()
    return RedirectResponse(f"/t/{desk.number}?done={desk.name}", 303)


def _refused(desk: Desk, filled: Filled, refusal: Refusal) -> HTMLResponse:
    """Say on the form why it was not done; where others acted meanwhile, what is new."""
    key = SAID_HERE.get(type(refusal))
    mistake = Mistake("", key) if key else Mistake.of("", refusal)
    status = problem_of(refusal, desk.language).kind.status
    news = _news(desk, since=filled.version) if isinstance(refusal, PetitionMovedOn) else ()
    shown = filled.as_new() if isinstance(refusal, KeyReused) else filled
    return _page(desk, shown, [mistake], news, status=status)


def _news(desk: Desk, since: int) -> tuple[Checkpoint, ...]:
    """What came into the record since the form was shown, as far as the petitioner sees it."""
    found = desk.house.office.petition(desk.view.petition_id)

    def card(unit_id: str) -> UnitCard | None:
        unit = desk.house.units.find(unit_id)
        return UnitCard.of(unit) if unit else None

    told = timeline(
        found.recorded, audience="petitioner", units=card, now=desk.house.clock()
    ).checkpoints
    return tuple(step for step in told if step.sequence > since)


def _page(
    desk: Desk,
    filled: Filled,
    mistakes: list[Mistake] | None = None,
    news: tuple[Checkpoint, ...] = (),
    *,
    status: int = 200,
) -> HTMLResponse:
    petition = desk.house.office.petition(desk.view.petition_id)
    is_possible = refusal_of(desk.name, petition, desk.actor, desk.house) is None
    page = answer(
        desk.request,
        "do.html",
        desk.language,
        status=status,
        here=f"/t/{desk.number}/do/{desk.name}",
        name=desk.name,
        number=desk.number,
        filled=filled,
        mistakes=mistakes or [],
        news=news,
        version=petition.version,
        form_id=filled.form_id or drawn_form_id(),
        is_possible=is_possible,
        units=_evaluated(desk),
        results=RESULTS,
        answers=ANSWERS,
        files_most=FILES_MAX,
    )
    page.headers["Cache-Control"] = "no-store"
    return page


def _evaluated(desk: Desk) -> dict[str, str]:
    """The names of the bureau and the unit that are evaluated."""
    file = desk.view.petition.file
    standing = [r.unit_id for r in file.resolutions.values() if not r.reopened]
    ids = {"bureau": file.registering_unit, "unit": standing[-1] if standing else None}
    units = {each: desk.house.units.find(unit_id or "") for each, unit_id in ids.items()}
    return {
        each: unit.name.in_language(desk.language) if unit else ids[each] or ""
        for each, unit in units.items()
    }
