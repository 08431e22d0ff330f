"""Where the server lives inside the data home, and who may go there.

    <home>/postgresql/
        owner.lock      held by the one process that owns the server
        server.lock     held by the server itself, through every process it forks
        server.log      what PostgreSQL says, with server.log.1 before it
        data/           PostgreSQL's own folder
        socket/         where it listens

When we are root the server is not, and a home such as /root/petition is closed to it. Then
`<home>/postgresql` is a link to a folder under /var/lib/petition_es, named after the home. No
permission above our own folders is ever changed. The link stays valid when the home is opened
later, so a store is never mistaken for an empty one.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petition_es.store.embedded.account import Account
from petition_es.store.embedded.faults import (
    DataLostError,
    HomeNotWritableError,
    HomeOfAnotherUserError,
    NotEnoughSpaceError,
)

OUTSIDE = Path("/var/lib/petition_es")


@dataclass(frozen=True)
class Place:
    """The one folder of the server, and the account that uses what is in it."""

    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        return self.folder / "socket"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def guests_lock(self) -> Path:
        """Held, shared, by everybody who uses the server without owning it."""
        return self.owner_lock.with_name("guests.lock")

    @property
    def owner_lock(self) -> Path:
        return self.folder / "owner.lock"

    @property
    def server_lock(self) -> Path:
        return self.folder / "server.lock"

    def must_have_free(self, needed: int) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise NotEnoughSpaceError(self.folder, free, needed)


def prepare(home: Path, account: Account, report: Callable[[str], None]) -> Place:
    """Make what is missing of the place, and refuse a place that is not ours."""
    site = home / "postgresql"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not site.exists():
            _found(site, account)
            report(f"The data of {home} are kept in {site.resolve()}.")
        _must_be_ours(site)
    except OSError as reason:
        raise HomeNotWritableError(home, reason) from reason
    account.must_reach(site.resolve())
    return Place(site.resolve(), account)


def _found(site: Path, account: Account) -> None:
    if site.is_symlink():
        raise DataLostError(site, site.readlink())
    if account.closed_door(site.parent) is None:
        _make(site, account)
        return
    outside = OUTSIDE / hashlib.sha256(os.fsencode(site.parent)).hexdigest()[:16]
    _make(OUTSIDE, account)
    _make(outside, account)
    # Another process of ours may have made the same link a moment ago.
    with contextlib.suppress(FileExistsError):
        site.symlink_to(outside)


def _make(folder: Path, account: Account) -> None:
    """Make a folder of ours that the server may cross, but not change."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not account.is_ours:
        folder.chmod(0o711)


def _must_be_ours(site: Path) -> None:
    user = os.geteuid()
    for status in (site.lstat(), site.stat()):
        if status.st_uid != user:
            raise HomeOfAnotherUserError(site, status.st_uid, user)
