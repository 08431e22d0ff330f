"""The headers of a request: not too many bytes, and all of them in time."""

import asyncio
from typing import Any, cast

from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_LIMIT = 64 * 1024
"""How many bytes the address and the headers of one request may have."""


class HeadersInTime(HttpToolsProtocol):
    """Reads HTTP, and hangs up on whoever sends headers without end, or never ends them."""

    _awaited: asyncio.TimerHandle | None = None
    _came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Wait for the first request."""
        super().connection_made(transport)
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._await_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Wait for the headers of the next request too."""
        super().on_message_begin()
        if self._awaited is None:
            self._await_headers()

    def on_headers_complete(self) -> None:
        """Take them; too many are answered as a request that cannot be read."""
        self._await_no_more()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > (
            HEADERS_LIMIT
        ):
            raise ValueError
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, and count what came while the same headers are still incomplete."""
        awaited = self._awaited
        super().data_received(data)
        if awaited is not None and awaited is self._awaited:
            self._came += len(data)
            if self._came > HEADERS_LIMIT:
                self.transport.close()

    def _await_headers(self) -> None:
        house: Any = cast("FastAPI", self.config.app).state.house
        seconds = house.settings.request_seconds
        self._came, self._awaited = 0, self.loop.call_later(seconds, self.transport.close)

    def _await_no_more(self) -> None:
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None
