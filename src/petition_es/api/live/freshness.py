"""Where a petition stands now: asked of the database for every reader, once for all who wait."""

import asyncio
from collections.abc import Iterable, Iterator
from uuid import UUID

from petition_es.store.following import Tail


class Versions:
    """The present versions of petitions.

    All who ask while a question is under way wait for the next one and share it. So every answer
    holds what was committed before it was asked for, and many readers cost few questions.
    """

    def __init__(self, tail: Tail) -> None:
        self._tail = tail
        self._waiting: dict[UUID, list[asyncio.Future[int | None]]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def of(self, petition_id: UUID) -> int | None:
        """The version of a petition, None if there is none; raises DatabaseUnreachable."""
        answer: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(petition_id, []).append(answer)
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await answer

    async def close(self) -> None:
        """Let the last question be answered, and close the connection."""
        if self._asking is not None:
            await self._asking
        await self._tail.close()

    async def _ask(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, {}
                await self._answer(waiting)
        finally:
            self._asking = None

    async def _answer(self, waiting: dict[UUID, list[asyncio.Future[int | None]]]) -> None:
        """Answer everybody; a fault is an answer too, for whoever asked and for nobody else."""
        try:
            versions = await self._tail.versions(waiting)
        except Exception as fault:  # noqa: BLE001  # raised again where it was asked
            for answer in _still_awaited(waiting.values()):
                answer.set_exception(fault)
            return
        for petition_id, answers in waiting.items():
            for answer in _still_awaited([answers]):
                answer.set_result(versions.get(petition_id))


def _still_awaited(
    answers: Iterable[list[asyncio.Future[int | None]]],
) -> Iterator[asyncio.Future[int | None]]:
    return (answer for each in answers for answer in each if not answer.done())
