"""Rebuilding: the whole log folded into new tables beside the old ones, which answer meanwhile."""

from collections.abc import Sequence
from contextlib import suppress
from time import sleep
from typing import Any

import structlog
from psycopg import Connection, errors

from petition_es.projections.kit.folding import Rows
from petition_es.projections.kit.projection import Projection
from petition_es.projections.kit.shares import put_in
from petition_es.projections.running import locks, rows, tables, troubles
from petition_es.projections.running.connections import LOST, connect
from petition_es.projections.running.faults import RebuildFailed, RebuiltElsewhere
from petition_es.projections.running.following import Following
from petition_es.projections.running.group import Group
from petition_es.projections.running.layout import Layout, StoredRow
from petition_es.projections.running.planning import Planned, plan
from petition_es.projections.running.processes import Report, Task, scan_apart
from petition_es.projections.running.reading import Opening
from petition_es.projections.running.references import Reference
from petition_es.projections.running.scanning import Scan, Sums
from petition_es.store.connecting import Address
from petition_es.store.log_reader import LogReader

PROCESSES = 2

SWITCH_SECONDS = 1
"""How long a switch waits for readers of the old rows; others wait behind it meanwhile."""

journal = structlog.get_logger("petition_es.projections")

KEYS_QUICKLY = "SET maintenance_work_mem = '128MB'"
"""Enough to sort a million ids in memory."""

OLD_BOOKMARK = "SELECT bookmark FROM petition_views.projections WHERE name = %s FOR UPDATE"


def rebuild(
    address: Address,
    projections: Sequence[type[Projection]],
    *,
    processes: int = PROCESSES,
    report: Report | None = None,
    opening: Opening | None = None,
) -> dict[str, int]:
    """Build projections anew from one scan of the log; say up to where each is folded then.

    The old rows answer until the new ones are there. RebuildFailed, at the first handler that
    raises, leaves everything as it was. What reads sealed words is scanned in this process, which
    has the keys; so is what stands in a notebook, and everything where `processes` is 1.
    """
    with connect(address) as connection:
        made = Rebuilding(address, connection, projections, processes, opening)
        try:
            return made.run(report or _tell_nobody)
        except BaseException:
            made.undo()
            raise


class Rebuilding:
    """One rebuild of some projections."""

    def __init__(
        self,
        address: Address,
        connection: Connection[Any],
        projections: Sequence[type[Projection]],
        processes: int,
        opening: Opening | None,
    ) -> None:
        self._address, self._connection = address, connection
        self._processes, self._opening = processes, opening
        self._classes = {each.DEFINITION.name: each for each in projections}
        self._layouts: list[Layout] = []

    def run(self, report: Report) -> dict[str, int]:
        """Scan, put together, catch up with the log, and let the new rows answer."""
        tables.prepare(self._connection)
        self._connection.execute(KEYS_QUICKLY)
        self._alone()
        with LogReader(self._address) as reader:
            upto = reader.head()
            try:
                self._create()
                self._load(self._scanned(upto, report))
                return {
                    each.definition.name: self._switch(each, upto, reader)
                    for each in list(self._layouts)
                }
            except (RebuildFailed, *LOST):
                raise
            except Exception as trouble:
                raise self._failed(trouble) from trouble

    def undo(self) -> None:
        """Remove what was built and does not answer."""
        with suppress(*LOST):
            for layout in self._layouts:
                tables.drop(self._connection, layout)

    def _alone(self) -> None:
        for name in self._classes:
            if not locks.is_ours(self._connection, locks.REBUILDS, name):
                raise RebuiltElsewhere(projection=name)

    def _create(self) -> None:
        for each in self._classes.values():
            build = tables.next_build(self._connection, each.DEFINITION)
            layout = Layout(each.DEFINITION, build)
            tables.create(self._connection, layout, keyed=False)
            self._layouts.append(layout)

    def _scanned(self, upto: int, report: Report) -> list[Sums]:
        apart = [each for each in self._layouts if self._can_travel(each)]
        own = [each for each in self._layouts if each not in apart]
        done = [self._scan(each, report) for each in plan(own, upto, 1)]
        tasks = [self._task(each) for each in plan(apart, upto, self._processes)]
        return done + scan_apart(tasks, self._processes, report)

    def _can_travel(self, layout: Layout) -> bool:
        """Tell whether other processes can fold it: they know where its class is, and no keys."""
        definition = layout.definition
        found = Reference.to(self._classes[definition.name]).leads_there
        return self._processes > 1 and found and not definition.opens

    def _scan(self, planned: Planned, report: Report) -> Sums:
        upto = planned.piece.upto
        scan = Scan(
            self._address,
            planned.layouts,
            planned.piece,
            tell=lambda position: report(position, upto),
            opening=self._opening,
        )
        return scan.run()

    def _task(self, planned: Planned) -> Task:
        builds = tuple(
            (Reference.to(self._classes[layout.definition.name]), layout.build)
            for layout in planned.layouts
        )
        return Task(self._address, builds, planned.piece)

    def _load(self, found: Sequence[Sums]) -> None:
        """Put sums together, and give the tables their keys."""
        for layout in self._layouts:
            total = together(layout, [sums.get(layout.definition.name, []) for sums in found])
            rows.copy_in(self._connection, layout, map(layout.stored, total.values()))
            tables.add_keys(self._connection, layout)

    def _switch(self, layout: Layout, upto: int, reader: LogReader) -> int:
        """Fold what was recorded meanwhile, and let the new rows answer."""
        following = Following(layout, upto)
        group = Group(
            self._connection, reader, [following], opening=self._opening, move=_move_nothing
        )
        while layout in self._layouts:
            _catch_up(group, reader.head())
            try:
                with self._connection.transaction():
                    self._switch_at_once(group, layout)
                self._layouts.remove(layout)
            except errors.LockNotAvailable:
                sleep(SWITCH_SECONDS)
        with suppress(errors.LockNotAvailable):
            tables.sweep_but(self._connection, layout.definition.name, layout.build)
        return group.bookmark

    def _switch_at_once(self, group: Group, layout: Layout) -> None:
        """Let the new rows answer; they are never older than the old ones were."""
        name = layout.definition.name
        self._connection.execute(f"SET LOCAL lock_timeout = '{SWITCH_SECONDS}s'")
        old = self._connection.execute(OLD_BOOKMARK, [name]).fetchone()
        _catch_up(group, old[0] if old else 0)
        tables.switch(self._connection, layout, group.bookmark)

    def _failed(self, trouble: Exception) -> RebuildFailed:
        said = troubles.summary(trouble)
        names = ", ".join(self._classes)
        return RebuildFailed(projection=said["projection"] or names, reason=said["said"])


def together(layout: Layout, slices: Sequence[Sequence[StoredRow]]) -> Rows:
    """Put sums of several slices together."""
    total: Rows = {}
    width = len(layout.definition.keys)
    for sums in slices:
        put_in(layout.definition, total, {v[:width]: layout.taken_up(v) for v in sums})
    return {key: row for key, row in total.items() if row.folded}


def _catch_up(group: Group, head: int) -> None:
    while group.bookmark < head:
        group.advance(group.next_upto(head), head)


def _move_nothing(*_: object) -> None:
    """A build that does not answer yet has no bookmark that anybody could read."""


def _tell_nobody(_: int, __: int) -> None:
    """Report nothing."""
