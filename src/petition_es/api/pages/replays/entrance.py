"""Where auditors come in: a token opens their pages to this browser for an hour."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from petition_es.api.at_the_door import AuditorsOnly, NoActor, OnlyOnThisMachine, TokenNotValid
from petition_es.api.auditors import Visitor, close_to_auditor, open_to_auditor
from petition_es.api.callers import DEMONSTRATION, is_from_this_machine, same_site_post
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import NEVER, answer
from petition_es.api.problems import problem_of
from petition_es.bootstrap import House

router = APIRouter(include_in_schema=False)

HERE = "/auditor"


@router.get(HERE)
def entrance_page(
    request: Request, visitor: Visitor, language: Language, then: str = HERE
) -> Response:
    """Show where an auditor comes in, or which petition to replay."""
    is_open = visitor.actor is not None and visitor.actor.role == "auditor"
    return entrance(request, language, then=then, status=200, is_open=is_open)


@router.post(f"{HERE}/open", dependencies=[Depends(same_site_post)])
def open_it(
    request: Request,
    language: Language,
    token: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = HERE,
) -> Response:
    """Open the pages for auditors to this browser, with a token."""
    response = RedirectResponse(_within(then), 303, {"Cache-Control": NEVER})
    try:
        open_to_auditor(request, response, token)
    except (AuditorsOnly, TokenNotValid, OnlyOnThisMachine) as refused:
        problem = problem_of(refused, language)
        return entrance(
            request, language, then=then, status=problem.kind.status, error=problem.detail
        )
    return response


@router.post(f"{HERE}/close", dependencies=[Depends(same_site_post)])
def close_it() -> Response:
    """Forget in this browser that it was opened."""
    response = RedirectResponse(HERE, 303, {"Cache-Control": NEVER})
    close_to_auditor(response)
    return response


@router.get("/replay")
def look_up(number: str = "") -> Response:
    """Go to the replay of a number, as it was typed."""
    return RedirectResponse(f"/replay/{quote(number.strip(), safe='')}" if number.strip() else HERE)


def entrance(
    request: Request,
    language: str,
    *,
    then: str = "",
    status: int = 401,
    error: str = "",
    is_open: bool = False,
) -> Response:
    """Answer with the page on which an auditor comes in, and goes on to where it was meant to."""
    house: House = request.app.state.house
    is_demonstration = house.settings.demonstration and is_from_this_machine(request)
    page = answer(
        request,
        "auditor.html",
        language,
        status=status,
        keep=NEVER,
        here=HERE,
        then=_within(then or _address(request)),
        error=error,
        is_open=is_open,
        demonstration_token=f"{DEMONSTRATION}auditor" if is_demonstration else "",
    )
    if status == problem_of(NoActor(), language).kind.status:
        page.headers["WWW-Authenticate"] = 'Bearer realm="petition_es"'
    return page


def _address(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


def _within(address: str) -> str:
    """An address of this site; whatever could lead elsewhere leads to the entrance."""
    is_ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_ours and address.isprintable() else HERE
