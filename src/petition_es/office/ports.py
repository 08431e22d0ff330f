"""What the office needs from outside: a log to write to, a clock, ids, and secrets."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.inquiry import SeenFinding
from petition_es.store.command_answers import Answer, KeptAnswer

Clock = Callable[[], datetime]
"""The office's one clock: it gives the recorded time and checks `at`; aware datetimes."""

NewId = Callable[[], UUID]

Findings = Callable[[UUID], SeenFinding | None]
"""What the last audit found under an id; None where it did not find that."""


class EventLog(Protocol):
    """Where events are kept; an append is all or nothing and refuses a version that is taken."""

    def append(self, events: Sequence[Event], answer: KeptAnswer | None = None) -> Sequence[int]:
        """Store the events of one act and answer their positions in the whole log.

        An `answer` to the command behind them is kept with them, or not at all.
        """

    def positions(self, stream_id: UUID, first: int, last: int) -> Sequence[int]:
        """The positions of the versions `first` to `last` of a stream."""

    def load(self, stream_id: UUID) -> Sequence[Event]:
        """All events of one stream, in the order of the record."""

    def load_many(self, stream_ids: Sequence[UUID]) -> dict[UUID, list[Event]]:
        """The events of each of these streams that exists."""


class UnitLog(EventLog, Protocol):
    """A log that can be read through for all units."""

    def read_through(self, topics: Sequence[str]) -> Iterator[Event]:
        """All events of these topics, in the order of the log, without their sealed words."""


class Answers(Protocol):
    """The answers to commands that are still remembered."""

    def find(self, key: str, body: str, now: datetime) -> Answer | None:
        """The answer that was given under a key, and whether it was to this body."""

    def keeping(self, key: str, body: str, answer: Answer, *, expires_at: datetime) -> KeptAnswer:
        """Make an answer ready to be kept with the events that it is about."""

    def forget_expired(self, now: datetime) -> None:
        """Forget the answers that need not be remembered any more."""


class Registration(Protocol):
    """What the register of numbers knows of a number."""

    @property
    def petition_id(self) -> UUID:
        """Whose number it is."""

    @property
    def code_hash(self) -> str | None:
        """The hash of the petition's present query code."""


class Numbers(Protocol):
    """The register of petition numbers."""

    def find(self, number: str) -> Registration | None:
        """Look a number up, as it is printed on the receipt."""


class Attempts(Protocol):
    """The count of wrong query codes."""

    def count(self, number: str, now: datetime, sender: str = "") -> None:
        """Count a wrong code for a number, whether the number exists or not."""

    def how_many(self, number: str, now: datetime, sender: str | None = None) -> int:
        """How many wrong codes were tried on this number in the window that ends now.

        By everybody, or by one sender alone.
        """


class Erased(Protocol):
    """What an erasure reached."""

    @property
    def petitions(self) -> Collection[UUID]:
        """The petitions whose words nobody can read any more."""


class Shredder(Protocol):
    """What destroys the keys of a person, and purges every sink."""

    def knows(self, petitioner_id: str) -> bool:
        """Tell whether anything was ever sealed for this person."""

    def erase(self, petitioner_id: str, at: datetime) -> Erased:
        """Erase a person for ever; a second time changes nothing."""
