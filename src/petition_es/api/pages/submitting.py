"""Handing in a petition, step by step: `/submit`. Nothing is kept before it is sent."""

from collections.abc import Sequence
from types import SimpleNamespace

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from petition_es.api.callers import same_site_post
from petition_es.api.pages.draft import STEPS, TEXT_MAX, TITLE_MAX, Draft, Step
from petition_es.api.pages.fields import Mistake
from petition_es.api.pages.language import Language
from petition_es.api.pages.papers import PaperNotKept, too_many
from petition_es.api.pages.posted import FILES_MAX, Form, Posted
from petition_es.api.pages.receipts import receipt_page
from petition_es.api.pages.rendering import answer
from petition_es.api.pages.sending import send
from petition_es.api.pages.similar import LOOK, similar_at_most_so_long
from petition_es.api.problems import problem_of
from petition_es.api.similar.showing import Shown
from petition_es.bootstrap import House
from petition_es.domain.refusals import KeyReused

router = APIRouter(include_in_schema=False)

LIMITS = SimpleNamespace(title=TITLE_MAX, text=TEXT_MAX, files=FILES_MAX)


@router.get("/submit")
def begin(request: Request, language: Language) -> HTMLResponse:
    """Show the first step of an empty form."""
    return _page(request, language, "words", Draft.begun())


@router.post("/submit", dependencies=[Depends(same_site_post)])
def go(request: Request, language: Language, form: Form) -> HTMLResponse:
    """Go to the step that was asked for, or send; stop at the first step with a mistake in it."""
    draft, wanted = Draft.read(form), form.get("go")
    if wanted == "send":
        return _send(request, language, draft, form)
    looks = wanted == LOOK or (wanted == "check" and not draft.is_looked_at)
    step = "check" if looks else next((each for each in STEPS if each == wanted), STEPS[0])
    if wrong := draft.first_wrong(before=step):
        return _page(request, language, wrong[0], draft, wrong[1], status=422)
    if looks and (found := similar_at_most_so_long(request, draft)):
        return _page(request, language, step, draft.as_looked_at(), similar=found)
    return _page(request, language, step, draft)


def _send(request: Request, language: str, draft: Draft, form: Posted) -> HTMLResponse:
    house: House = request.app.state.house
    if wrong := draft.first_wrong(before="check"):
        return _page(request, language, wrong[0], draft, wrong[1], status=422)
    if mistakes := too_many(form.files):
        return _page(request, language, "check", draft, mistakes, status=422)
    try:
        recorded = send(house, draft, form.files, language)
    except PaperNotKept as refused:
        return _refused(request, language, draft, refused.mistake, refused.trouble)
    except KeyReused as refusal:
        return _refused(request, language, draft, Mistake("", "submit.sent_already"), refusal)
    return receipt_page(request, language, recorded)


def _refused(
    request: Request, language: str, draft: Draft, mistake: Mistake, trouble: Exception
) -> HTMLResponse:
    status = problem_of(trouble, language).kind.status
    return _page(request, language, "check", draft, [mistake], status=status)


def _page(
    request: Request,
    language: str,
    step: Step,
    draft: Draft,
    mistakes: list[Mistake] | None = None,
    *,
    status: int = 200,
    similar: Sequence[Shown] = (),
) -> HTMLResponse:
    """Show a step; the reader's browser may keep it, else its back button leads to an error.

    Before the last one comes what is similar, if there is anything.
    """
    return answer(
        request,
        f"submit_{LOOK if similar else step}.html",
        language,
        status=status,
        here="/submit",
        step=step,
        steps=STEPS,
        draft=draft,
        mistakes=mistakes or [],
        limits=LIMITS,
        similar=similar,
    )
