"""The content keys of petitions that were written to lately, so that they need not be looked up."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from petition_es.store.sealing import Key

KEYS_MAX = 1000
IN_USE_SECONDS = 60.0
"""As long as a file lies open on the desk; a key that was destroyed meanwhile opens nothing."""


class KeyInUse(NamedTuple):
    """A petition and the key that its text is sealed under, as an append has to find them."""

    petition_id: UUID
    key_id: UUID


class KeysInUse:
    """What was true of a key a while ago need not be so now.

    So whoever seals under one of these has its append held against the key that stands. It is safe
    for any number of threads.
    """

    def __init__(self) -> None:
        self._keys: OrderedDict[UUID, tuple[float, Key]] = OrderedDict()
        self._lock = Lock()

    def of(self, petition_ids: Iterable[UUID]) -> dict[UUID, Key]:
        """The keys that are known here, by petition."""
        since = monotonic() - IN_USE_SECONDS
        found = ((each, self._keys.get(each)) for each in petition_ids)
        return {each: known[1] for each, known in found if known and known[0] > since}

    def put(self, keys: Mapping[UUID, Key | None]) -> None:
        """Remember keys for a while, now that something is written under them."""
        now = monotonic()
        with self._lock:
            for petition_id, key in keys.items():
                if key is not None:
                    self._keys[petition_id] = (now, key)
                    self._keys.move_to_end(petition_id)
            while self._keys and (len(self._keys) > KEYS_MAX or self._is_over(now)):
                self._keys.popitem(last=False)

    def _is_over(self, now: float) -> bool:
        put_at, _ = next(iter(self._keys.values()))
        return now - put_at > IN_USE_SECONDS
