"""The pages on which a petitioner acts: `/t/{number}/do/{act}`, open to whoever typed the code."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from petition_es.api.at_the_door import NotFound
from petition_es.api.callers import View, WhoAsks, same_site_post, view_of
from petition_es.api.pages.acting import Doing
from petition_es.api.pages.draft import drawn_form_id
from petition_es.api.pages.fields import Mistake
from petition_es.api.pages.filling_in import ANSWERS, RESULTS, Filled, first_filled
from petition_es.api.pages.language import Language
from petition_es.api.pages.papers import PaperNotKept
from petition_es.api.pages.petitioners_acts import OWN_ACTS, OwnAct, refusal_of
from petition_es.api.pages.posted import FILES_MAX, Form
from petition_es.api.pages.rendering import answer
from petition_es.api.problems import problem_of
from petition_es.bootstrap import House
from petition_es.domain.entry import Actor
from petition_es.domain.refusals import KeyReused, PetitionMovedOn, Refusal
from petition_es.projections.timeline import Checkpoint, UnitCard, timeline

router = APIRouter(include_in_schema=False)

SAID_HERE: dict[type[Refusal], str] = {
    PetitionMovedOn: "do.moved_on",
    KeyReused: "do.sent_already",
}
"""Refusals that are said in other words to somebody who fills in a form."""


@dataclass(frozen=True)
class Desk:
    """Where one petitioner is about to do one act."""

    request: Request
    language: str
    name: OwnAct
    view: View
    actor: Actor

    @property
    def house(self) -> House:
        """The open house."""
        house: House = self.request.app.state.house
        return house

    @property
    def number(self) -> str:
        """The petition's number."""
        return self.view.petition.file.number or ""


def desk_of(
    request: Request, number: str, act: str, caller: WhoAsks, language: Language
) -> Desk | None:
    """Open the petition to its petitioner; None for whoever has not typed the code (again)."""
    name, view = _known(act), view_of(request.app.state.house, caller, number)
    if view.audience != "petitioner" or caller.actor is None:
        return None
    return Desk(request, language, name, view, caller.actor)


@router.get("/t/{number}/do/{act}")
def show(number: str, desk: Annotated[Desk | None, Depends(desk_of)]) -> Response:
    """Show the form of an act; whoever has not opened the petition is asked for the code."""
    if desk is None:
        return RedirectResponse(f"/t/{quote(number)}", 303)
    refusal = refusal_of(desk.name, desk.view.petition, desk.actor, desk.house)
    filled = first_filled(desk.name, desk.view.petition, desk.actor)
    return _page(desk, filled) if refusal is None else _refused(desk, filled, refusal)


@router.post("/t/{number}/do/{act}", dependencies=[Depends(same_site_post)])
def do(number: str, desk: Annotated[Desk | None, Depends(desk_of)], form: Form) -> Response:
    """Do an act; what is refused is told on the form, and nothing that was typed is lost."""
    if desk is None:
        return RedirectResponse(f"/t/{quote(number)}", 303)
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


def _known(act: str) -> OwnAct:
    found = next((name for name in OWN_ACTS if name == act), None)
    if found is None:
        raise NotFound
    return found


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
