"""The addresses of a replay: one step of a case, or two of its answers side by side."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from petition_es.api.auditors import Visitor, check_auditor
from petition_es.api.callers import Caller, View, view_of
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import NEVER, answer
from petition_es.api.pages.replays.asked import Asked, WhatIsAsked, address_of
from petition_es.api.pages.replays.comparing import Side, comparison_page
from petition_es.api.pages.replays.entrance import entrance
from petition_es.api.pages.replays.page import replay_page
from petition_es.api.pages.words import Words
from petition_es.api.replays.opening import replay_of
from petition_es.audits.finding import Finding
from petition_es.audits.running.shown import Wanted, find, of_the_last
from petition_es.bootstrap import House
from petition_es.projections.replay import Opening, Replay

router = APIRouter(include_in_schema=False)

Place = Annotated[str, Query(max_length=100)]


@router.get("/replay/{number}")
def replay(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    number: str,
    visitor: Visitor,
    language: Language,
    asked: WhatIsAsked,
    left: Place = "",
    right: Place = "",
    part: Literal["", "step"] = "",
) -> Response:
    """Show one step of a case to an auditor; with `left` and `right`, two answers side by side.

    The script asks for the `part` that changes from step to step.
    """
    if visitor.actor is None:
        return entrance(request, language)
    check_auditor(visitor)
    canonical = address_of(number)
    if canonical != number:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/replay/{canonical}{query}", 308)
    if left and right:
        return _compared(request, visitor, number, language, (left, right))
    house: House = request.app.state.house
    view, told = opened(house, visitor, number, asked)
    page = replay_page(
        told,
        asked.chosen(told),
        asked=asked,
        number=number,
        words=Words(language),
        opening=Opening(view.audience),
        whole=not part,
        findings=_findings(house, view),
    )
    address = str(request.url.replace(query=""))
    return answer(request, "replay.html", language, keep=NEVER, page=page, address=address)


def _findings(house: House, view: View) -> list[Finding]:
    """What the last audit found of a petition; nothing where there was none."""
    wanted = Wanted(petition_id=view.petition_id, limit=None)
    found = of_the_last(house.store.address, lambda c, build: list(find(c, build, wanted)))
    return found or []


def opened(house: House, visitor: Caller, number: str, asked: Asked) -> tuple[View, Replay]:
    """Open a case to an auditor, as it was asked for."""
    view = view_of(house, visitor, number, "auditor")
    happened_by, known_by = asked.past(house.settings.office_zone)
    told = replay_of(
        house, view.petition, order=asked.order, happened_by=happened_by, known_by=known_by
    )
    return view, told


def _compared(
    request: Request, visitor: Caller, number: str, language: str, places: tuple[str, str]
) -> Response:
    house: House = request.app.state.house
    left, right = (_side(house, visitor, number, place) for place in places)
    page = comparison_page(left, right, number, Words(language))
    return answer(request, "comparison.html", language, keep=NEVER, page=page)


def _side(house: House, visitor: Caller, number: str, place: str) -> Side:
    """One of the two answers: a position of this petition, or NUMBER:POSITION of another one."""
    other, _, position = place.strip().rpartition(":")
    named = address_of(other) if other else number
    view, told = opened(house, visitor, named, Asked())
    return Side(named, told, told.find(position), Opening(view.audience))
