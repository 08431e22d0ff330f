"""Erasing a person: the keys are destroyed, every event stays in its place.

First the tombstone, outside the database; then the keys, in one transaction; then the sinks. Each
step can be repeated, so an erasure that was killed in between is finished by the next start, and a
backup that is restored is erased again before it serves.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from eventsourcing.persistence import OperationalError
from psycopg import Cursor, errors
from psycopg.rows import DictRow

from petition_es.store.datastore import StoreDatastore
from petition_es.store.sinks import Sink
from petition_es.store.tombstones import Tombstone, TombstoneFile, together

ERASING = 0x657261736572
"""The advisory lock that lets one process at a time erase."""

LOCK_PERSON = "SELECT FROM petition_keys.identity_keys WHERE petitioner = %s FOR UPDATE"
KNOW_PERSON = """
    INSERT INTO petition_keys.identity_keys (petitioner) VALUES (%s) ON CONFLICT DO NOTHING
"""
PETITIONS_TO_ERASE = """
    SELECT petition_id FROM petition_keys.content_wraps AS mine
    WHERE petitioner = %s AND NOT EXISTS (
        SELECT FROM petition_keys.content_wraps AS other
        WHERE other.petition_id = mine.petition_id AND other.petitioner <> mine.petitioner
            AND (mine.party_role <> 'principal' OR other.party_role = 'principal')
    )
"""
"""Petitions that nobody else carries: the person is the only principal left, or the last party."""

KEYS_TO_DESTROY = """
    SELECT key_id FROM petition_keys.identity_keys WHERE petitioner = %s AND key_id IS NOT NULL
    UNION
    SELECT key_id FROM petition_keys.content_keys
    WHERE petition_id = ANY(%s) AND key_id IS NOT NULL
"""
REMEMBER_KEYS = """
    INSERT INTO petition_keys.destroyed_keys SELECT unnest(%s::uuid[]) ON CONFLICT DO NOTHING
"""
LOCK_CONTENTS = "SELECT FROM petition_keys.content_keys WHERE petition_id = ANY(%s) FOR UPDATE"
DESTROY_WRAPS = """
    DELETE FROM petition_keys.content_wraps WHERE petitioner = %s OR petition_id = ANY(%s)
"""
DESTROY_CONTENTS = """
    INSERT INTO petition_keys.content_keys (petition_id) SELECT unnest(%s::uuid[])
    ON CONFLICT (petition_id) DO UPDATE SET key_id = NULL
"""
DESTROY_IDENTITY = """
    UPDATE petition_keys.identity_keys SET key_id = NULL, wrapped = NULL WHERE petitioner = %s
"""
KEEP_TOMBSTONE = """
    INSERT INTO petition_keys.tombstones (petitioner, line) VALUES (%s, %s)
    ON CONFLICT (petitioner) DO UPDATE SET line = EXCLUDED.line
"""
NOT_YET_ERASED = """
    SELECT said.petitioner FROM unnest(%(persons)s::uuid[]) AS said (petitioner)
    LEFT JOIN petition_keys.identity_keys AS person USING (petitioner)
    WHERE person.petitioner IS NULL OR person.key_id IS NOT NULL
"""
STILL_READABLE = """
    SELECT said.petition_id FROM unnest(%(petitions)s::uuid[]) AS said (petition_id)
    LEFT JOIN petition_keys.content_keys AS content USING (petition_id)
    WHERE content.petition_id IS NULL OR content.key_id IS NOT NULL
