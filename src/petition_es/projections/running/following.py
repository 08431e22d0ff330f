"""One projection that is followed live: its build, its edition, its parked keys, its way."""

from collections.abc import Collection, Mapping
from typing import Any

from psycopg import Connection

from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.folding import Key
from petition_es.projections.running.bookmarks import Bookmark
from petition_es.projections.running.layout import Layout
from petition_es.projections.running.parking import Parked, read_parked
from petition_es.projections.running.way import Way
from petition_es.projections.running.ways import way_of


class Following:
    """A projection as its runner knows it, until somebody else changes something of it."""

    def __init__(self, layout: Layout, bookmark: int, edition: int = 0) -> None:
        self.definition, self.layout = layout.definition, layout
        self.bookmark, self.edition = bookmark, edition
        self.parked = Parked()
        self.wanted: dict[Key, Mapping[str, Any]] = {}
        """Parked keys that are to be taken up again, with what they failed at."""
        self.way: Way = way_of(layout, self.parked)

    @classmethod
    def of(
        cls, connection: Connection[Any], definition: Definition, bookmark: Bookmark
    ) -> "Following":
        """Take a projection up as its bookmark says."""
        layout = Layout(definition, bookmark.build)
        following = cls(layout, bookmark.bookmark, bookmark.edition)
        parked, following.wanted = read_parked(connection, definition)
        following.park(parked.keys)
        return following

    @property
    def name(self) -> str:
        """The name of the projection."""
        return self.definition.name

    def is_at(self, bookmark: Bookmark) -> bool:
        """Tell whether the bookmark is as this runner left it."""
        kept = (bookmark.edition, bookmark.bookmark, bookmark.build, bookmark.error)
        return kept == (self.edition, self.bookmark, self.layout.build, None)

    def park(self, keys: Collection[Key]) -> None:
        """Leave these keys alone, and no others."""
        self.parked = Parked(keys)
        self.forget()

    def forget(self) -> None:
        """Keep nothing in memory: what is there may not be what the tables hold."""
        self.parked = Parked(self.parked.keys)
        self.way = way_of(self.layout, self.parked)
