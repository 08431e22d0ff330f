"""The tail of the log, asked without threads: what came last, and where a petition stands now."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from petition_es.store.connecting import SETUP
from petition_es.store.datastore import first_line
from petition_es.store.faults import DatabaseUnreachable
from petition_es.store.floor import HEAD

ANSWER_SECONDS = 5
"""How long a question may take before the connection counts as broken."""

BATCH = 1000

LAST = "SELECT coalesce(max(position), 0) FROM public.petition_events WHERE position <= %s"
AFTER = """
    SELECT position, originator_id, originator_version, topic
    FROM public.petition_events WHERE position > %s AND position <= %s ORDER BY position LIMIT %s
"""
VERSIONS = """
    SELECT asked.id, newest.originator_version FROM unnest(%b::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
        SELECT originator_version FROM public.petition_events
        WHERE originator_id = asked.id ORDER BY originator_version DESC LIMIT 1
    ) AS newest
"""


@dataclass(frozen=True, slots=True)
class Noticed:
    """That an event was recorded: where in the log, in which stream, as which version and kind."""

    position: int
    stream_id: UUID
    version: int
    topic: str


class Tail:
    """One connection of its own, in the loop of whoever asks; a broken one is replaced.

    Every question raises DatabaseUnreachable when nobody answers. The answer holds everything that
    was committed before the question was put, up to the first event that is under way: nothing can
    appear later at or under a position that was told here.
    """

    def __init__(self, address: Mapping[str, Any]) -> None:
        self._address = {"connect_timeout": ANSWER_SECONDS, **address}
        self._connection: AsyncConnection[TupleRow] | None = None

    async def last_position(self) -> int:
        """The position of the newest event, 0 in an empty store."""
        ((position,),) = await self._ask(LAST, [await self._head()])
        return int(position)

    async def after(self, position: int) -> list[Noticed]:
        """What was recorded after a position, at most `BATCH` events, in the order of the log."""
        head = await self._head()
        if head <= position:
            return []
        return [Noticed(*row) for row in await self._ask(AFTER, [position, head, BATCH])]

    async def versions(self, petitions: Collection[UUID]) -> dict[UUID, int]:
        """The present version of each of these; what was never recorded is not in the answer."""
        return dict(await self._ask(VERSIONS, [list(petitions)]))

    async def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _head(self) -> int:
        ((head,),) = await self._ask(HEAD, [None])
        return int(head)

    async def _ask(self, question: LiteralString, values: list[object]) -> list[TupleRow]:
        """Ask; where the connection broke since the last question, once more on a new one."""
        if self._connection is not None:
            try:
                return await self._answer(self._connection, question, values)
            except (psycopg.OperationalError, psycopg.InterfaceError, TimeoutError):
                await self.close()
        try:
            self._connection = await self._connect()
            return await self._answer(self._connection, question, values)
        except (psycopg.OperationalError, psycopg.InterfaceError, TimeoutError) as fault:
            await self.close()
            raise DatabaseUnreachable(reason=first_line(fault)) from fault

    async def _connect(self) -> AsyncConnection[TupleRow]:
        connection = await AsyncConnection.connect(**self._address, autocommit=True)
        await connection.execute(SETUP)
        return connection

    async def _answer(
        self, connection: AsyncConnection[TupleRow], question: LiteralString, values: list[object]
    ) -> list[TupleRow]:
        async with asyncio.timeout(ANSWER_SECONDS):
            cursor = await connection.execute(question, values, prepare=True, binary=True)
            return await cursor.fetchall()