"""
SWEEP = "VACUUM petition_keys.identity_keys, petition_keys.content_wraps"
"""Keys that were deleted leave the disk when their rows are swept away."""


@dataclass(frozen=True)
class Erasure:
    """Erases persons, and sees to it that they stay erased."""

    datastore: StoreDatastore
    file: TombstoneFile
    sinks: Sequence[Sink]

    def erase(self, petitioner: UUID, at: datetime) -> Tombstone:
        """Erase a person for ever; a second time changes nothing."""
        with self._alone():
            known = self.file.read().get(petitioner)
            tombstone = self._found(petitioner, at)
            tombstone = tombstone if known is None else known | tombstone
            if tombstone != known:
                self.file.add(tombstone)
            return self._carry_out(tombstone)

    def reapply(self) -> int:
        """Erase again whoever a restored backup brought back, before the store serves; how many."""
        with self._alone():
            tombstones = self._all_tombstones()
            risen = self._risen(tombstones)
            for tombstone in risen:
                self._destroy(tombstone)
            self._purge(tombstones)
            return len(risen)

    def _carry_out(self, tombstone: Tombstone) -> Tombstone:
        done = self._destroy(tombstone)
        if done != tombstone:  # A petition was submitted since we looked.
            self.file.add(done)
        self._purge([done])
        with self.datastore.get_connection() as connection:
            connection.execute(SWEEP)
        return done

    def _found(self, petitioner: UUID, at: datetime) -> Tombstone:
        with self.datastore.get_connection() as connection:
            return _look(connection.cursor(), Tombstone(petitioner, at))

    def _destroy(self, tombstone: Tombstone) -> Tombstone:
        while True:
            try:
                return self._destroy_at_once(tombstone)
            except OperationalError as reason:
                if not isinstance(reason.__cause__, errors.DeadlockDetected):
                    raise  # An append that was in the way has given up, or gone through.

    def _destroy_at_once(self, tombstone: Tombstone) -> Tombstone:
        person = tombstone.petitioner
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(KNOW_PERSON, [person])
            cursor.execute(LOCK_PERSON, [person])
            tombstone = _look(cursor, tombstone)
            petitions = list(tombstone.petitions)
            cursor.execute(LOCK_CONTENTS, [petitions])
            cursor.execute(REMEMBER_KEYS, [list(tombstone.keys)])
            cursor.execute(DESTROY_WRAPS, [person, petitions])
            cursor.execute(DESTROY_CONTENTS, [petitions])
            cursor.execute(DESTROY_IDENTITY, [person])
            cursor.execute(KEEP_TOMBSTONE, [person, tombstone.line().decode()])
        return tombstone

    def _all_tombstones(self) -> list[Tombstone]:
        written = self.file.read()
        with self.datastore.get_connection() as connection:
            rows = connection.execute("SELECT line FROM petition_keys.tombstones").fetchall()
        everybody = together([*written.values(), *(Tombstone.parse(row["line"]) for row in rows)])
        for person, tombstone in everybody.items():
            if written.get(person) != tombstone:  # The data home was lost, or is another one.
                self.file.add(tombstone)
        return list(everybody.values())

    def _risen(self, tombstones: Collection[Tombstone]) -> list[Tombstone]:
        petitions = {petition for each in tombstones for petition in each.petitions}
        asked = {
            "persons": [each.petitioner for each in tombstones],
            "petitions": list(petitions),
        }
        with self.datastore.get_connection() as connection:
            persons = {row["petitioner"] for row in connection.execute(NOT_YET_ERASED, asked)}
            readable = {row["petition_id"] for row in connection.execute(STILL_READABLE, asked)}
        return [
            each
            for each in tombstones
            if each.petitioner in persons or not readable.isdisjoint(each.petitions)
        ]

    def _purge(self, tombstones: Collection[Tombstone]) -> None:
        persons = {each.petitioner for each in tombstones}
        petitions = {petition for each in tombstones for petition in each.petitions}
        for sink in self.sinks if persons else ():
            sink.purge(persons, petitions)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self.datastore.get_connection() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [ERASING])
            try:
                yield
            finally:
                connection.execute("SELECT pg_advisory_unlock(%s)", [ERASING])


def _look(cursor: Cursor[DictRow], tombstone: Tombstone) -> Tombstone:
    """Add to a tombstone what is to be destroyed with the person as things stand now."""
    person = tombstone.petitioner
    found = cursor.execute(PETITIONS_TO_ERASE, [person]).fetchall()
    petitions = tombstone.petitions | {row["petition_id"] for row in found}
    keys = cursor.execute(KEYS_TO_DESTROY, [person, list(petitions)]).fetchall()
    return replace(
        tombstone, petitions=petitions, keys=tombstone.keys | {row["key_id"] for row in keys}
    )
