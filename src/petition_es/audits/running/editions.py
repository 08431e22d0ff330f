"""Editions of rarity: counted once over a store, kept as they are, and counted anew as it grows."""

import zlib
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import orjson

from petition_es.audits.running.gathering import Gathered
from petition_es.audits.running.tables import prepare
from petition_es.audits.texts.rarity import Rarity, counted
from petition_es.projections.running.connections import connect
from petition_es.store.connecting import Address

GROWN = 2
"""A store that has so many times the petitions of its edition is counted anew."""

LATEST = """
    SELECT edition, petitions, counts FROM petition_audits.rarity
    ORDER BY petitions DESC, edition LIMIT 1
"""
OF_NAME = "SELECT edition, petitions, counts FROM petition_audits.rarity WHERE edition = %s"
PUBLISH = "INSERT INTO petition_audits.rarity (edition, petitions, counts) VALUES (%s, %s, %s)"


def latest(address: Address, petitions: int | None = None) -> Rarity | None:
    """The edition in use; None where there is none, or the store outgrew it."""
    with connect(address) as connection:
        prepare(connection)
        row = connection.execute(LATEST).fetchone()
    if row is None or (petitions is not None and petitions >= GROWN * row[1]):
        return None
    return _edition(row)


def of_name(address: Address, edition: str) -> Rarity:
    """The edition of a name; what is expected, where it is not kept any more."""
    with connect(address) as connection:
        row = connection.execute(OF_NAME, [edition]).fetchone()
    return _edition(row) if row else Rarity()


def _edition(row: Sequence[Any]) -> Rarity:
    return Rarity(row[0], row[1], orjson.loads(zlib.decompress(row[2])))


def publish(address: Address, seen: Gathered) -> Rarity:
    """Make an edition of what was counted, and keep it."""
    rarity = counted(str(uuid4()), seen.counted, seen.grams)
    counts = zlib.compress(orjson.dumps(dict(rarity.counts)), 1)
    with connect(address) as connection:
        connection.execute(PUBLISH, [rarity.edition, rarity.petitions, counts])
    return rarity
