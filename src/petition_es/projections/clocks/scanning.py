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
from datetime import date, datetime, time
from multiprocessing import connection, get_context, parent_process
from typing import Generic, Protocol, Self, TypeVar

from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName
from petition_es.projections.clocks.faults import ScanFailed
from petition_es.projections.clocks.histories import History, Wanted, histories
from petition_es.projections.clocks.offices import Offices, offices_of
from petition_es.projections.clocks.topics import topics_for, topics_of_hearings
from petition_es.projections.past import Moment, standpoint
from petition_es.store.collecting import collecting_nothing
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


def look_of(
    *,
    address: Address,
    law: Law,
    now: datetime,
    at: Moment | None,
    known_by: Moment | None,
    processes: int = 1,
) -> Look:
    """Stand at the end of a day, or at a moment, which may also be still to come; else now.

    Of what was known by a past day, it is that day.
    """
    if isinstance(at, datetime):
        moment = at
    elif at is not None:
        moment = datetime.combine(at, time.max, now.tzinfo)
    else:
        moment = standpoint(now, known_by)
    return Look(address=address, law=law, at=moment, known_by=known_by, processes=processes)


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
    if look.processes == 1:
        (part,) = _parts(look, question)
        return count(part), part.offices
    with ProcessPoolExecutor(
        look.processes, mp_context=get_context("spawn"), initializer=begin_apart
    ) as pool:
        pool.submit(_begun)  # While processes begin, the offices are read here.
        parts = _parts(look, question)
        whole, *others = map(_counted, pool.map(_count_apart, parts))
    for other in others:
        whole.add(other)
    return whole, parts[0].offices


def _parts(look: Look, question: Question[T]) -> list[_Part[T]]:
    with LogReader(look.address) as reader, collecting_nothing():
        upto = reader.head()
        offices = offices_of(reader, upto)
    wanted = Wanted(
        topics=topics_for(question.laws, question.names, question.topics),
        read_whole=topics_of_hearings(question.laws, question.names),
        upto=upto,
        at=look.at,
        known_by=look.known_by,
    )
    shares = range(look.processes)
    return [
        _Part(look.address, question, offices, wanted, number, look.processes) for number in shares
    ]


@dataclass(frozen=True)
class _Failed:
    """Why a process could not count its share: in words, for few faults can travel."""

    reason: str


def _count_apart(part: _Part[T]) -> T | _Failed:
    try:
        return count(part)
    except Exception as trouble:  # noqa: BLE001  # it is told to whoever asked
        return _Failed(f"{type(trouble).__name__}: {trouble}")


def _counted(counted: T | _Failed) -> T:
    if isinstance(counted, _Failed):
        raise ScanFailed(reason=counted.reason)
    return counted


def count(part: _Part[T]) -> T:
    """Count one share of the petitions, in whatever process this is."""
    tally = part.question.begin(part.wanted.at)
    offices = part.offices
    share = (part.number, part.of)
    with collecting_nothing():
        for history in histories(part.address, part.wanted, share):
            tally.take(history, offices)
    return tally


def begin_apart() -> None:
    """Leave a Ctrl-C to the process that started this one, and end when that one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _begun() -> None:
    """Nothing: but whoever is asked to do it has begun."""


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
