"""Making the data folder: beside its place first, so that it is either complete or not there."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from petition_es.store.embedded import account, binaries
from petition_es.store.embedded.address import SUPERUSER
from petition_es.store.embedded.faults import (
    CannotBecomeUserError,
    NoDataFolderError,
    WrongMajorVersionError,
)
from petition_es.store.embedded.place import Place
from petition_es.store.embedded.surroundings import bare_environment

_BESIDE = "data-new-"

_SWEEPS_MAX, _BETWEEN_SWEEPS_SECONDS = 50, 0.1

# An empty folder takes 39 MiB, and its first write-ahead log as much again.
FREE_BYTES_TO_CREATE = 256 << 20

# How letters are told from signs. With plain "C" pg_trgm would see no letter in Chinese text.
_CHARACTER_TYPE = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"

_ARGUMENTS = [
    f"--username={SUPERUSER}",
    # The socket's folder is the guard: whoever may enter it could as well read the data files.
    # A map of operating system users would need names, which the server's user id does not have.
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    f"--lc-ctype={_CHARACTER_TYPE}",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
]


def ensure(place: Place, programs: Path) -> None:
    """Make the data folder unless it is there; only the owner may call this."""
    _sweep(place.folder)
    if not place.data.exists():
        place.must_have_free(FREE_BYTES_TO_CREATE)
        _create(place, programs)
    _require_major(place.data)


def _sweep(folder: Path) -> None:
    """Remove what an owner left half made when it was killed; its initdb may still be writing."""
    for _ in range(_SWEEPS_MAX):
        leftovers = list(folder.glob(f"{_BESIDE}*"))
        for leftover in leftovers:
            shutil.rmtree(leftover, ignore_errors=True)
        if not leftovers:
            return
        time.sleep(_BETWEEN_SWEEPS_SECONDS)


def _create(place: Place, programs: Path) -> None:
    with tempfile.TemporaryDirectory(
        prefix=_BESIDE, dir=place.folder, ignore_cleanup_errors=True
    ) as outer:
        beside = Path(outer, "data")
        _initdb(programs, beside)
        place.account.owns_all(beside)
        beside.rename(place.data)
    _write_through(place.folder)


def _initdb(programs: Path, folder: Path) -> None:
    maker = account.of_initdb()
    maker.owns(folder.parent)
    try:
        made = subprocess.run(
            [programs / "initdb", "-D", folder, *_ARGUMENTS],
            env=bare_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            start_new_session=True,
            umask=0o077,
            **maker.identity,
        )
    except OSError as reason:
        raise CannotBecomeUserError(maker.uid, reason) from reason
    if made.returncode != 0:
        words = made.stderr.decode(errors="replace").split("\n")
        raise NoDataFolderError(" ".join(line for line in words if "error" in line) or words[-1])


def _require_major(data: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found != binaries.MAJOR:
        raise WrongMajorVersionError(str(data), found, binaries.MAJOR)


def _write_through(folder: Path) -> None:
    """Make the new name in the folder survive a power cut; PostgreSQL did so for what is in it."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
