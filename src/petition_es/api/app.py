"""The application: routes, manners and limits around an open house."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse

from petition_es import __version__
from petition_es.api import (
    due_dates,
    findings,
    health,
    live,
    pages,
    projections,
    quality,
    records,
    replays,
)
from petition_es.api.acts import add_acts
from petition_es.api.answering import Answering, add_answers
from petition_es.api.attachments import routes as attachments
from petition_es.api.documenting import add_description
from petition_es.api.limits import Limits
from petition_es.api.manners import Manners
from petition_es.api.methods import Methods
from petition_es.api.similar import routes as similar
from petition_es.bootstrap import House

COMPRESSED_FROM_BYTES = 800

DESCRIPTION = """\
Follow a petition the way a parcel is followed, and do what a clerk does at the desk.

Every act is a `POST` that names the version it was meant for (`If-Match`) and may carry an
`Idempotency-Key`. What went wrong is told as problem details, each with a page that explains it.
"""


def _nudge(app: FastAPI) -> None:
    """Say that something was recorded, so that who watches sees it at once."""
    app.state.live.hub.nudge()


class OrjsonAnswer(JSONResponse):
    """JSON as the store writes it."""

    def render(self, content: Any) -> bytes:
        """Write it."""
        return orjson.dumps(content)


def build(house: House) -> FastAPI:
    """Put the application together around an open house, which it does not close."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with live.live(house) as app.state.live:
            yield

    app = FastAPI(
        title="petition_es",
        summary="An event-sourced engine that follows a petition step by step.",
        description=DESCRIPTION,
        version=__version__,
        docs_url=None,  # They would load scripts from another host.
        redoc_url=None,
        lifespan=lifespan,
        default_response_class=OrjsonAnswer,
        middleware=[
            Middleware(Manners),
            Middleware(Answering),
            Middleware(Methods),
            Middleware(Limits, settings=house.settings),
            Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM_BYTES),
        ],
    )
    app.state.house = house
    for room in (
        health,
        live,
        records,
        replays,
        similar,
        due_dates,
        projections,
        findings,
        quality,
        attachments,
        pages,
    ):  # First what is asked for most.
        app.include_router(room.router)
    add_acts(app, told=partial(_nudge, app))
    add_answers(app)
    add_description(app)
    return app
