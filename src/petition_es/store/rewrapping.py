"""Changing the master key: every identity key is wrapped anew, and nothing else has to change."""

import psycopg

from petition_es.store.keys import WRAPPING, unwrap_identity, wrap_identity
from petition_es.store.master_key import MasterKey
from petition_es.store.schema import MATCHING_PLACE, STARTERS

READ_MASTER = "SELECT key_id, matching FROM petition_keys.master"
READ_IDENTITIES = """
    SELECT petitioner, key_id, wrapped FROM petition_keys.identity_keys WHERE wrapped IS NOT NULL
"""
WRITE_IDENTITIES = """
    UPDATE petition_keys.identity_keys AS person SET wrapped = new.wrapped
    FROM unnest(%b::uuid[], %b::bytea[]) AS new (petitioner, wrapped)
    WHERE person.petitioner = new.petitioner
"""


def rewrap(database_url: str, old: MasterKey, new: MasterKey) -> int:
    """Wrap all identity keys under the new master key, all or none; return how many.

    Stop every process that uses the store before, and give them the new key afterwards: the old
    one opens nothing any more.
    """
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [STARTERS])
        connection.execute("LOCK TABLE petition_keys.identity_keys IN EXCLUSIVE MODE")
        key_id, matching = connection.execute(READ_MASTER).fetchone() or (None, b"")
        before, after = old.get(key_id), new.get(None)
        persons = connection.execute(READ_IDENTITIES).fetchall()
        wrapped = [
            wrap_identity(petitioner, unwrap_identity(petitioner, identity_id, before, wrap), after)
            for petitioner, identity_id, wrap in persons
        ]
        connection.execute(WRITE_IDENTITIES, [[row[0] for row in persons], wrapped])
        secret = WRAPPING.open(before, matching, MATCHING_PLACE)
        connection.execute(
            "UPDATE petition_keys.master SET key_id = %s, matching = %s",
            [after.id, WRAPPING.close(after, secret, MATCHING_PLACE)],
        )
    return len(persons)
