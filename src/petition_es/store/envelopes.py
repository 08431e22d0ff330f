"""The envelope of one event: all its sealed words, together under one seal."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

import orjson

from petition_es.domain.sealed import Sealed
from petition_es.store.faults import SealBroken, SealNotFetched
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.sealing import Key, Seal, key_id_of
from petition_es.store.stored import PetitionStoredEvent


def place_of(stream_id: UUID, event_id: UUID, topic: str) -> bytes:
    """The place that an envelope belongs to; in any other place it does not open."""
    return stream_id.bytes + event_id.bytes + topic.encode()


def close_envelope(seal: Seal, key: Key, words: Mapping[str, str | None], place: bytes) -> bytes:
    """Put the words of one event, by the path of each, into an envelope."""
    return seal.close(key, orjson.dumps(words), place)


class Envelope:
    """The envelope of a stored event, opened at the first look at one of its words."""

    def __init__(self, stored: PetitionStoredEvent, seal: Seal, keys: OpeningKeys) -> None:
        self._stored, self._seal, self._keys = stored, seal, keys
        self._words: Mapping[str, str | None] | None = None
        if stored.sealed is not None:
            keys.expect(key_id_of(stored.sealed))

    def closed(self, path: str) -> Sealed:
        """The words at this path, still under their seal."""
        return Sealed.closed(partial(self._word, path))

    def _word(self, path: str) -> str | None:
        if self._words is None:
            self._words = self._open()
        return self._words.get(path)

    def _open(self) -> Mapping[str, str | None]:
        stored = self._stored
        if not stored.sealed_fetched:
            raise SealNotFetched(event_id=stored.event_id)
        if stored.sealed is None:  # Words that were erased before this event repeated them.
            return {}
        key = self._keys.get(key_id_of(stored.sealed))
        if key is None:
            return {}
        place = place_of(stored.originator_id, stored.event_id, stored.topic)
        try:
            words: dict[str, str | None] = orjson.loads(self._seal.open(key, stored.sealed, place))
        except SealBroken as reason:
            raise SealBroken(what=f"event {stored.event_id}") from reason
        return words
