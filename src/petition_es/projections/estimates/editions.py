"""Editions of the estimates (版次): one a day at most, each kept as it was published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row

IS_MADE = "SELECT to_regclass('petition_estimates.estimates') IS NOT NULL AS made"
ALL = """
    SELECT edition, published_on, published_at, bookmark, version, share,
           (SELECT count(*) FROM petition_estimates.estimates e WHERE e.edition = editions.edition)
           AS groups
    FROM petition_estimates.editions editions ORDER BY edition
"""


@dataclass(frozen=True)
class Edition:
    """One edition: when it was published, from which rows, and how many groups are new in it."""

    edition: int
    published_on: date
    published_at: datetime
    bookmark: int
    version: int
    share: float
    groups: int


def prepare(connection: Connection[Any]) -> None:
    """Make the tables, where nobody did so yet."""
    connection.execute(files(__package__).joinpath("schema.sql").read_bytes())


def is_made(connection: Connection[Any]) -> bool:
    """Tell whether anything was ever published here."""
    found = connection.cursor(row_factory=class_row(_Made)).execute(IS_MADE).fetchone()
    return found is not None and found.made


def editions(connection: Connection[Any]) -> Sequence[Edition]:
    """Every edition, the oldest first."""
    if not is_made(connection):
        return []
    return connection.cursor(row_factory=class_row(Edition)).execute(ALL).fetchall()


@dataclass(frozen=True)
class _Made:
    made: bool
