"""A view that was over before its form was sent: the code is asked for anew, the words are kept."""

from functools import partial

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from petition_es.api import sessions
from petition_es.api.callers import few_at_once, opened
from petition_es.api.limits import sender
from petition_es.api.pages.desk import Desk, desk_of
from petition_es.api.pages.fields import Mistake
from petition_es.api.pages.posted import Posted
from petition_es.api.pages.rendering import answer
from petition_es.api.problems import problem_of
from petition_es.bootstrap import House
from petition_es.domain.refusals import Refusal

ASKED_ANEW = frozenset({"code", "go"})
"""Fields that the form does not carry along."""


def desk_again(request: Request, form: Posted, language: str) -> Desk | None:
    """Open the petition by the code in the form; None without one, a wrong one is refused."""
    house: House = request.app.state.house
    number, act = request.path_params["number"], request.path_params["act"]
    if not form.get("code"):
        return None
    opening = partial(opened, house, number, form.get("code"), sender(request.scope))
    caller = few_at_once(opening).result()
    return desk_of(request, number, act, caller, language)


def kept_open(desk: Desk, response: Response) -> Response:
    """Let the browser see the petition again, for as long as after any typing of the code."""
    registration = desk.house.store.numbers.find(desk.number)
    if registration is not None:
        sessions.open_view(desk.request, response, desk.number, registration)
    return response


def code_page(
    request: Request, form: Posted, language: str, refusal: Refusal | None = None
) -> HTMLResponse:
    """Ask for the code with everything that was filled in, whether there is such a petition or not.

    Files cannot be carried along: browsers do not let a page choose files.
    """
    number, act = request.path_params["number"], request.path_params["act"]
    page = answer(
        request,
        "code_again.html",
        language,
        status=problem_of(refusal, language).kind.status if refusal else 403,
        here=f"/t/{number}",
        number=number,
        act=act,
        carried=[(k, v) for k, v in form.fields.items() if k not in ASKED_ANEW],
        had_files=bool(form.files),
        mistakes=[Mistake.of("code", refusal)] if refusal else [],
    )
    page.headers["Cache-Control"] = "no-store"
    return page
