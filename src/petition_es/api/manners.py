"""Good manners of every answer: a correlation id, security headers, one line in the journal.

A line of the journal (结构化日志) names the route, never the address: neither numbers nor codes nor
words of anybody stand in it.
"""

import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import EventDict

from petition_es.bootstrap import new_id

REQUEST_ID = "X-Request-Id"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

SECURITY = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # With none at all, our own forms would hide their origin.
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
YEAR_SECONDS = 365 * 24 * 3600

journal = structlog.get_logger("petition_es.door")

Tell = Callable[..., None]


class Manners:
    """Wraps the whole application, so that no answer is without manners, faults included."""

    def __init__(self, app: ASGIApp, tell: Tell | None = None) -> None:
        self._app = app
        self._tell = tell or journal.info  # Taken now: at import nobody has said where it goes.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with manners."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        method, began, answered = scope["method"], time.perf_counter(), [0]

        async def send_with_manners(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered[0] = message["status"]
                _add_headers(MutableHeaders(scope=message), scope, request_id)
            await send(message)

        try:
            await self._app(scope, receive, send_with_manners)
        finally:
            told = {"request": str(request_id), "method": method, "status": answered[0]}
            self._note(scope, told, time.perf_counter() - began)

    def _note(self, scope: Scope, told: dict[str, Any], seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None)
        milliseconds = round(seconds * 1000, 1)
        self._tell("answered", **told, route=route or "(none)", milliseconds=milliseconds)


def _request_id(scope: Scope) -> UUID:
    """The sender's id for this request where it is one, else a new one."""
    try:
        return UUID(Headers(scope=scope).get(REQUEST_ID, ""))
    except ValueError:
        return new_id()


def _add_headers(headers: MutableHeaders, scope: Scope, request_id: UUID) -> None:
    headers[REQUEST_ID] = str(request_id)
    for name, value in SECURITY.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-cache")
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")


def write_journal_as_json(write: Callable[[str], Any]) -> None:
    """Write the journal as one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _name_the_fault,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_: _Lines(write),
        cache_logger_on_first_use=False,
    )


def _name_the_fault(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Say which fault it was, and no more: what stands in a program's variables is secret."""
    trouble = line.pop("exc_info", None)
    if trouble:
        kind = trouble[0] if isinstance(trouble, tuple) else sys.exc_info()[0]
        line["fault"] = getattr(kind or type(trouble), "__name__", "unknown")
    return line


class _Lines:
    """Takes finished lines from structlog."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        self.msg = self.info = self.warning = self.error = self.critical = write
