"""A PostgreSQL of the torture's own, which is killed as a whole and started again."""

import time
from contextlib import closing, suppress
from pathlib import Path

import psutil
import psycopg

from petition_es.store.embedded import account, binaries, cluster
from petition_es.store.embedded.address import DATABASE, Address
from petition_es.store.embedded.launch import launch
from petition_es.store.embedded.lock import FileLock
from petition_es.store.embedded.ownership import reachable
from petition_es.store.embedded.patience import Patience
from petition_es.store.embedded.place import prepare
from petition_es.store.embedded.postmaster import Postmaster
from petition_es.store.embedded.server_log import ServerLog

CONNECTIONS = 400
LOOK_SECONDS = 0.01


class Server:
    """The server of one data folder; it is started once all processes of the last one are gone."""

    def __init__(self, home: Path) -> None:
        self._place = prepare(home, account.of_the_server(), _say_nothing)
        self._programs = binaries.locate(None, self._place.account)
        cluster.ensure(self._place, self._programs)
        self._log = ServerLog(self._place.log)
        self._processes: list[psutil.Process] = []

    def start(self) -> str:
        """Start it, let it recover, and return its address."""
        lock = FileLock(self._place.server_lock)
        patience = Patience(print, "waiting for the killed server to be gone")
        while not lock.take():
            patience.wait()
        child = launch(self._place, self._programs, lock, self._log.file)
        lock.let_go()
        while (address := self._address()) is None:
            if child.poll() is not None:
                raise SystemExit(f"PostgreSQL does not start: {self._log.last_words()}")
            time.sleep(LOOK_SECONDS)
        self._child, self.url = child, address.dsn()
        return self.url

    def kill(self) -> None:
        """Kill the postmaster and all its backends (SIGKILL), and wait until all are gone."""
        postmaster = psutil.Process(self._child.pid)
        all_of_it = [postmaster, *postmaster.children(recursive=True)]
        for process in all_of_it:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._child.wait()
        while any(map(_lives, all_of_it)):
            time.sleep(LOOK_SECONDS)

    def make_ready(self) -> None:
        """Make the database, and room for many connections; then it has to be started anew."""
        address = self._address()
        if address is None:
            raise SystemExit("PostgreSQL does not answer.")
        if not address.has_database(DATABASE):
            address.create_database(DATABASE)
        with closing(psycopg.connect(address.dsn(), autocommit=True)) as connection:
            connection.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
            connection.execute("ALTER SYSTEM SET recovery_init_sync_method = syncfs")

    def stop(self) -> None:
        """Shut it down."""
        if (postmaster := Postmaster.find(self._place.data)) is not None:
            postmaster.stop()
            self._child.wait()
        self._log.close()

    def _address(self) -> Address | None:
        return reachable(self._place.data, "postgres")


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _say_nothing(_: str) -> None:
    """Where the data are kept is of no interest here."""
