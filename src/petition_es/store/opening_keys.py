"""The keys that one batch of events is opened with, looked up at the first look at a word."""

from time import monotonic
from uuid import UUID

from petition_es.store.faults import KeysLost
from petition_es.store.keys import KeyCabinet
from petition_es.store.sealing import Key

HELD_SECONDS = 5.0
"""Events that are kept for longer look their keys up again: somebody may have been erased."""


class OpeningKeys:
    """All keys of one batch, fetched in one query when the first of them is needed."""

    def __init__(self, cabinet: KeyCabinet) -> None:
        self._cabinet = cabinet
        self._expected: set[UUID] = set()
        self._found: dict[UUID, Key | None] = {}
        self._found_at: float | None = None

    def expect(self, key_id: UUID) -> None:
        """Note that this key may be needed."""
        self._expected.add(key_id)

    def get(self, key_id: UUID) -> Key | None:
        """Return the key, or None when it was destroyed; KeysLost when it is nowhere."""
        now = monotonic()
        if self._found_at is None or now - self._found_at > HELD_SECONDS:
            self._found, self._found_at = self._cabinet.by_id(self._expected), now
        if key_id not in self._found:
            raise KeysLost(key_id=key_id)
        return self._found[key_id]
