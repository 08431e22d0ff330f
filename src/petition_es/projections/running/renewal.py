"""Building anew, beside a runner, what an older version of the program folded.

The old rows answer meanwhile, as they were: whoever wrote them is the only one who could fold on.
"""

from collections.abc import Mapping
from threading import Thread
from time import monotonic

import structlog

from petition_es.projections.kit.definition import Definition
from petition_es.projections.running import bookmarks, troubles
from petition_es.projections.running.bookmarks import Bookmark
from petition_es.projections.running.connections import LOST, connect
from petition_es.projections.running.faults import RebuiltElsewhere
from petition_es.projections.running.reading import Opening
from petition_es.projections.running.rebuild import rebuild
from petition_es.store.connecting import Address

REST_SECONDS = 5.0
"""How long to wait before it is tried again."""

journal = structlog.get_logger("petition_es.projections")


class Renewal:
    """One rebuild at a time, in a thread of its own; its scans are in processes of their own."""

    def __init__(self, address: Address, opening: Opening | None) -> None:
        self._address, self._opening = address, opening
        self._thread: Thread | None = None
        self._rests_until = 0.0

    def begin(self, outdated: Mapping[str, tuple[Definition, Bookmark]]) -> None:
        """Build these anew, unless it is being done."""
        is_at_work = self._thread is not None and self._thread.is_alive()
        if outdated and not is_at_work and monotonic() >= self._rests_until:
            self._rests_until = monotonic() + REST_SECONDS
            # Of a process that ends, it is left where it is: nobody sees a build that is half done.
            self._thread = Thread(target=self.renew, args=(dict(outdated),), daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until nothing is being built any more."""
        if self._thread is not None:
            self._thread.join()

    def renew(self, outdated: Mapping[str, tuple[Definition, Bookmark]]) -> None:
        """Build these anew, one after the other; what fails is left as it was, and says so."""
        for name, (definition, bookmark) in outdated.items():
            journal.info("projection.outdated", projection=name, found=bookmark.version)
            try:
                position = rebuild(self._address, [definition.row_class], opening=self._opening)[
                    name
                ]
            except (*LOST, RebuiltElsewhere) as fault:
                journal.warning("projection.not_renewed", projection=name, said=str(fault))
            except Exception as trouble:  # noqa: BLE001  # whatever a handler raises
                self._note(definition, bookmark, trouble)
            else:
                journal.info("projection.renewed", projection=name, position=position)

    def _note(self, definition: Definition, bookmark: Bookmark, trouble: Exception) -> None:
        error = troubles.told(definition, trouble, None)
        at, edition = bookmark.bookmark, bookmark.edition
        with connect(self._address) as connection:
            bookmarks.stop(connection, definition.name, edition, at, error)
        journal.error("projection.stopped", **error)
