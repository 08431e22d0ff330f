"""How the index of similar petitions is: whether somebody keeps it, and how far it has read."""

from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import tuple_row

from petition_es.projections.keeper.condition import IS_KEPT

KEEPER = 0x53494D4B454550
"""The advisory lock that lets one keeper at a time keep the index."""

IS_THERE: LiteralString = "SELECT to_regclass('petition_audits.similar_upto') IS NOT NULL"
CONDITION: LiteralString = f"""
    SELECT coalesce((SELECT bookmark FROM petition_audits.similar_upto), 0),
        (SELECT count(*) FROM petition_audits.similar), ({IS_KEPT})
"""  # noqa: S608  # our own words alone


@dataclass(frozen=True)
class IndexCondition:
    """How the index is: it has read up to `bookmark`, and knows so many petitions."""

    bookmark: int
    petitions: int
    is_kept: bool


def is_there(connection: Connection[Any]) -> bool:
    """Tell whether there is an index at all."""
    row = connection.cursor(row_factory=tuple_row).execute(IS_THERE).fetchone()
    return bool(row and row[0])


def index_condition(connection: Connection[Any]) -> IndexCondition | None:
    """How the index is; None where none was ever made."""
    if not is_there(connection):
        return None
    cursor = connection.cursor(row_factory=tuple_row)
    told = cursor.execute(CONDITION, {"keeper": KEEPER}).fetchone()
    return None if told is None else IndexCondition(*told)
