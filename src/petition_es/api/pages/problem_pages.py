"""Problems as pages: what each means and what to do, and the page that a browser meets in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from petition_es.api.at_the_door import NotFound
from petition_es.api.pages.language import Asked, Language, chosen
from petition_es.api.pages.rendering import NEVER, answer, render
from petition_es.api.problems import Problem, ProblemType, problem_types
from petition_es.bootstrap import House
from petition_es.messages import say
from petition_es.messages.catalogue import sentence
from petition_es.settings import Settings

router = APIRouter(include_in_schema=False)

FAMILIES = ("door", "refusal", "fault")
"""In the order in which one meets them: the door, the rules of the office, the machinery."""


@dataclass(frozen=True)
class Told:
    """One kind of problem in one language, with no case at hand."""

    kind: ProblemType
    headline: str
    says: str


@router.get("/problems")
def problems(request: Request, language: Language) -> HTMLResponse:
    """List every problem that can be answered."""
    kinds = list(problem_types().values())
    groups = [_group(kinds, family, language) for family in FAMILIES]
    return answer(request, "problems.html", language, groups=groups)


@router.get("/problems/{name}")
def problem(request: Request, name: str, language: Language) -> HTMLResponse:
    """Explain one kind of problem: where its `type` leads."""
    kind = problem_types().get(name)
    if kind is None:
        raise NotFound
    return answer(request, "problem.html", language, told=_told(kind, language))


def error_page(request: Request, trouble: Problem) -> Response:
    """Answer a browser that met a problem, in the reader's language."""
    language = _language(request)
    html = render(
        "error.html",
        language,
        demonstration=is_demonstration(request),
        here="" if request.method == "GET" else "/",
        problem=trouble,
        headline=headline(trouble.kind.status, language),
        reference=str(request.scope.get("state", {}).get("request_id", "")),
    )
    headers = {"Cache-Control": NEVER, "Content-Language": language, **trouble.headers}
    return HTMLResponse(html, trouble.kind.status, headers)


def is_demonstration(request: Request) -> bool:
    """Tell whether invented cases are served; trouble may come before the application does."""
    settings = _settings(request)
    return settings is not None and settings.demonstration


def headline(status: int, language: str) -> str:
    """Say in a few words what went wrong, by its status."""
    return say(f"page.wrong.{status}", language)


def _language(request: Request) -> str:
    """As of any page, but for a request that has not reached the application."""
    settings = _settings(request)
    return chosen(
        Asked(
            query=request.query_params.get("lang"),
            cookie=request.cookies.get("lang"),
            header=request.headers.get("Accept-Language"),
            setting=settings.language if settings else None,
        )
    )


def _settings(request: Request) -> Settings | None:
    app = request.scope.get("app")
    house: House | None = getattr(app.state, "house", None) if app else None
    return house.settings if house else None


def _group(kinds: Sequence[ProblemType], family: str, language: str) -> tuple[str, list[Told]]:
    own = [kind for kind in kinds if kind.key.partition(".")[0] == family]
    return say(f"page.problems.{family}", language), [_told(kind, language) for kind in own]


def _told(kind: ProblemType, language: str) -> Told:
    return Told(kind, headline(kind.status, language), _general(kind, language))


def _general(kind: ProblemType, language: str) -> str:
    """The sentence of a problem with no case at hand: where a fact would stand, dots do."""
    parts = Formatter().parse(sentence(kind.key, language))
    return "".join(text if fact is None else f"{text}…" for text, fact, _, _ in parts)
