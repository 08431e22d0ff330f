"""Which projections a runner has, and what is to be done about each of them.

not ours       another runner has it; this one stands by
newer          a newer version of the program wrote its rows; this one keeps its hands off
outdated       an older one did, or the class changed its shape: it is built anew beside them
stopped        a handler failed; it stands still until somebody retries or parks
followed       it is folded on, in the group of all that stand where it stands
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from psycopg import Connection

from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.faults import HandlerFailed
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running import bookmarks, locks, mending, tables, troubles
from petition_es.projections.running.bookmarks import Bookmark
from petition_es.projections.running.connections import is_lost
from petition_es.projections.running.faults import ProjectionIsNewer, RunElsewhere, Superseded
from petition_es.projections.running.following import Following
from petition_es.projections.running.group import Group
from petition_es.projections.running.layout import Layout
from petition_es.projections.running.reading import Opening
from petition_es.store.log_reader import LogReader

journal = structlog.get_logger("petition_es.projections")


class Attendance:
    """The projections of one runner, as long as its connection lives."""

    def __init__(
        self,
        connection: Connection[Any],
        reader: LogReader,
        definitions: Sequence[Definition],
        opening: Opening | None,
        batch_max: int,
    ) -> None:
        self._connection, self._reader = connection, reader
        self._opening, self._batch_max = opening, batch_max
        self._definitions = {definition.name: definition for definition in definitions}
        self._ours: set[str] = set()
        self.groups: list[Group] = []
        self._newer: dict[str, ProjectionIsNewer] = {}
        self.outdated: dict[str, tuple[Definition, Bookmark]] = {}
        tables.prepare(connection)

    def check_all_are_ours(self) -> None:
        """Refuse by name where a projection is not ours to run."""
        for newer in self._newer.values():
            raise newer
        if others := self._definitions.keys() - self._ours:
            raise RunElsewhere(projection=", ".join(sorted(others)))

    def look(self) -> None:
        """See what others changed, and whether somebody left a projection to us."""
        known = bookmarks.bookmarks(self._connection)
        for name, definition in self._definitions.items():
            if name in known and known[name].version > definition.version:
                self._refuse(known[name], definition)
            elif name not in self._ours and locks.is_ours(self._connection, locks.RUNS, name):
                self._newer.pop(name, None)
                self._ours.add(name)
                bookmarks.take_over(self._connection, [name])
        known = bookmarks.bookmarks(self._connection)
        followed = {f.name: f for group in self.groups for f in group.followings}
        for name in sorted(self._ours):
            following, bookmark = followed.get(name), known.get(name)
            if following is None or bookmark is None or not following.is_at(bookmark):
                self._drop(name)
                self._take_up(self._definitions[name], bookmark)
        self.join()

    def blame(self, group: Group, upto: int, trouble: Exception) -> None:
        """Find out whose fault it is that a batch failed, and at which event."""
        if not self._are_ours(group):
            self.look()
        elif len(group.followings) > 1:
            self._part(group, upto, trouble)
        elif group.narrowing.failed(group.bookmark, upto, trouble):
            batch = group.reading.batch(group.bookmark, group.bookmark + 1, group.bookmark + 2)
            self._stop(group, trouble, batch.entries[0] if batch.entries else None)

    def join(self) -> None:
        """Let those that came to stand at the same bookmark read together."""
        together: dict[tuple[int, bool], list[Group]] = {}
        for group in self.groups:
            if not group.narrowing.is_at_work:
                together.setdefault((group.bookmark, group.reading.opens), []).append(group)
        for groups in together.values():
            if len(groups) > 1:
                self.groups = [group for group in self.groups if group not in groups]
                self._add([f for group in groups for f in group.followings])

    def close(self) -> None:
        """Give all locks back, and close the connection."""
        with suppress(psycopg.Error):  # Else the server gives them back when it notices.
            self._connection.execute("SELECT pg_advisory_unlock_all()")
        self._connection.close()

    def _add(self, followings: list[Following]) -> Group:
        group = Group(
            self._connection,
            self._reader,
            followings,
            opening=self._opening,
            batch_max=self._batch_max,
        )
        self.groups.append(group)
        return group

    def _drop(self, name: str) -> None:
        for group in list(self.groups):
            rest = [f for f in group.followings if f.name != name]
            if len(rest) < len(group.followings):
                self.groups.remove(group)
                if rest:
                    self._add(rest)

    def _take_up(self, definition: Definition, bookmark: Bookmark | None) -> None:
        name = definition.name
        self.outdated.pop(name, None)
        if bookmark is None:
            bookmark = self._begin(definition)
        if bookmark is None or bookmark.error is not None:
            return
        if not bookmark.is_of(definition):
            self.outdated[name] = (definition, bookmark)
        else:
            self._mend(self._add([Following.of(self._connection, definition, bookmark)]))

    def _mend(self, group: Group) -> None:
        """Fold anew what was left aside, before the projection goes on."""
        try:
            mending.mend(group)
        except Superseded:
            self.groups.remove(group)  # The next look takes it up as it is then.
        except Exception as trouble:
            if is_lost(trouble):
                raise
            self._stop(group, trouble, None)

    def _begin(self, definition: Definition) -> Bookmark | None:
        """Begin a projection that nobody ran before, with no rows, at the beginning of the log.

        None while it is being built by somebody else.
        """
        name = definition.name
        if not locks.is_ours(self._connection, locks.REBUILDS, name):
            return None
        try:
            if name not in bookmarks.bookmarks(self._connection):
                self._create(definition)
        finally:
            locks.give_back(self._connection, locks.REBUILDS, name)
        return bookmarks.bookmark_of(self._connection, name)

    def _create(self, definition: Definition) -> None:
        layout = Layout(definition, tables.next_build(self._connection, definition))
        tables.create(self._connection, layout)
        with self._connection.transaction():
            tables.switch(self._connection, layout, 0)

    def _refuse(self, bookmark: Bookmark, definition: Definition) -> None:
        """Keep the hands off rows of a newer program, and leave them to a runner that knows it."""
        name = definition.name
        if name in self._ours:
            self._ours.remove(name)
            self._drop(name)
            locks.give_back(self._connection, locks.RUNS, name)
        if name not in self._newer:
            found, known = bookmark.version, definition.version
            self._newer[name] = ProjectionIsNewer(projection=name, found=found, known=known)
            journal.error("projection.newer", projection=name, said=str(self._newer[name]))

    def _are_ours(self, group: Group) -> bool:
        """Tell whether nobody else changed anything of what a group stands on."""
        known = bookmarks.bookmarks(self._connection)
        return all(f.name in known and f.is_at(known[f.name]) for f in group.followings)

    def _part(self, group: Group, upto: int, trouble: Exception) -> None:
        """Let whoever may have failed go on alone, and the others together."""
        self.groups.remove(group)
        suspects = [f for f in group.followings if _is_about(trouble, f)] or group.followings
        for following in suspects:
            self._add([following]).narrowing.failed(group.bookmark, upto, trouble)
        if rest := [f for f in group.followings if f not in suspects]:
            self._add(rest)

    def _stop(self, group: Group, trouble: Exception, entry: Entry | None) -> None:
        """Let a projection stand still, unless somebody else changed something of it meanwhile."""
        (following,) = group.followings
        self.groups.remove(group)
        error = troubles.told(following.definition, trouble, entry, group.suspects)
        at, edition = group.bookmark, following.edition
        if not bookmarks.stop(self._connection, following.name, edition, at, error):
            return
        journal.error("projection.stopped", **error)


def _is_about(trouble: Exception, following: Following) -> bool:
    return (
        isinstance(trouble, HandlerFailed)
        and trouble.projection == following.definition.row_class.__name__
    )
