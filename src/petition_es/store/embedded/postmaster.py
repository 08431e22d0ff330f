"""The running server, as a process that is signalled only when it is known to be the one."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from petition_es.store.embedded.address import Address

# A fast shutdown writes a checkpoint first, which a slow disk may take long for.
STOP_SECONDS_MAX = 60.0
_ABORT_SECONDS_MAX = 5.0
_LOOK_SECONDS = 0.01


@dataclass(frozen=True)
class PidFile:
    """What PostgreSQL writes about itself in `postmaster.pid`, as far as it has come."""

    pid: int
    address: Address | None
    says_ready: bool

    @classmethod
    def read(cls, data: Path) -> "PidFile | None":
        try:
            lines = (data / "postmaster.pid").read_bytes().split(b"\n")
            pid = int(lines[0])
        except (FileNotFoundError, ValueError):
            return None
        lines += [b""] * 8
        folder = os.fsdecode(lines[4])
        return cls(pid, Address(Path(folder)) if folder else None, lines[7].strip() == b"ready")


class Postmaster:
    """The first process of the server of one data folder, alive and verified."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process

    @classmethod
    def find(cls, data: Path) -> "Postmaster | None":
        """Return the server that `postmaster.pid` names, if that process really is it."""
        pid_file = PidFile.read(data)
        if pid_file is None:
            return None
        try:
            process = psutil.Process(pid_file.pid)
            return cls(process) if _is_server_of(process, data) else None
        except psutil.Error:
            return None

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Say whether the process still runs; its pid in other hands, or a zombie, does not."""
        try:
            return self._process.is_running() and not _is_dead(self._process)
        except psutil.NoSuchProcess:
            return False

    def stop(self) -> bool:
        """Ask for a fast shutdown, then for an immediate one; say whether the server is gone.

        Both are safe for the data: after an immediate one, the next start replays the log.
        """
        return self._end_by(signal.SIGINT, STOP_SECONDS_MAX) or self._end_by(
            signal.SIGQUIT, _ABORT_SECONDS_MAX
        )

    def _end_by(self, signum: signal.Signals, seconds_max: float) -> bool:
        try:
            # psutil looks at the start time once more, so that no successor of the pid is hit.
            self._process.send_signal(signum)
        except psutil.NoSuchProcess:
            return True
        except psutil.AccessDenied:
            return False
        end = time.monotonic() + seconds_max
        while self.is_alive and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)
        return not self.is_alive


def remove_stale_pid_file(data: Path) -> None:
    """Remove a pid file that names somebody else, or nobody: PostgreSQL would not start.

    A pid that no process has is left to PostgreSQL, which then looks for surviving backends too.
    Call this only while holding the server's lock: then no process of an earlier server lives.
    """
    pid_file = PidFile.read(data)
    in_other_hands = pid_file is None or psutil.pid_exists(pid_file.pid)
    if in_other_hands and Postmaster.find(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _is_server_of(process: psutil.Process, data: Path) -> bool:
    return not _is_dead(process) and process.name() == "postgres" and _works_in(process, data)


def _is_dead(process: psutil.Process) -> bool:
    # A container without an init keeps the dead as zombies for ever.
    return process.status() in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return Path(process.cwd()).samefile(data)
    except psutil.AccessDenied:
        # Root in a container lacks the right to look (CAP_SYS_PTRACE), yet may read how the
        # server was called.
        return process.cmdline()[1:3] == ["-D", str(data)]
    except FileNotFoundError:
        return False
