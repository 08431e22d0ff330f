"""Answers that are counted from the whole log: beside the server, once for all who ask alike."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import Busy, NotYetCounted
from petition_es.bootstrap import House
from petition_es.projections.clocks.apart import Apart

KEPT_MAX = 16
"""So many answers are kept; the one that was asked for first goes first."""

WAITING_MAX = 8
"""So many questions may wait for their turn."""

PRESENT = timedelta(minutes=1)
"""How long an answer about the present is given again while nothing is recorded."""


class Question(Protocol):
    """What is asked; two that are equal have one answer."""

    @property
    def name(self) -> str:
        """What the answer is called at the door."""

    @property
    def is_of_now(self) -> bool:
        """Tell whether the answer changes while time passes and nothing is recorded."""

    def counting(self, now: datetime) -> Any:
        """What the process beside this one is asked."""


@dataclass(frozen=True)
class Counted:
    """An answer, the position of the log that it holds at least, and the moment it was asked at."""

    bookmark: int
    asked_at: datetime
    answer: Any


@dataclass
class _Asked:
    bookmark: int
    asked_at: datetime
    answer: "asyncio.Task[Any]"
    is_told: bool = False

    def serves(self, question: Question, head: int, now: datetime, after: int) -> bool:
        """Tell whether it answers a question that is put now.

        Whoever could not wait for an answer finds it, though the log has gone on meanwhile.
        """
        if self.bookmark < after:
            return False
        if not self.answer.done() or not self.is_told:
            return True
        is_present = not question.is_of_now or now - self.asked_at < PRESENT
        return self.bookmark == head and is_present


class Counting:
    """Puts questions to the whole log in one process beside the server, one after the other."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._apart = Apart(house.store.address, house.law)
        self._asked: dict[Question, _Asked] = {}

    async def answer(self, question: Question, *, after: int, seconds: float) -> Counted:
        """The answer, counted up to the position `after` at least.

        Refused as NotYetCounted when it takes longer; counting goes on. Busy where too many wait.
        """
        head = await run_in_threadpool(self._head)
        asked = self._asked.get(question)
        if asked is None or not asked.serves(question, head, self._house.clock(), after):
            asked = self._ask(question, head)
        try:
            answer = await asyncio.wait_for(asyncio.shield(asked.answer), seconds)
        except TimeoutError:
            raise NotYetCounted(projection=question.name) from None
        asked.is_told = True
        return Counted(asked.bookmark, asked.asked_at, answer)

    async def close(self) -> None:
        """End the process; nobody waits for an answer any more."""
        self._apart.close()
        waiting = [each.answer for each in self._asked.values()]
        await asyncio.gather(*waiting, return_exceptions=True)

    def _head(self) -> int:
        with self._house.store.reader() as reader:
            return reader.head()

    def _ask(self, question: Question, head: int) -> _Asked:
        if sum(not each.answer.done() for each in self._asked.values()) >= WAITING_MAX:
            raise Busy
        now = self._house.clock()
        counting = asyncio.to_thread(self._apart.count, question.counting(now))
        asked = _Asked(head, now, asyncio.create_task(counting))
        asked.answer.add_done_callback(lambda done: self._forget_failed(question, done))
        self._asked.pop(question, None)
        self._asked[question] = asked
        for old in [q for q, each in self._asked.items() if each.answer.done()][:-KEPT_MAX]:
            del self._asked[old]
        return asked

    def _forget_failed(self, question: Question, done: "asyncio.Task[Any]") -> None:
        """Let the next who asks try again; who waits is told."""
        failed = done.cancelled() or done.exception() is not None
        asked = self._asked.get(question)
        if failed and asked is not None and asked.answer is done:
            del self._asked[question]
