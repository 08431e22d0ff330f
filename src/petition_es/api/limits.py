"""Limits on what one request may ask for: bytes of its body, time, and how often one may write."""

import asyncio
import time
from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from petition_es.api.at_the_door import TooLarge, TooManyRequests, TooSlow
from petition_es.settings import Settings

WRITES_PER_MINUTE = 600
SENDERS_KNOWN = 10_000
READING = frozenset({"GET", "HEAD", "OPTIONS"})
FILES = ("/attachments", "/submit", "/do/add-material")
"""Where files come in: here a body may be as large as what may be attached, and some more."""

FILES_AT_ONCE = 5

CLOSE = {"Connection": "close"}
"""Nobody listens to the rest of a body that was refused."""


class Limits:
    """Turns away what is too much; where nothing was answered yet, with a problem."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        per_minute = settings.writes_per_minute
        if per_minute is None and not settings.demonstration:
            per_minute = WRITES_PER_MINUTE
        self._rate = Rate(per_minute) if per_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request within the limits."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._rate and _is_counted(scope):
            self._rate.count(sender(scope))
        bounded = _Body(receive, self._limit(scope), self._seconds(scope))
        bounded.check_length(Headers(scope=scope))
        await self._app(scope, bounded.receive, send)

    def _limit(self, scope: Scope) -> int:
        if scope["path"].endswith(FILES):
            return self._settings.attachment_limit * FILES_AT_ONCE + self._settings.body_limit
        return self._settings.body_limit

    def _seconds(self, scope: Scope) -> float:
        """Files may come over a slow connection, from a phone in the country."""
        is_file = scope["path"].endswith(FILES)
        return self._settings.upload_seconds if is_file else self._settings.request_seconds


class _Body:
    """A body that arrives: counted, and waited for until its time is over."""

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self._receive, self._limit, self._seconds = receive, limit, seconds
        self._ends = time.monotonic() + seconds
        self._came, self._is_complete = 0, False

    def check_length(self, headers: Headers) -> None:
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._limit:
            raise TooLarge(headers=CLOSE, limit=self._limit)

    async def receive(self) -> Message:
        if self._is_complete:  # What comes now is the news that the client has gone.
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self._ends - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow(headers=CLOSE, seconds=f"{self._seconds:g}") from None
        self._came += len(message.get("body", b""))
        self._is_complete = not message.get("more_body", False)
        if self._came > self._limit:
            raise TooLarge(headers=CLOSE, limit=self._limit)
        return message


class Rate:
    """So many acts a minute from each sender; a pause gives back what was used."""

    def __init__(self, per_minute: int) -> None:
        self._per_second, self._most = per_minute / 60, per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, sender: str) -> None:
        """Count one, or refuse when the sender has none left."""
        now = time.monotonic()
        left, since = self._left.pop(sender, (self._most, now))
        left = min(self._most, left + (now - since) * self._per_second)
        self._left[sender] = (max(0.0, left - 1), now)
        if len(self._left) > SENDERS_KNOWN:
            self._left.popitem(last=False)
        if left < 1:
            wait = max(1, round((1 - left) / self._per_second))
            raise TooManyRequests(headers={"Retry-After": str(wait)}, seconds=wait)


def _is_counted(scope: Scope) -> bool:
    """Whatever writes is counted, and whatever brings a query code: to check one is much work."""
    return scope["method"] not in READING or "query-code" in Headers(scope=scope)


def sender(scope: Scope) -> str:
    """Who sends, for the count alone: the address, since anybody can make up a token."""
    return scope["client"][0] if scope.get("client") else ""
