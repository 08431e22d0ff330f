"""Where it is measured: one PostgreSQL, and fresh databases on it for us and for the library."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

from petition_es.bootstrap import House, open_house
from petition_es.settings import Settings
from petition_es.store.embedded import EmbeddedPostgres

LIBRARY_MODULE = "eventsourcing.postgres"


@dataclass(frozen=True)
class Place:
    """A server, and a folder for keys."""

    url: str
    home: Path
    data: Path | None
    """The data folder of the server, where it is one of our own."""

    @contextmanager
    def house(self, name: str) -> Iterator[House]:
        """Open the office on the database of this name, which is made where it is missing."""
        settings = Settings(home=self.home / name, database_url=self.database(name))
        with open_house(settings, report=say_nothing) as house:
            yield house

    def database(self, name: str) -> str:
        """The address of the database of this name, which is made where it is missing."""
        full = f"petition_bench_{name}"
        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, [full]).fetchone() is None:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(full)))
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{full}"))

    def drop(self, name: str) -> None:
        """Remove a database, and the keys to it."""
        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            gone = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(gone.format(Identifier(f"petition_bench_{name}")))
        shutil.rmtree(self.home / name, ignore_errors=True)

    def for_the_library(self) -> dict[str, str]:
        """A database of its own, as the library reads it from the environment."""
        parts = conninfo_to_dict(self.database("library"))
        return {
            "PERSISTENCE_MODULE": LIBRARY_MODULE,
            "POSTGRES_DBNAME": str(parts["dbname"]),
            "POSTGRES_HOST": str(parts.get("host", "127.0.0.1")),
            "POSTGRES_PORT": str(parts.get("port", "5432")),
            "POSTGRES_USER": str(parts.get("user", "")),
            "POSTGRES_PASSWORD": str(parts.get("password", "none")),
        }


@contextmanager
def place(kept: Path | None) -> Iterator[Place]:
    """The server of PETITION_DATABASE_URL, or a fresh one of our own.

    With a folder `kept` the server's data stay in it, for another run on the same nation's year.
    """
    home = kept or Path(tempfile.mkdtemp(prefix="petition-bench-"))
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)  # As root, the database is another user, who has to walk to its data.
    try:
        if url := os.environ.get("PETITION_DATABASE_URL"):
            yield Place(url, home, None)
        else:
            with EmbeddedPostgres(home / "server", report=say_nothing) as own:
                yield Place(own, home, home / "server")
    finally:
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)


def say_nothing(_: str) -> None:
    """Progress is no part of a measurement."""


Say = Callable[[str], None]
