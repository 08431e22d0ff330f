"""What petitioners and units share: a small record that is folded as it was written."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from petition_es.domain.entry import Entry
from petition_es.domain.event import Event
from petition_es.domain.shape import check_value, declared

E = TypeVar("E", bound=Event)


class Record(Generic[E]):
    """An aggregate whose events apply themselves to it in the order of the record."""

    def __init__(self, record_id: UUID) -> None:
        self.id = record_id
        self.version = 0
        self._pending: list[E] = []

    def record(self, event_class: type[E], entry: Entry, **content: Any) -> None:
        """Record one event and let it take effect; refuse content that its fields are not for."""
        hints = declared(event_class)
        for name, value in content.items():
            check_value(name, hints[name], value)
        event = event_class.of(
            entry,
            originator_id=self.id,
            originator_version=self.version + 1,
            rests_on=(),
            content=content,
        )
        self.absorb(event)
        self._pending.append(event)

    def absorb(self, event: E) -> None:
        """Let an event take effect."""
        self.version = event.originator_version
        event.apply(self)  # type: ignore[attr-defined]  # each stream's events know their record

    def collect_events(self) -> Sequence[E]:
        """Hand over the events that are not stored yet."""
        pending, self._pending = self._pending, []
        return pending

    @classmethod
    def replay(cls, record: Self | None, events: Iterable[E]) -> Self | None:
        """Rebuild the record from its stream; None when the stream is empty."""
        for event in events:
            record = cls(event.originator_id) if record is None else record
            record.absorb(event)
        return record
