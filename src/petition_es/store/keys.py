"""The keys of persons and petitions, as the schema `petition_keys` holds them.

A person's identity key is wrapped under the master key; a petition's content key is wrapped under
the identity key of each of its parties. Whoever destroys an identity key has erased the person.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from petition_es.store.lanes import Lanes
from petition_es.store.sealing import AesSeal, Key

WRAPPING = AesSeal()
"""Keys are always sealed, even where a test leaves the words in clear."""

SELECT_BY_ID = """
    SELECT key_id, wrapped, petitioner, NULL::uuid, NULL::uuid, NULL::bytea
    FROM petition_keys.identity_keys WHERE key_id = ANY(%b)
    UNION ALL
    SELECT content.key_id, wrap.wrapped, petitioner, petition_id, identity_id, person.wrapped
    FROM petition_keys.content_keys AS content
    JOIN petition_keys.content_wraps AS wrap USING (petition_id)
    JOIN petition_keys.identity_keys AS person USING (petitioner)
    WHERE content.key_id = ANY(%b)
    UNION ALL
    SELECT key_id, NULL, NULL, NULL, NULL, NULL
    FROM petition_keys.destroyed_keys WHERE key_id = ANY(%b)
"""
"""Every key asked for: an identity key, a content key once for each party, or a destroyed one.

By way of the content keys, for wraps have no index by key and would be gone through one and all."""

SELECT_PERSONS = """
    SELECT petitioner, key_id, wrapped
    FROM petition_keys.identity_keys WHERE petitioner = ANY(%b)
"""
SELECT_PETITIONS = """
    SELECT petition_id, content.key_id, wrap.wrapped, petitioner, party_role, identity_id,
        person.wrapped
    FROM petition_keys.content_keys AS content
    LEFT JOIN petition_keys.content_wraps AS wrap USING (petition_id)
    LEFT JOIN petition_keys.identity_keys AS person USING (petitioner)
    WHERE petition_id = ANY(%b)
"""


@dataclass(frozen=True)
class KeyCabinet:
    """Where keys are looked up. It remembers none that is stored."""

    lanes: Lanes
    master: Key
    drawn: dict[UUID, Key] = field(default_factory=dict, repr=False)
    """Content keys of petitions that are not submitted yet, but have attachments already."""

    def content_key(self, petition_id: UUID) -> Key:
        """Draw the content key of a new petition, the same one until it is stored."""
        return self.drawn.setdefault(petition_id, Key.draw())

    def by_id(self, key_ids: Collection[UUID]) -> dict[UUID, Key | None]:
        """Look keys up by their ids; None: destroyed; one that is not in the answer is lost."""
        ids = list(key_ids)
        rows = self.lanes.ask(SELECT_BY_ID, [ids, ids, ids])
        found: dict[UUID, Key | None] = {}
        for key_id, wrapped, petitioner, petition_id, identity_id, person in rows:
            if wrapped is None:
                found.setdefault(key_id)
            elif petition_id is None:
                found[key_id] = self._identity(petitioner, key_id, wrapped)
            elif found.get(key_id) is None:
                identity = self._identity(petitioner, identity_id, person)
                found[key_id] = unwrap_content(petition_id, petitioner, key_id, identity, wrapped)
        return found

    def of_persons(self, petitioners: Collection[UUID]) -> dict[UUID, Key | None]:
        """Look up who has a key; None: destroyed; who is not in the answer never had one."""
        rows = self.lanes.ask(SELECT_PERSONS, [list(petitioners)])
        return {
            petitioner: self._identity(petitioner, key_id, wrapped) if wrapped else None
            for petitioner, key_id, wrapped in rows
        }

    def of_petitions(
        self, petition_ids: Collection[UUID]
    ) -> tuple[dict[UUID, Key | None], dict[tuple[UUID, UUID], str]]:
        """Look up the content keys of petitions, and the role of each party that has a wrap."""
        rows = self.lanes.ask(SELECT_PETITIONS, [list(petition_ids)])
        keys: dict[UUID, Key | None] = {}
        for petition_id, key_id, wrapped, petitioner, _, identity_id, person in rows:
            if wrapped is None:
                keys[petition_id] = None
            elif petition_id not in keys:
                identity = self._identity(petitioner, identity_id, person)
                key = unwrap_content(petition_id, petitioner, key_id, identity, wrapped)
                keys[petition_id] = key
        return keys, {(row[0], row[3]): row[4] for row in rows if row[3]}

    def _identity(self, petitioner: UUID, key_id: UUID, wrapped: bytes) -> Key:
        return unwrap_identity(petitioner, key_id, self.master, wrapped)


def wrap_identity(petitioner: UUID, identity: Key, master: Key) -> bytes:
    """Wrap a person's key under the master key."""
    return WRAPPING.close(master, identity.secret, _identity_place(petitioner, identity.id))


def unwrap_identity(petitioner: UUID, key_id: UUID, master: Key, wrapped: bytes) -> Key:
    """Take a person's key out of its wrap."""
    return Key(key_id, WRAPPING.open(master, wrapped, _identity_place(petitioner, key_id)))


def wrap_content(petition_id: UUID, petitioner: UUID, content: Key, identity: Key) -> bytes:
    """Wrap a petition's key under the key of one of its parties."""
    place = _content_place(petition_id, petitioner, content.id)
    return WRAPPING.close(identity, content.secret, place)


def unwrap_content(
    petition_id: UUID, petitioner: UUID, key_id: UUID, identity: Key, wrapped: bytes
) -> Key:
    """Take a petition's key out of a wrap."""
    place = _content_place(petition_id, petitioner, key_id)
    return Key(key_id, WRAPPING.open(identity, wrapped, place))


def _identity_place(petitioner: UUID, key_id: UUID) -> bytes:
    return b"identity key" + petitioner.bytes + key_id.bytes


def _content_place(petition_id: UUID, petitioner: UUID, key_id: UUID) -> bytes:
    return b"content key" + petition_id.bytes + petitioner.bytes + key_id.bytes
