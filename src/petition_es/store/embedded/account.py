"""As whom the server runs: as ourselves, or, when we are root, as one who owns nothing else."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from petition_es.store.embedded.faults import (
    CannotBecomeUserError,
    HomeNotReachableError,
    UserWithoutNameError,
)

# No other process has this user id, so none can read the data or reach the socket; `nobody` is
# shared by every service that wants to be harmless. systemd documents 60578 to 61183 as unused, and
# below 65536 an id also exists in a container that maps its users. It needs no line in /etc/passwd.
SERVER_UID = 60618


class Identity(TypedDict, total=False):
    """The arguments of `subprocess` that make a child somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user id and a group id, with no other group and no rights beyond."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def identity(self) -> Identity:
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def owns(self, path: Path) -> Path:
        """Make the path, and nothing above or below it, belong to this account."""
        if not self.is_ours:
            try:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)
            except OSError as reason:
                raise CannotBecomeUserError(self.uid, reason) from reason
        return path

    def owns_all(self, root: Path) -> None:
        if self.is_ours:
            return
        for folder, _, files in os.walk(root):
            self.owns(Path(folder))
            for file in files:
                self.owns(Path(folder, file))

    def closed_door(self, folder: Path) -> Path | None:
        """Return the first folder on the way that this account may not enter, if there is one."""
        if self.is_ours:
            return None
        way = [*reversed(folder.parents), folder]
        return next((door for door in way if door.exists() and not _open_to_others(door)), None)

    def must_reach(self, folder: Path) -> None:
        if (closed := self.closed_door(folder)) is not None:
            raise HomeNotReachableError(closed, self.uid)


def _open_to_others(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def of_the_server() -> Account:
    if os.geteuid() == 0:
        return Account(SERVER_UID, SERVER_UID)
    return Account(os.geteuid(), os.getegid())


def of_initdb() -> Account:
    """Return who makes the data folder: `initdb` works only for a user id that has a name."""
    name = "nobody" if os.geteuid() == 0 else None
    try:
        entry = pwd.getpwnam(name) if name else pwd.getpwuid(os.geteuid())
    except KeyError:
        raise UserWithoutNameError(name or os.geteuid()) from None
    return Account(entry.pw_uid, entry.pw_gid)
