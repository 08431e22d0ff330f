"""How trouble is answered: as problem details to programs, as a page to people."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from petition_es.api.at_the_door import (
    AtTheDoor,
    FieldsNotValid,
    InternalFault,
    MethodNotAllowed,
    NotFound,
    NotReadable,
    WrongMediaType,
)
from petition_es.api.methods import methods_of
from petition_es.api.pages.language import preferred
from petition_es.api.pages.problem_pages import error_page
from petition_es.api.problems import MEDIA_TYPE, problem_of
from petition_es.domain.refusals import Refusal
from petition_es.store.faults import StoreFault

journal = structlog.get_logger("petition_es.faults")

FIRST_FAULT = 500
ERRORS_SHOWN = 20
NAME_SHOWN = 80
"""Characters of a field's name."""

UNNAMED = "a body without a media type"


class Answering:
    """Catches what no route answered, outside of everything but the manners."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer; say what went wrong where it could not."""
        begun = [False]

        async def noting_send(message: Message) -> None:
            begun[0] = True
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        except Exception as trouble:
            if scope["type"] != "http" or begun[0]:
                raise
            answer = answer_trouble(Request(scope, receive), trouble)
            await answer(scope, receive, send)


def add_answers(app: FastAPI) -> None:
    """Answer every refusal, fault and malformed request as a problem."""
    for kind in (Refusal, StoreFault, AtTheDoor, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _handler)


async def _handler(request: Request, trouble: Exception) -> Response:
    return answer_trouble(request, trouble)


def answer_trouble(request: Request, trouble: Exception) -> Response:
    """Answer what went wrong, in the reader's language; our own faults go to the journal too."""
    told = _named(request, trouble)
    language = _language(request)
    problem = problem_of(told, language)
    request_id = str(request.scope.get("state", {}).get("request_id", ""))
    if problem.kind.status >= FIRST_FAULT:
        _note(request_id, trouble)
    if wants_page(request):
        return error_page(request, problem)
    body = problem.body(request_id) | _errors(trouble)
    headers = {"Cache-Control": "no-store", "Content-Language": language, **problem.headers}
    return Response(orjson.dumps(body), problem.kind.status, headers, MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Tell whether a person's browser asks, and not a program."""
    return "text/html" in request.headers.get("accept", "")


def _named(request: Request, trouble: Exception) -> Exception:
    if isinstance(trouble, Refusal | StoreFault | AtTheDoor):
        return trouble
    if isinstance(trouble, RequestValidationError):
        return _of_fields(request, trouble)
    if isinstance(trouble, HTTPException):
        return _of_http(request, trouble)
    return InternalFault()


def _of_fields(request: Request, trouble: RequestValidationError) -> AtTheDoor:
    if any(error["type"] == "json_invalid" for error in trouble.errors()):
        return NotReadable()
    if isinstance(trouble.body, bytes):  # Nobody read it: it does not come as JSON.
        given = request.headers.get("content-type", "").partition(";")[0]
        return WrongMediaType(given=given[:80] or UNNAMED, wanted="application/json")
    return FieldsNotValid()


def _of_http(request: Request, trouble: HTTPException) -> Exception:
    if isinstance(trouble.__cause__, AtTheDoor):  # Turned away while FastAPI read the body.
        return trouble.__cause__
    kinds: Mapping[int, Callable[[], AtTheDoor]] = {
        404: NotFound,
        405: lambda: _not_taken(request),
        400: NotReadable,
    }
    return kinds.get(trouble.status_code, InternalFault)()


def _not_taken(request: Request) -> AtTheDoor:
    allowed = ", ".join(methods_of(request.scope))
    return MethodNotAllowed(headers={"Allow": allowed}, method=request.method, allowed=allowed)


def _errors(trouble: Exception) -> dict[str, Any]:
    """Name each field that is wrong, never with what stood in it."""
    if not isinstance(trouble, RequestValidationError):
        return {}
    errors = trouble.errors()[:ERRORS_SHOWN]
    return {"errors": [{"at": _pointer(error["loc"]), "detail": error["msg"]} for error in errors]}


def _pointer(place: tuple[int | str, ...]) -> str:
    """Where it stands: a JSON pointer (RFC 6901) into the body, or the name of a parameter."""
    kind, *path = place
    if kind == "body":
        return "".join(f"/{_escaped(str(part))}" for part in path)
    return f"{kind}: {path[0]}" if path else str(kind)


def _escaped(name: str) -> str:
    """One step of a pointer; the name of an unknown field can be anything, and any length."""
    return name[:NAME_SHOWN].replace("~", "~0").replace("/", "~1")


def _note(request_id: str, trouble: Exception) -> None:
    """Note a fault by its place: the text of one that the store did not name could hold words."""
    frame = trouble.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
    said = str(trouble) if isinstance(trouble, StoreFault) else None
    journal.error("fault", request=request_id, fault=type(trouble).__name__, at=where, said=said)


def _language(request: Request) -> str:
    """The language of a problem: the reader's, else the office's; else English for programs."""
    wanted = request.query_params.get("lang"), request.cookies.get("lang")
    liked = preferred(request.headers.get("accept-language", ""))
    setting = request.app.state.house.settings.language if "app" in request.scope else None
    chosen = next((word for word in (*wanted, liked, setting) if word in ("zh", "en")), None)
    return chosen or ("zh" if wants_page(request) else "en")
