"""The front page (首页): look a petition up, hand one in, read how it works."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from petition_es.api.pages.fields import Mistake
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import answer
from petition_es.bootstrap import House
from petition_es.demonstration.telling import BRIDGE, DEMONSTRATION_CODE, ROAD
from petition_es.domain.identity import derived_id
from petition_es.domain.petition import PetitionNumber
from petition_es.domain.refusals import MistypedNumber, NoSuchPetition

router = APIRouter(include_in_schema=False)

TRIED_FIRST = (BRIDGE, ROAD)


@router.get("/")
def front(request: Request, language: Language) -> HTMLResponse:
    """Show the front page."""
    return _page(request, language)


@router.get("/t")
def look_up(request: Request, language: Language, number: str = "") -> Response:
    """Go to the page of a number, or say at the field what is wrong with it."""
    try:
        found = PetitionNumber.parse(number)
    except MistypedNumber:
        key = "front.number.mistyped" if number.strip() else "front.number.missing"
        return _page(request, language, number, [Mistake("number", key)], status=422)
    return RedirectResponse(f"/t/{quote(str(found))}", 303)


@router.get("/how-it-works")
def how_it_works(request: Request, language: Language) -> HTMLResponse:
    """Explain the life of a petition, the code, who sees what, and by when things are due."""
    return answer(request, "how_it_works.html", language)


def _page(
    request: Request,
    language: str,
    number: str = "",
    mistakes: list[Mistake] | None = None,
    *,
    status: int = 200,
) -> HTMLResponse:
    house: House = request.app.state.house
    return answer(
        request,
        "front.html",
        language,
        status=status,
        here="/",
        number=number,
        mistakes=mistakes or [],
        stories=stories(house) if house.settings.demonstration else {},
        code=DEMONSTRATION_CODE,
    )


def stories(house: House) -> dict[str, str]:
    """The numbers of the stories to try first, by the story's name."""
    numbers = {}
    for name in TRIED_FIRST:
        try:
            file = house.office.petition(derived_id("demonstration", name, "petition")).file
        except NoSuchPetition:  # The demonstration is not loaded (yet).
            continue
        numbers[name] = file.number or ""
    return numbers
