"""Serving: the application on a port of this machine, until somebody ends it."""

import gc
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from petition_es.api.app import build
from petition_es.api.headers_in_time import HeadersInTime
from petition_es.bootstrap import House

CONNECTIONS_MAX = 4000
"""Twice as many as may watch; whoever comes then is asked to come again."""

KEEP_ALIVE_SECONDS = 20
LAST_SECONDS = 5
"""How long answers that are under way may take once the server was told to stop."""


class Server(uvicorn.Server):
    """Lets every watcher go before it waits for answers that are under way."""

    def __init__(
        self, app: FastAPI, *, ready: Callable[[], None], proxies: str | None = None
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="uvloop",
                http=HeadersInTime,
                limit_concurrency=CONNECTIONS_MAX,
                ws="none",
                # Who asks is who is connected, unless a proxy that is trusted says otherwise.
                proxy_headers=proxies is not None,
                forwarded_allow_ips=proxies or "",
                server_header=False,
                access_log=False,
                log_config=None,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=LAST_SECONDS,
            )
        )
        self._app, self._ready = app, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            # What is loaded by now stays; looking through it again and again would halt everybody.
            gc.collect()
            gc.freeze()
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first: they would never end by themselves."""
        self._app.state.live.hub.end_watches()
        await super().shutdown(sockets)


def serve(house: House, listener: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve a house until the process is told to stop (Ctrl-C, SIGTERM), and return then."""
    server = Server(build(house), ready=ready, proxies=house.settings.trusted_proxies)
    # uvicorn raises the signal again when all is closed: the house is to be closed after that.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server.run([listener])
