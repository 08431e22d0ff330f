import shutil
import subprocess

import pytest
from embedded_actors import clear_away, kill, new_home, new_room, script, stop_server

from petition_es.store.embedded import EmbeddedPostgres


@pytest.fixture
def empty_home():
    """A home in which nothing was ever started."""
    home = new_home()
    yield home
    clear_away(home.parent)


@pytest.fixture(scope="session")
def old_home():
    home = new_home()
    with EmbeddedPostgres(home):
        pass
    yield home
    clear_away(home.parent)


@pytest.fixture
def home(old_home):
    """A home that was in use before, for tests that leave it as they found it."""
    yield old_home
    stop_server(old_home)


@pytest.fixture
def settle(old_home):
    """Copy the old home to another place, which is quicker than making a new one."""

    def copy_to(home):
        stop_server(old_home)
        home.mkdir(parents=True)
        subprocess.run([shutil.which("cp"), "-a", old_home / "postgresql", home], check=True)
        return home

    return copy_to


@pytest.fixture
def move(home):
    """Move the old home to another place for the time of a test."""
    moved = []

    def move_to(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        home.rename(place)
        moved.append(place)
        return place

    yield move_to
    for place in moved:
        stop_server(place)
        place.rename(home)


@pytest.fixture
def workshop():
    """A folder of programs."""
    room = new_room()
    yield room
    shutil.rmtree(room)


@pytest.fixture
def spare_home(empty_home, settle):
    """A home that was in use before, for tests that spoil it."""
    return settle(empty_home)


@pytest.fixture
def run():
    """Run scripts in other processes, and leave none of them behind."""
    running = []

    def start(*arguments, **options):
        running.append(script(*arguments, **options))
        return running[-1]

    yield start
    for process in running:
        kill(process)
