"""Locks that the kernel takes back by itself when their holder dies, however it dies."""

import fcntl
import os
import weakref
from pathlib import Path


class FileLock:
    """A `flock` on a file that is never removed: exclusive, or shared among its like.

    The lock belongs to an open file, not to a process: whoever inherits the file holds the lock.
    The server's lock lives from that. The owner's lock must not be handed on, so a forked child
    closes it at once.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self._path = path
        self._kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self._file: int | None = None
        _locks.add(self)

    def take(self) -> bool:
        """Take the lock if it is free; say whether it is now ours."""
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, self._kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    @property
    def file(self) -> int:
        """The open file, for a child that is to inherit the lock."""
        if self._file is None:
            raise ValueError(f"{self._path} is not locked by this process")
        return self._file

    @property
    def is_held(self) -> bool:
        return self._file is not None

    def let_go(self) -> None:
        """Close our copy of the file; the lock ends with the last copy."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


_locks: "weakref.WeakSet[FileLock]" = weakref.WeakSet()


def _let_go_in_child() -> None:
    for lock in list(_locks):
        lock.let_go()


os.register_at_fork(after_in_child=_let_go_in_child)
