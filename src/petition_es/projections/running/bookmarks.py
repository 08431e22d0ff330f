"""Bookmarks: how far each projection is folded, and why it stands still where it does.

A bookmark moves in the transaction of the rows that were folded up to it, and only from where its
runner last left it (compare and set). Whoever else changes something counts the edition up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from petition_es.projections.kit.definition import Definition
from petition_es.projections.running.faults import NoSuchProjection, Superseded
from petition_es.projections.running.layout import digest

READ = """
    SELECT name, version, build, bookmark, digest, opens, edition, error, stopped_at, updated_at
    FROM petition_views.projections
"""
ADVANCE = """
    UPDATE petition_views.projections AS kept SET bookmark = %(to)s, updated_at = now()
    FROM unnest(%(names)b::text[], %(editions)b::bigint[]) AS ours (name, edition)
    WHERE kept.name = ours.name AND kept.edition = ours.edition AND kept.bookmark = %(at)s
        AND kept.error IS NULL
"""
TAKE_OVER = """
    UPDATE petition_views.projections SET edition = edition + 1 WHERE name = ANY(%s)
"""
STOP = """
    UPDATE petition_views.projections SET error = %s, stopped_at = now(), updated_at = now()
    WHERE name = %s AND edition = %s AND bookmark = %s AND error IS NULL
"""
GO_ON = """
    UPDATE petition_views.projections
    SET error = NULL, stopped_at = NULL, edition = edition + 1, updated_at = now()
    WHERE name = %s AND error IS NOT NULL
"""


@dataclass(frozen=True)
class Bookmark:
    """How far a projection is folded, by which version, into which build; and where it stopped."""

    name: str
    version: int
    build: int
    bookmark: int
    digest: str
    opens: bool
    edition: int
    error: Mapping[str, Any] | None
    stopped_at: datetime | None
    updated_at: datetime

    def is_of(self, definition: Definition) -> bool:
        """Tell whether the rows have the shape, and were folded by the version, that we know."""
        return (self.version, self.digest) == (definition.version, digest(definition))


def is_prepared(connection: Connection[Any]) -> bool:
    """Tell whether any projection was ever run here."""
    row = connection.execute("SELECT to_regclass('petition_views.erased') IS NOT NULL").fetchone()
    return bool(row and row[0])


def bookmarks(connection: Connection[Any]) -> dict[str, Bookmark]:
    """The bookmarks of all projections, by name."""
    if not is_prepared(connection):
        return {}
    found = connection.cursor(row_factory=class_row(Bookmark)).execute(READ + "ORDER BY name")
    return {bookmark.name: bookmark for bookmark in found}


def bookmark_of(connection: Connection[Any], name: str) -> Bookmark:
    """The bookmark of one projection; refused where there is none."""
    known = bookmarks(connection)
    if name not in known:
        raise NoSuchProjection(projection=name, known=", ".join(known) or "none")
    return known[name]


def advance(connection: Connection[Any], editions: Mapping[str, int], at: int, to: int) -> None:
    """Move the bookmarks of projections that stand at the same position, all or none."""
    values = {"at": at, "to": to, "names": list(editions), "editions": list(editions.values())}
    moved = connection.execute(ADVANCE, values, prepare=True).rowcount
    if moved != len(editions):
        raise Superseded(projection=", ".join(editions))


def take_over(connection: Connection[Any], names: Collection[str]) -> None:
    """Shut out whoever ran these projections before, should it still be at work."""
    connection.execute(TAKE_OVER, [list(names)])


def stop(
    connection: Connection[Any], name: str, edition: int, at: int, error: Mapping[str, Any]
) -> bool:
    """Note why a projection stands still; False where somebody else changed something meanwhile."""
    return bool(connection.execute(STOP, [Jsonb(dict(error)), name, edition, at]).rowcount)


def touch(connection: Connection[Any], name: str) -> None:
    """Let the runner of a projection see that something of it was changed."""
    take_over(connection, [name])


def go_on(connection: Connection[Any], name: str) -> bool:
    """Let a projection that stopped try again; answer whether it had stopped."""
    return bool(connection.execute(GO_ON, [name]).rowcount)
