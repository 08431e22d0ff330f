"""What moves on a tracking page, rendered once for all who watch at the same time."""

import asyncio
from collections import OrderedDict
from typing import NamedTuple, Self
from uuid import UUID

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from petition_es.api.live.telling import QUARTER_SECONDS
from petition_es.api.pages.tracking.page import render_live
from petition_es.api.pages.tracking.viewing import acts_of, present
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience
from petition_es.domain.entry import Actor

KEPT_MAX = 64


class Fragment(NamedTuple):
    """The moving parts of one page as HTML, and the petition's version that they show."""

    version: int
    html: bytes


class Whose(NamedTuple):
    """Whose page, for whom, and in which language; `actor` is the petitioner who may act on it."""

    petition_id: UUID
    number: str
    audience: Audience
    language: str
    actor: Actor | None


class Fragments:
    """Renders each fragment once; the latest few are kept for whoever notices a moment later."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._kept: OrderedDict[tuple[object, ...], asyncio.Task[Fragment]] = OrderedDict()

    @classmethod
    def of(cls, app: FastAPI) -> Self:
        """The fragments of an application: made with the first stream."""
        if not hasattr(app.state, "fragments"):
            app.state.fragments = cls(app.state.house)
        kept: Self = app.state.fragments
        return kept

    async def get(self, whose: Whose, version: int) -> Fragment:
        """The fragment of this version or a later one; refuses as NotPublished."""
        quarter = int(self._house.clock().timestamp()) // QUARTER_SECONDS
        key = (whose, version, quarter, self._house.units.generation)
        task = self._kept.get(key)
        if task is None:
            task = asyncio.create_task(run_in_threadpool(self._render, whose))
            self._keep(key, task)
        return await asyncio.shield(task)

    def _keep(self, key: tuple[object, ...], task: asyncio.Task[Fragment]) -> None:
        self._kept[key] = task
        if len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)

        def drop_if_broken(done: asyncio.Task[Fragment]) -> None:
            if done.cancelled() or done.exception() is not None:
                self._kept.pop(key, None)

        task.add_done_callback(drop_if_broken)

    def _render(self, whose: Whose) -> Fragment:
        petition = self._house.office.petition(whose.petition_id)
        told = present(self._house, petition, whose.audience)
        acts = acts_of(self._house, petition, whose.actor) if whose.actor else None
        html = render_live(told, whose.language, whose.number, acts)
        return Fragment(petition.version, html.encode())
