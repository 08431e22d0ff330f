"""What the office needs from outside: a log to write to, a clock, ids, and secrets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from petition_es.domain.event import Event

Clock = Callable[[], datetime]
"""The office's one clock: it gives the recorded time and checks `at`; aware datetimes."""

NewId = Callable[[], UUID]


class EventLog(Protocol):
    """Where events are kept; an append is all or nothing and refuses a version that is taken."""

    def append(self, events: Sequence[Event]) -> Sequence[int]:
        """Store the events of one act and answer their positions in the whole log."""

    def load(self, stream_id: UUID) -> Sequence[Event]:
        """All events of one stream, in the order of the record."""


@dataclass(frozen=True)
class NumberEntry:
    """What the register of numbers knows: whose number it is and the hash of its query code."""

    petition_id: UUID
    code_hash: str | None


class Numbers(Protocol):
    """The register of petition numbers, and the count of wrong codes."""

    def find(self, number: str) -> NumberEntry | None:
        """Who has this number."""

    def count_attempt(self, number: str, now: datetime) -> None:
        """Count a wrong code for a number, whether the number exists or not."""

    def attempts(self, number: str, now: datetime) -> int:
        """How many wrong codes were tried on this number in the window that ends now."""
