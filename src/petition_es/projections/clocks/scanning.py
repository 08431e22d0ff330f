"""Putting a question to the clocks of all petitions, over several processes.

What travels is the address, the law, the offices and the question; what comes back are sums. No
event crosses from one process to another, and nothing is written.
"""

import os
import signal
import threading
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import connection, get_context, parent_process
from typing import Any, Generic, Protocol, Self, TypeVar

from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName
from petition_es.projections.clocks.histories import History, Wanted, histories
from petition_es.projections.clocks.offices import Offices, offices_of
from petition_es.projections.clocks.topics import topics_for, topics_of_hearings
from petition_es.projections.running.scanning import without_collecting
from petition_es.store.connecting import Address
from petition_es.store.log_reader import LogReader


class Tally(Protocol):
    """What is counted of petitions, and adds up."""

    def take(self, history: History, offices: Offices) -> None:
        """Count one petition."""

    def add(self, other: Self) -> None:
        """Put the count of other petitions to this one."""


T = TypeVar("T", bound=Tally)
T_co = TypeVar("T_co", bound=Tally, covariant=True)


class Question(Protocol[T_co]):
    """What is asked of every petition; it travels, and so does the tally it begins."""

    @property
    def laws(self) -> Sequence[Law]:
        """The laws by which petitions are timed."""

    @property
    def names(self) -> Collection[ClockName]:
        """The clocks that are looked at."""

    @property
    def topics(self) -> Collection[str]:
        """What has to be read beside what clocks hang on."""

    def begin(self, at: datetime) -> T_co:
        """An empty count, as of a moment."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Where the log is, by which law, and where the reader stands.

    `at` is a moment with its zone: what happened later does not count. `known_by` is a day (in the
    zone of the office that acted) or a moment: what was recorded later does not count.
    """

    address: Address
    law: Law
    at: datetime
    known_by: date | datetime | None = None
    processes: int = 1


@dataclass(frozen=True)
class _Part(Generic[T]):
    """One share of the petitions, as it travels."""

    address: Address
    question: Question[T]
    offices: Offices
    wanted: Wanted
    number: int
    of: int


def ask(look: Look, question: Question[T]) -> tuple[T, Offices]:
    """Put a question to all petitions; answer the whole count, and the offices it speaks of."""
    with LogReader(look.address) as reader:
        upto = reader.head()
        offices = offices_of(reader, upto)
    wanted = Wanted(
        topics=topics_for(question.laws, question.names, question.topics),
        read_whole=topics_of_hearings(question.laws, question.names),
        upto=upto,
        at=look.at,
        known_by=look.known_by,
    )
    parts = [
        _Part(look.address, question, offices, wanted, number, look.processes)
        for number in range(look.processes)
    ]
    whole, *others = _counted(parts)
    for other in others:
        whole.add(other)
    return whole, offices


def _counted(parts: Sequence[_Part[T]]) -> list[T]:
    if len(parts) == 1:
        return [count(parts[0])]
    with ProcessPoolExecutor(
        len(parts), mp_context=get_context("spawn"), initializer=_begin
    ) as pool:
        return list(pool.map(count, parts))


def count(part: _Part[T]) -> T:
    """Count one share of the petitions, in whatever process this is."""
    tally = part.question.begin(part.wanted.at)
    offices = part.offices
    share = (part.number, part.of)
    address: dict[str, Any] = dict(part.address)
    with without_collecting():
        for history in histories(address, part.wanted, share):
            tally.take(history, offices)
    return tally


def _begin() -> None:
    """Leave a Ctrl-C to the process that started this one, and end when that one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
