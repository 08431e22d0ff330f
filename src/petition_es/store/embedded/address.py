"""How clients reach the server: a socket in a folder that only its own user and root may enter."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from petition_es.store.embedded.account import Account

SUPERUSER = "petition"
DATABASE = "petition"
PORT = 5432

# The kernel allows 107 bytes on Linux and 103 on macOS.
_SOCKET_BYTES_MAX = 99
_SHORT_PARENT = Path("/tmp")  # noqa: S108  # every name in it is made by mkdtemp
_SHORT_FOLDER = "petition_es-"

# Said in full, because libpq fills every gap from PGPORT, PGHOSTADDR, PGOPTIONS and their kin.
_COMPLETE = {
    "port": str(PORT),
    "hostaddr": "",
    "options": "",
    "client_encoding": "UTF8",
    "target_session_attrs": "any",
    "require_auth": "",
    "channel_binding": "disable",
    "gssencmode": "disable",
    "sslmode": "disable",
    "sslnegotiation": "postgres",
}


@dataclass(frozen=True)
class Address:
    """The folder that holds the server's socket."""

    folder: Path

    @property
    def socket(self) -> Path:
        return self.folder / f".s.PGSQL.{PORT}"

    def dsn(self, database: str = DATABASE) -> str:
        """Return the connection URI of a database, which no variable of the environment bends."""
        query = urlencode({"host": os.fsencode(self.folder), **_COMPLETE}, quote_via=quote)
        return f"postgresql://{SUPERUSER}@/{quote(database, safe='')}?{query}"

    def answers(self, database: str = DATABASE) -> bool:
        """Say whether a connection to the database works."""
        try:
            psycopg.connect(self.dsn(database), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))

    def has_database(self, name: str) -> bool:
        with psycopg.connect(self.dsn("postgres")) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, [name]).fetchone() is not None


def make_folder(wanted: Path, account: Account) -> Path:
    """Make the empty folder for the socket: the wanted one, or a short one where that cannot serve.

    Clients find the folder in `postmaster.pid`, so the short one may have a name that nobody can
    guess and occupy beforehand.
    """
    if not _serves(wanted):
        return account.owns(Path(tempfile.mkdtemp(prefix=_SHORT_FOLDER, dir=_SHORT_PARENT)))
    wanted.mkdir(mode=0o700, exist_ok=True)
    for leftover in wanted.iterdir():
        leftover.unlink()
    return account.owns(wanted)


def remove_short_folder(folder: Path) -> None:
    """Remove a short folder after its server; a folder in the home stays for the next one."""
    if folder.parent == _SHORT_PARENT and folder.name.startswith(_SHORT_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def _serves(folder: Path) -> bool:
    """Say whether libpq can name the folder: short, one of a kind (no comma), and proper UTF-8."""
    name = os.fsencode(Address(folder).socket)
    return len(name) <= _SOCKET_BYTES_MAX and b"," not in name and _is_utf8(name)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
