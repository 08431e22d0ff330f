"""Counting apart: a process beside this one that puts questions to the whole log, one at a time.

Counting takes the processor for seconds, and who shares its interpreter would wait as long. The
process stays from one question to the next, steps back behind everything else on the machine, and
ends with the process that began it.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from petition_es.domain.regime.law import Law
from petition_es.projections.clocks.faults import ScanFailed
from petition_es.projections.clocks.scanning import begin_apart
from petition_es.store.connecting import Address

NICER = 5
"""By how much it steps back (`nice`)."""

Question = Callable[[Address, Law], Any]
"""What is counted of a log by a law; it travels, and so does its answer."""


@dataclass(frozen=True)
class _Failed:
    """Why nothing could be counted: in words, for few faults can travel."""

    reason: str


class Apart:
    """A process that counts; it begins with the first question, and one that died is replaced."""

    def __init__(self, address: Address, law: Law) -> None:
        self._address, self._law = dict(address), law
        self._turn = Lock()
        self._process: BaseProcess | None = None
        self._pipe: Pipe | None = None
        self._is_over = False

    def count(self, question: Question) -> Any:
        """Put a question and wait for the answer; ScanFailed where there is none."""
        with self._turn:
            try:
                pipe = self._pipe or self._begin()
                pipe.send(question)
                answer = pipe.recv()
            except (EOFError, OSError) as gone:
                self._leave()
                raise ScanFailed(reason="the process that counted is gone") from gone
        if isinstance(answer, _Failed):
            raise ScanFailed(reason=answer.reason)
        return answer

    def close(self) -> None:
        """End the process, whatever it is counting; who waits for it gets ScanFailed."""
        self._is_over = True
        if self._process is not None:
            self._process.kill()

    def _begin(self) -> Pipe:
        if self._is_over:
            raise EOFError
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        beginning = (self._address, self._law, theirs)
        self._process = context.Process(target=_answer_all, args=beginning, daemon=True)
        # The process inherits this: a Ctrl-C is no concern of it, not even while it begins.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return self._pipe

    def _leave(self) -> None:
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()


def _answer_all(address: Address, law: Law, pipe: Pipe) -> None:
    """Answer questions until nobody holds the other end of the pipe."""
    begin_apart()
    os.nice(NICER)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(pipe.recv(), address, law))


def _answer(question: Question, address: Address, law: Law) -> Any:
    try:
        return question(address, law)
    except Exception as trouble:  # noqa: BLE001  # it is told to whoever asked
        return _Failed(f"{type(trouble).__name__}: {trouble}")
