"""One PostgreSQL for all tests: the one of PETITION_TEST_DATABASE_URL, or an embedded one."""

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from databases import MASTER_KEY, Databases
from petition_es.store.embedded import EmbeddedPostgres
from petition_es.store.event_store import PetitionStore

# What must hold must hold on a busy machine too: no example has a time in which to be done.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def databases():
    url = os.environ.get("PETITION_TEST_DATABASE_URL")
    if url is not None:
        yield Databases(url)
        return
    room = Path(tempfile.mkdtemp(prefix="petition-tests-"))
    room.chmod(0o711)  # As root, the server is another user, who has to walk to its data.
    try:
        with EmbeddedPostgres(room / "home") as own_url:
            hurry(own_url)
            yield Databases(own_url, log=room / "home" / "postgresql" / "server.log")
    finally:
        shutil.rmtree(room, ignore_errors=True)


def hurry(url):
    """Let a server that lives no longer than the tests wait for no disk."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture
def database_url(databases):
    """An empty database for one test."""
    url = databases.create()
    yield url
    databases.drop(url)


@pytest.fixture
def another_database_url(databases):
    """A second empty database for one test."""
    url = databases.create()
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def module_database_url(databases):
    """An empty database that the tests of one file share."""
    url = databases.create()
    yield url
    databases.drop(url)


@pytest.fixture
def open_store(database_url, tmp_path):
    """Open the test's store, as often as a test likes; each is closed at the end."""
    opened = []

    def open_it(url=database_url, home=tmp_path, **options):
        opened.append(PetitionStore(url, home=home, master_key=MASTER_KEY, **options))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store):
    """An empty store."""
    return open_store()


@pytest.fixture(scope="module")
def module_store(module_database_url, tmp_path_factory):
    """A store that the tests of one file share."""
    home = tmp_path_factory.mktemp("home")
    with PetitionStore(module_database_url, home=home, master_key=MASTER_KEY) as opened:
        yield opened
