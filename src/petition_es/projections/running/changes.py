"""What one batch changes in the tables of one projection."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.projections.kit.folding import Key
from petition_es.projections.running import parts as parts_of
from petition_es.projections.running import rows as stored_rows
from petition_es.projections.running.layout import Layout, StoredRow, has_owner


@dataclass
class Change:
    """Rows that are written over, rows that are gone, and which petitions have a part in which."""

    layout: Layout
    rows: list[StoredRow] = field(default_factory=list)
    gone: set[Key] = field(default_factory=set)
    anew: set[UUID] = field(default_factory=set)
    """Petitions of which all rows (where they are kept by event) and parts are replaced."""
    parts: set[parts_of.Part] = field(default_factory=set)

    def write(self, connection: Connection[Any]) -> None:
        """Write it, in the transaction that is open."""
        if has_owner(self.layout.definition):
            stored_rows.delete_of(connection, self.layout, self.anew)
        parts_of.forget(connection, self.layout, self.anew)
        parts_of.enter(connection, self.layout, self.parts)
        stored_rows.delete_keys(connection, self.layout, self.gone)
        stored_rows.upsert(connection, self.layout, self.rows)
