"""Editions of rarity: counted once over a store, kept as they are, and counted anew as it grows."""

import zlib
from typing import Any
from uuid import uuid4

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow

from petition_es.audits.running.gathering import Gathered
from petition_es.audits.running.reading import Source
from petition_es.audits.running.tables import prepare
from petition_es.audits.texts.rarity import Rarity, counted
from petition_es.projections.running.connections import connect
from petition_es.store.connecting import Address

COUNTED = 100_000
"""Of so many petitions at most words are counted for an edition."""

GROWN = 2
"""A store that has so many times the petitions of its edition is counted anew."""

LATEST = """
    SELECT edition, petitions, counts FROM petition_audits.rarity
    ORDER BY petitions DESC, edition LIMIT 1
"""
NEWEST = """
    SELECT edition FROM petition_audits.rarity ORDER BY petitions DESC, edition LIMIT 1
"""
IS_THERE = "SELECT to_regclass('petition_audits.rarity') IS NOT NULL"
PUBLISH = "INSERT INTO petition_audits.rarity (edition, petitions, counts) VALUES (%s, %s, %s)"


def latest(address: Address, petitions: int | None = None) -> Rarity | None:
    """The edition in use; None where there is none, or the store outgrew it."""
    with connect(address) as connection:
        prepare(connection)
        row = connection.execute(LATEST).fetchone()
    if row is None or (petitions is not None and _counted_of(petitions) >= GROWN * row[1]):
        return None
    return _read(row)


def renewed(connection: Connection[Any], known: Rarity) -> Rarity:
    """The edition in use, which is fetched only if it is another one; `known` where there is none.

    On the way it makes no table: where no audit was ever made, nothing was published.
    """
    there = connection.execute(IS_THERE).fetchone()
    newest = connection.execute(NEWEST).fetchone() if there and there[0] else None
    if newest is None or newest[0] == known.edition:
        return known
    row = connection.execute(LATEST).fetchone()
    return known if row is None else _read(row)


def _read(row: TupleRow) -> Rarity:
    return Rarity(row[0], row[1], orjson.loads(zlib.decompress(row[2])))


def in_use(source: Source, petitions: int) -> Rarity:
    """The edition in use; where there is none, or the store outgrew it, one that is counted now."""
    known = latest(source.unsealing.address, petitions)
    if known is not None:
        return known
    seen = Gathered()
    for case in source.share((0, 1)):
        if case.petition_id.int % one_in(petitions) == 0:
            seen.count(case)
    return publish(source.unsealing.address, seen)


def _counted_of(petitions: int) -> int:
    """Of how many petitions about the words of so many are counted."""
    return petitions // one_in(petitions)


def one_in(petitions: int) -> int:
    """Of so many petitions one is counted."""
    return max(1, petitions // COUNTED)


def publish(address: Address, seen: Gathered) -> Rarity:
    """Make an edition of what was counted, and keep it."""
    rarity = counted(str(uuid4()), seen.counted, seen.grams)
    counts = zlib.compress(orjson.dumps(dict(rarity.counts)), 1)
    with connect(address) as connection:
        connection.execute(PUBLISH, [rarity.edition, rarity.petitions, counts])
    return rarity
