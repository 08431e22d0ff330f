"""What the one owner of a server does: bring it up, keep it, and take it down."""

import os
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

from petition_es.store.embedded import address, binaries, cluster
from petition_es.store.embedded.address import Address
from petition_es.store.embedded.endings import Endings
from petition_es.store.embedded.faults import ServerDidNotStartError
from petition_es.store.embedded.launch import launch
from petition_es.store.embedded.lock import FileLock
from petition_es.store.embedded.patience import Patience
from petition_es.store.embedded.place import Place
from petition_es.store.embedded.postmaster import PidFile, Postmaster
from petition_es.store.embedded.server_log import ServerLog


class Ownership:
    """The time between taking the owner's lock and letting it go."""

    def __init__(self, place: Place, report: Callable[[str], None]) -> None:
        self._place = place
        self._report = report
        self._process_id = os.getpid()
        self._server_lock = FileLock(place.server_lock)
        self._child: subprocess.Popen[bytes] | None = None
        self._address: Address | None = None
        self._undo = ExitStack()

    def begin(self, owner_lock: FileLock, setting: Path | None) -> Address:
        """Bring the server up, or leave nothing behind; `setting` says where the binaries are."""
        self._undo.callback(owner_lock.let_go)
        try:
            found = self._serve(setting)
        except BaseException:
            self.end()
            raise
        self._address = found
        return found

    def leave_to_nobody(self, owner_lock: FileLock) -> None:
        """Stop a server that an owner who left before us left to its guests."""
        self._undo.callback(owner_lock.let_go)
        self._undo.callback(self._stop)
        self.end()

    def end(self) -> None:
        """Stop the server and let the lock go; a forked child, who owns nothing, does nothing."""
        if os.getpid() == self._process_id:
            self._undo.close()

    @property
    def address(self) -> Address | None:
        """Where the server listens, or None when it is not ours or no longer alive."""
        serving = os.getpid() == self._process_id and Postmaster.find(self._place.data) is not None
        return self._address if serving else None

    def _serve(self, setting: Path | None) -> Address:
        endings = Endings(self.end)
        endings.watch()
        self._undo.callback(endings.forget)
        log = ServerLog(self._place.log)
        self._undo.callback(log.close)
        self._undo.callback(self._stop)
        found = self._take_over() or self._launch(log, setting)
        if not found.has_database(address.DATABASE):
            found.create_database(address.DATABASE)
        return found

    def _take_over(self) -> Address | None:
        """Return the server that an earlier owner left running, or None when there is none.

        The server's lock tells, and it cannot be fooled: as long as a process of that server lives,
        the lock is held, be it in another container that shares our folder.
        """
        patience = Patience(self._report, "waiting for the server of an earlier owner")
        while not self._server_lock.take():
            if (found := reachable(self._place.data, "postgres")) is not None:
                return found
            self._stop_if_deaf()
            patience.wait()
        return None

    def _stop_if_deaf(self) -> None:
        """Stop a server whose socket somebody removed, as those who tidy /tmp do."""
        pid_file = PidFile.read(self._place.data)
        if pid_file is None or not pid_file.says_ready or pid_file.address is None:
            return
        postmaster = Postmaster.find(self._place.data)
        if postmaster is not None and not pid_file.address.socket.exists():
            postmaster.stop()

    def _launch(self, log: ServerLog, setting: Path | None) -> Address:
        programs = binaries.locate(setting, self._place.account)
        cluster.ensure(self._place, programs)
        self._child = launch(self._place, programs, self._server_lock, log.file)
        self._server_lock.let_go()
        patience = Patience(self._report, "recovering the database")
        while (found := self._answer_of(self._child)) is None:
            if self._child.poll() is not None:
                raise ServerDidNotStartError(log.last_words(), log.path)
            patience.wait()
        return found

    def _answer_of(self, child: subprocess.Popen[bytes]) -> Address | None:
        pid_file = PidFile.read(self._place.data)
        if pid_file is None or pid_file.pid != child.pid:
            return None
        return reachable(self._place.data, "postgres")

    def _stop(self) -> None:
        """Stop the server, unless guests are at it: then the last of them will."""
        self._server_lock.let_go()
        guests = FileLock(self._place.guests_lock)
        if not guests.take():
            self._let_the_child_be()
            return
        try:
            self._stop_server()
        finally:
            guests.let_go()

    def _let_the_child_be(self) -> None:
        """Leave our child to the guests: Popen would complain of a child that nobody waits for."""
        if self._child is not None:
            self._child.returncode = 0

    def _stop_server(self) -> None:
        pid_file = PidFile.read(self._place.data)
        postmaster = self._our_child() or Postmaster.find(self._place.data)
        if postmaster is not None and not postmaster.stop():
            self._report(
                f"PostgreSQL (process {postmaster.pid}) does not end; it is left to itself."
            )
            return
        if self._child is not None:
            self._child.wait()
        if pid_file is not None and pid_file.address is not None:
            address.remove_short_folder(pid_file.address.folder)

    def _our_child(self) -> Postmaster | None:
        """Return the server that we started: until we ask how it ended, its pid stays its own."""
        if self._child is None or self._child.poll() is not None:
            return None
        return Postmaster(psutil.Process(self._child.pid))


def reachable(data: Path, database: str) -> Address | None:
    """Return the address of the server if it says that it is ready and a connection works.

    Asking before it says so would fill its log with refusals while it recovers.
    """
    pid_file = PidFile.read(data)
    if pid_file is None or not pid_file.says_ready or pid_file.address is None:
        return None
    return pid_file.address if pid_file.address.answers(database) else None
