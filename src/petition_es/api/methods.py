"""The methods of an address: HEAD wherever GET is, and OPTIONS, which names them all."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROUTED = ("GET", "POST")
"""What routes are written for."""

NO_CONTENT = 204


def methods_of(scope: Mapping[str, Any]) -> list[str]:
    """The methods that an address takes; none where there is nothing."""
    found = [method for method in ROUTED if _is_routed(scope, method)]
    head = ["HEAD"] if "GET" in found else []
    return [*found, *head, "OPTIONS"] if found else []


def _is_routed(scope: Mapping[str, Any], method: str) -> bool:
    asked = {**scope, "method": method}
    return any(route.matches(asked)[0] is Match.FULL for route in scope["app"].routes)


class Methods:
    """Answers HEAD as GET without the body, and OPTIONS with what an address takes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose method no route is written for."""
        method = scope["method"] if scope["type"] == "http" else ""
        if method == "OPTIONS" and (methods := methods_of(scope)):
            allowed = {"Allow": ", ".join(methods), "Cache-Control": "no-cache"}
            await Response(status_code=NO_CONTENT, headers=allowed)(scope, receive, send)
        elif method == "HEAD":
            await self._as_get(scope, _Head(receive, send))
        else:
            await self._app(scope, receive, send)

    async def _as_get(self, scope: Scope, head: "_Head") -> None:
        """Ask as GET under a scope of its own: the server must go on seeing a HEAD.

        Else it waits for the body that the length announces, and hangs up without it.
        """
        asked = {**scope, "method": "GET"}
        try:
            await self._app(asked, head.receive, head.send)
        finally:  # For the journal.
            scope["route"] = asked.get("route")


class _Head:
    """Sends the head of an answer; whoever goes on writing is told that nobody listens."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._is_sent = asyncio.Event()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._send(message)
            await self._send({"type": "http.response.body", "body": b""})
            self._is_sent.set()

    async def receive(self) -> Message:
        return {"type": "http.disconnect"} if self._is_sent.is_set() else await self._receive()
