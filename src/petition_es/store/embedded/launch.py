"""Starting `postgres` itself, with its settings as arguments."""

import subprocess
from pathlib import Path

from petition_es.store.embedded import address
from petition_es.store.embedded.faults import CannotBecomeUserError
from petition_es.store.embedded.lock import FileLock
from petition_es.store.embedded.place import Place
from petition_es.store.embedded.postmaster import remove_stale_pid_file
from petition_es.store.embedded.surroundings import bare_environment

# Room for the next piece of write-ahead log and a checkpoint.
FREE_BYTES_TO_START = 64 << 20

# Arguments outrank every file in the data folder, so neither an upgrade nor a user can lose them.
_SETTINGS = {
    "port": str(address.PORT),
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # A failed statement can carry what a petitioner wrote, and a log is not sealed.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "cluster_name": "petition_es",
}


def launch(
    place: Place, programs: Path, server_lock: FileLock, log: int
) -> subprocess.Popen[bytes]:
    """Start the server, which takes the lock over; the caller must hold it."""
    place.must_have_free(FREE_BYTES_TO_START)
    remove_stale_pid_file(place.data)
    socket = address.make_folder(place.socket, place.account)
    try:
        return subprocess.Popen(
            [programs / "postgres", "-D", place.data, *_as_arguments(socket)],
            env=bare_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # A Ctrl-C in the terminal is meant for us; the server hears of it from us.
            start_new_session=True,
            umask=0o077,
            pass_fds=[server_lock.file],
            **place.account.identity,
        )
    except OSError as reason:
        address.remove_short_folder(socket)
        raise CannotBecomeUserError(place.account.uid, reason) from reason


def _as_arguments(socket: Path) -> list[str]:
    # The setting is a list with commas; quotes keep a folder with a space or comma in one piece.
    quoted = str(socket).replace('"', '""')
    settings = {"unix_socket_directories": f'"{quoted}"', **_SETTINGS}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
