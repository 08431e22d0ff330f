"""Other processes and other users, as the tests of the embedded server need them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import psutil
import psycopg

from petition_es.store.embedded import account
from petition_es.store.embedded.postmaster import PidFile, Postmaster

SOURCES = Path(__file__).resolve().parents[3] / "src"
IS_ROOT = os.geteuid() == 0
NOBODY = 65534

DISK = Path("/tmp")  # noqa: S108  # mkdtemp makes every name in it
MEMORY = Path("/dev/shm")  # noqa: S108

# Imports come first: the interpreter itself may be unreadable to the user that the script becomes.
_OPENING = """
import os, signal, sys, time
from pathlib import Path
import psycopg
from petition_es.store.embedded import EmbeddedPostgres
from petition_es.store.embedded.faults import *
uid = int(os.environ.pop("BECOME", "0"))
if uid:
    os.setgroups([]); os.setresgid(uid, uid, uid); os.setresuid(uid, uid, uid)
home = Path(sys.argv[1])
server = EmbeddedPostgres(home)
"""

OWN_AND_STAY = """
print(server.start(), flush=True)
print(server.owns, flush=True)
time.sleep(600)
"""


def script(
    home: Path,
    body: str,
    *,
    uid: int = 0,
    through: list[str] | None = None,
    **options: object,
) -> "subprocess.Popen[str]":
    """Run a few lines about `server` in a process of their own, perhaps as another user."""
    path = os.pathsep.join([str(SOURCES), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [*(through or []), sys.executable, "-c", _OPENING + body, str(home)],
        env={**os.environ, "PYTHONPATH": path, "BECOME": str(uid), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )


def said(process: "subprocess.Popen[str]") -> str:
    """Return what the process said before it ended, and insist that it ended well."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def next_line(process: "subprocess.Popen[str]") -> str:
    line = process.stdout.readline().strip()
    assert line, process.stderr.read()
    return line


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill a process and the children that it forked, none of which can say a last word."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def until(true: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.005)


def data(home: Path) -> Path:
    return home / "postgresql" / "data"


def server_pid(home: Path) -> int:
    return PidFile.read(data(home)).pid


def server_runs(home: Path) -> bool:
    return Postmaster.find(data(home)) is not None


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def stop_server(home: Path) -> None:
    if (running := Postmaster.find(data(home))) is not None:
        running.stop()


def ask(dsn: str, query: str) -> object:
    """Return the first value that the database answers, and close the connection."""
    with closing(psycopg.connect(dsn)) as connection:
        return connection.execute(query).fetchone()[0]


def new_room(where: Path = DISK) -> Path:
    """Make a folder that any user of the machine may walk to."""
    room = Path(tempfile.mkdtemp(prefix="room-", dir=where))
    room.chmod(0o711)
    return room


def new_home() -> Path:
    """Find a place for a home, in memory if there is plenty: a first start waits for disks."""
    plenty = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2 << 30
    return new_room(MEMORY if plenty else DISK) / "home"


def clear_away(room: Path) -> None:
    for folder in room.rglob("postgresql"):
        stop_server(folder.parent)
        if folder.is_symlink():
            shutil.rmtree(folder.resolve(), ignore_errors=True)
    shutil.rmtree(room)


def sleeper(program: str = "sleep", **options: object) -> "subprocess.Popen[bytes]":
    """Start a process that does nothing, as the user who runs the server."""
    return subprocess.Popen([program, "600"], **account.of_the_server().identity, **options)


def end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
