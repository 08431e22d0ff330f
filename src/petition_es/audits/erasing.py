"""Erasure in what audits keep: numbers and comparisons that came of words which nobody may read.

No word lies in these tables, and what an erased petition's codes and days say stays true. But what
was only known from its words goes with them: its place in the index, its ties, its copies.
"""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

from petition_es.audits.running import tables
from petition_es.audits.similar.index import FORGET, alone
from petition_es.projections.running.connections import connect
from petition_es.projections.running.erasing import TOUCHED
from petition_es.store.connecting import Address
from petition_es.store.sinks import Sink

COVERED = frozenset(
    f"{tables.SCHEMA}.{table}" for table in ("runs", "rarity", "similar", "similar_upto")
)
"""Beside the tables of each run; no edition of rarity knows of fewer than five petitions."""

KNOWN_BY_WORDS = ("reused_answer", "no_substance")
"""Rules that read words."""

UNPRINT = "DELETE FROM {answers} WHERE petition_id = ANY(%(gone)s)"
UNTIE = "DELETE FROM {ties} WHERE later = ANY(%(gone)s) OR earlier = ANY(%(gone)s)"
UNFIND = """
    DELETE FROM {findings} WHERE rule = ANY(%(rules)s) AND (
        petition_id = ANY(%(gone)s) OR EXISTS (
            SELECT FROM jsonb_array_elements(proofs) AS proof
            WHERE (proof ->> 'petition_id')::uuid = ANY(%(gone)s)
        )
    )
"""
UNJUDGE = "DELETE FROM {verdicts} WHERE petition_id = ANY(%(gone)s)"
"""How a petition was finished may rest on a copied answer; the next audit judges it anew."""

UNPLACE = """
    UPDATE {seen} SET latitude = NULL, longitude = NULL WHERE petition_id = ANY(%(gone)s)
"""
"""The point was sealed with the words; hot issues must not tell it any more, even rounded."""

IS_THERE = "SELECT to_regclass(%s) IS NOT NULL"


def sink_of_audits(address: Address) -> Sink:
    """The sink that audits are, for the one list that an erasure goes through."""
    return Sink("audits", COVERED, partial(purge, address))


def purge(address: Address, _: Collection[UUID], petitions: Collection[UUID]) -> None:
    """Remove what was made of words that were erased; a second time changes nothing."""
    with connect(address) as connection:
        gone = {row[0] for row in connection.execute(TOUCHED)} | set(petitions)
        if _is_there(connection, "similar"):
            with alone(connection):
                connection.execute(FORGET, [list(gone)])
        if _is_there(connection, "runs") and (last := tables.last(address)) is not None:
            values = {"gone": list(gone), "rules": list(KNOWN_BY_WORDS)}
            connection.execute(last.named(UNPRINT), values)
            connection.execute(last.named(UNTIE), values)
            connection.execute(last.named(UNFIND), values)
            connection.execute(last.named(UNJUDGE), values)
            if _is_there(connection, f"seen_{last.number}"):
                connection.execute(last.named(UNPLACE), values)


def _is_there(connection: Connection[TupleRow], table: str) -> bool:
    row = connection.execute(IS_THERE, [f"{tables.SCHEMA}.{table}"]).fetchone()
    return bool(row and row[0])
