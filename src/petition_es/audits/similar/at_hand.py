"""Similar petitions at hand: for a process that is asked over and over, and has to be quick.

Connections, the numbers of prints and the edition of rarity stay from one question to the next.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, LifoQueue
from threading import Lock
from time import monotonic
from typing import Any

from psycopg import Connection, OperationalError

from petition_es.audits.running import editions
from petition_es.audits.similar.condition import is_there
from petition_es.audits.similar.finding import Similar, SimilarPetitions, Writings
from petition_es.audits.similar.opening import opened_writings
from petition_es.audits.similar.retrieving import Asked
from petition_es.audits.texts.prints import Printer
from petition_es.audits.texts.rarity import Rarity
from petition_es.projections.running.connections import connect
from petition_es.store.unsealing import Unsealing

AT_ONCE = 4
"""So many questions are answered at a time; who comes then waits."""

WAIT_SECONDS, CLOSE_SECONDS = 1.0, 2.5
LOOK_AGAIN_SECONDS = 30.0
"""How often to look whether a newer edition of rarity was published."""

BOUNDS = """
    SELECT set_config('statement_timeout', '2s', false),
        set_config('lock_timeout', '200ms', false)
"""
"""Nobody waits at intake while an index is made anew, or for a question that takes too long."""


class NotNow(Exception):  # named after what is the matter, as refusals are
    """It cannot be told just now: all are asking, or the index is made anew at this moment."""


@dataclass(frozen=True)
class _Seat:
    """What one question needs at a time, on connections of its own."""

    connection: Connection[Any]
    writings: Writings
    leaving: ExitStack

    @classmethod
    def taken(cls, unsealing: Unsealing) -> "_Seat":
        """Open the connections."""
        with ExitStack() as opening:
            connection = opening.enter_context(connect(unsealing.address))
            connection.execute(BOUNDS)
            writings = opening.enter_context(opened_writings(unsealing))
            return cls(connection, writings, opening.pop_all())


@dataclass
class _Weights:
    """The edition of rarity in use, looked for anew by one question at a time."""

    rarity: Rarity = field(default_factory=Rarity)
    looked_at: float = -LOOK_AGAIN_SECONDS
    looking: Lock = field(default_factory=Lock)

    def now(self, connection: Connection[Any]) -> Rarity:
        """The newest edition; while another question fetches it, the one before."""
        is_old = monotonic() - self.looked_at >= LOOK_AGAIN_SECONDS
        if is_old and self.looking.acquire(blocking=False):
            try:
                self.rarity = editions.renewed(connection, self.rarity)
                self.looked_at = monotonic()
            finally:
                self.looking.release()
        return self.rarity


class SimilarAtHand:
    """Answers which petitions are similar; safe for any number of threads."""

    def __init__(self, unsealing: Unsealing, secret: bytes) -> None:
        self.printer = Printer(secret)
        self._unsealing = unsealing
        self._weights = _Weights()
        self._seats: LifoQueue[_Seat | None] = LifoQueue()
        for _ in range(AT_ONCE):
            self._seats.put(None)

    def to(self, asked: Asked, limit: int, *, in_a_hurry: bool = False) -> list[Similar]:
        """Find at most so many, the likeliest first; none where there is no index yet.

        Raises NotNow, and what is wrong with the store.
        """
        with self._seat() as seat:
            if not is_there(seat.connection):
                return []
            rarity = self._weights.now(seat.connection)
            finding = SimilarPetitions(self.printer, rarity, seat.writings)
            return finding.to(seat.connection, asked, limit, in_a_hurry=in_a_hurry)

    def close(self) -> None:
        """Close all connections on which nobody asks any more."""
        for _ in range(AT_ONCE):
            with suppress(Empty):
                seat = self._seats.get(timeout=CLOSE_SECONDS)
                if seat is not None:
                    seat.leaving.close()

    @contextmanager
    def _seat(self) -> Iterator[_Seat]:
        """Have a seat to oneself; one on which something went wrong is not used again."""
        try:
            seat = self._seats.get(timeout=WAIT_SECONDS)
        except Empty:
            raise NotNow from None
        kept: _Seat | None = None
        try:
            seat = seat or _Seat.taken(self._unsealing)
            yield seat
            kept = seat
        except OperationalError as fault:
            raise NotNow from fault
        finally:
            if kept is None and seat is not None:
                seat.leaving.close()
            self._seats.put(kept)
