"""Loading what a scan folded, row after row, while it goes on: binary COPY into a new build."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, Protocol, Self

from psycopg import Connection
from psycopg.sql import SQL

from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.folding import Folding, Key
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running.composing import named, names
from petition_es.projections.running.connections import connect
from petition_es.projections.running.layout import Layout, has_owner
from petition_es.store.connecting import Address

RECENT_MAX = 50_000

Write = Callable[[Sequence[Any]], None]


class Loader(Protocol):
    """Loads what came of a stream, or of an event."""

    def load(self, entries: Sequence[Entry]) -> None:
        """Load what these entries gave."""


class _Copying:
    """A COPY on a connection of its own, as long as the context is open."""

    def __init__(self, address: Address) -> None:
        self._address, self._closing = address, ExitStack()
        self.write: Write

    def __enter__(self) -> Self:
        try:
            connection = self._closing.enter_context(connect(self._address))
            self.write = self._begin(connection, self._closing)
        except BaseException:
            self._closing.close()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        self._closing.__exit__(*raised)  # type: ignore[arg-type]  # as Python gives them

    def _begin(self, connection: Connection[Any], closing: ExitStack) -> Write:
        raise NotImplementedError


class RowsLoader(_Copying):
    """Loads the rows of a folding, and takes them out of its memory."""

    def __init__(self, address: Address, folding: Folding, layout: Layout) -> None:
        super().__init__(address)
        self._rows, self._layout = folding.rows, layout
        self._has_owner = has_owner(layout.definition)

    def load(self, entries: Sequence[Entry]) -> None:
        """Load all rows that there are."""
        rows, stored = self._rows, self._layout.stored
        if self._has_owner:
            owners = {event.event_id: (event.originator_id, at) for at, event in entries}
            for (event_id,), row in rows.items():
                self.write(stored(row, owners[event_id]))
        else:
            for row in rows.values():
                if row.folded:
                    self.write(stored(row))
        rows.clear()

    def _begin(self, connection: Connection[Any], closing: ExitStack) -> Write:
        layout = self._layout
        return begin_copy(connection, layout.table, layout.columns, closing)


class PartsLoader(_Copying):
    """Loads which petitions have a part in which keys; the same part may come several times."""

    def __init__(self, address: Address, layout: Layout) -> None:
        super().__init__(address)
        self._layout = layout
        self._keys: set[Key] = set()
        self._recent: set[tuple[Any, ...]] = set()

    def note(self, key: Key) -> bool:
        """Note that what is folded just now leads to this key; always true."""
        self._keys.add(key)
        return True

    def load(self, entries: Sequence[Entry]) -> None:
        """Load what was noted, of the petition that these entries are of."""
        if self._keys:
            petition_id = entries[0][1].originator_id
            for key in self._keys:
                part = (*key, petition_id)
                if part not in self._recent:
                    self._recent.add(part)
                    self.write(part)
            self._keys.clear()
            if len(self._recent) > RECENT_MAX:
                self._recent.clear()

    def _begin(self, connection: Connection[Any], closing: ExitStack) -> Write:
        layout = self._layout
        return begin_copy(connection, layout.parts or "", layout.part_columns, closing)


def begin_copy(
    connection: Connection[Any], table: str, columns: Sequence[Column], closing: ExitStack
) -> Write:
    """Begin to load rows; the end of `closing` ends it."""
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(named(table), names(columns))
    cursor = closing.enter_context(connection.cursor())
    copy = closing.enter_context(cursor.copy(statement))
    copy.set_types([column.sql_type for column in columns])
    return copy.write_row
