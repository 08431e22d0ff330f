"""The addresses of the tracking page: look, open with the query code, close again."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from petition_es.api.callers import WhoAsks, few_at_once, same_site_post
from petition_es.api.limits import sender
from petition_es.api.pages.language import Language
from petition_es.api.pages.receipts import address_of
from petition_es.api.pages.rendering import FRESH, NEVER, answer
from petition_es.api.pages.tracking.addresses import canonical_number, is_open_to_all
from petition_es.api.pages.tracking.page import tracking_page
from petition_es.api.pages.tracking.viewing import Seen, acts_of, look
from petition_es.api.problems import Problem, problem_of
from petition_es.api.sessions import close_view, open_view
from petition_es.bootstrap import House
from petition_es.domain.refusals import (
    NoSuchPetition,
    NumberOrCodeWrong,
    TooManyAttempts,
)
from petition_es.messages import say
from petition_es.projections.timeline import NotPublished

router = APIRouter(include_in_schema=False)


@router.get("/t/{number}")
def track(
    request: Request, number: str, caller: WhoAsks, language: Language, done: str = ""
) -> Response:
    """Show a petition; `done` names the act that was just done, for a word of thanks."""
    canonical = canonical_number(number)
    if canonical != number:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/t/{canonical}{query}", 308)
    house: House = request.app.state.house
    try:
        seen = look(house, caller, number)
    except (NoSuchPetition, NotPublished) as refusal:
        problem = problem_of(refusal, language)
        return _closed(request, number, language, status=problem.kind.status)
    return _shown(request, seen, number, language, done)


@router.post("/t/{number}/open", dependencies=[Depends(same_site_post)])
def open_it(
    request: Request, number: str, language: Language, code: Annotated[str, Form()] = ""
) -> Response:
    """Open a petition to this browser for an hour, with its query code."""
    canonical = canonical_number(number)
    if not code.strip():
        return _closed(request, canonical, language, error=say("page.open.missing", language))
    house: House = request.app.state.house
    opening = partial(house.desk.open, canonical, code, sender(request.scope))
    try:
        registration = few_at_once(opening).result()
    except (NumberOrCodeWrong, TooManyAttempts) as refusal:
        return _not_opened(request, canonical, language, problem_of(refusal, language))
    response = RedirectResponse(f"/t/{canonical}", 303, {"Cache-Control": NEVER})
    open_view(request, response, canonical, registration)
    return response


@router.post("/t/{number}/close", dependencies=[Depends(same_site_post)])
def close_it(number: str) -> Response:
    """Forget in this browser that the petition was opened, and leave its page."""
    response = RedirectResponse("/", 303, {"Cache-Control": NEVER})
    close_view(response, canonical_number(number))
    return response


def _shown(request: Request, seen: Seen, number: str, language: str, done: str) -> HTMLResponse:
    page = tracking_page(
        seen.timeline,
        language,
        number=number,
        version=seen.version,
        acts=_acts(request, seen),
        done=done,
        address=address_of(request, number),
    )
    keep = FRESH if is_open_to_all(seen.view.caller) else NEVER
    return answer(request, "tracking.html", language, keep=keep, page=page)


def _acts(request: Request, seen: Seen) -> list[str] | None:
    """What the petitioner may do now; None for whoever did not open the petition."""
    actor = seen.view.caller.actor
    if actor is None or seen.view.audience != "petitioner":
        return None
    return acts_of(request.app.state.house, seen.view.petition, actor)


def _not_opened(request: Request, number: str, language: str, problem: Problem) -> HTMLResponse:
    page = _closed(request, number, language, status=problem.kind.status, error=problem.detail)
    page.headers.update(problem.headers)
    return page


def _closed(
    request: Request, number: str, language: str, *, status: int = 422, error: str = ""
) -> HTMLResponse:
    """Ask for the query code; whether there is such a petition is not said."""
    return answer(
        request,
        "closed.html",
        language,
        status=status,
        keep=NEVER,
        number=number,
        error=error,
        here=f"/t/{number}",
    )
