"""Everything that is at work in a torture: a server, writers, runners, and readers that watch."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.conninfo import make_conninfo

from petition_es.projections.running.tables import prepare
from petition_es.store.connecting import SETUP
from petition_es.store.event_store import PetitionStore
from torture import folding
from torture.crew import Crew, Nursery
from torture.following import Follower, asking, watching
from torture.journal import Reader
from torture.server import Server
from torture.writing import Post, write

MODULES = ("torture.writing", "torture.folding")
RUNNERS = 2
"""One works, the other stands by."""

DELAY = """
    CREATE FUNCTION public.torture_delay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF random() < {share} THEN
            PERFORM pg_sleep({seconds} * random());
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER torture_delay BEFORE INSERT ON public.petition_events
        FOR EACH ROW EXECUTE FUNCTION public.torture_delay();
"""
WITHOUT_FLOOR = """
    CREATE OR REPLACE FUNCTION public.petition_head(known bigint DEFAULT NULL) RETURNS bigint
    LANGUAGE sql VOLATILE AS
    'SELECT last_value - (NOT is_called)::int FROM public.petition_events_position_seq'
"""
"""Sabotage: readers trust the last position that was drawn."""

REST_SECONDS = 0.02
"""How long a writer rests at most between two appends, for each writer that there is."""

DELAY_BOOKMARKS = """
    CREATE FUNCTION public.torture_linger() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_sleep({seconds} * random());
        RETURN NEW;
    END $$;
    CREATE TRIGGER torture_linger BEFORE UPDATE ON petition_views.projections
        FOR EACH STATEMENT EXECUTE FUNCTION public.torture_linger();
"""
BOOKMARK_SECONDS = 0.06
"""How long a runner is held up in the middle of its transaction."""

DELAYED_SHARE, DELAY_SECONDS = 0.5, 0.3
"""How many rows are held up before they are inserted, after their position was drawn; how long."""


@dataclass
class Arena:
    """What the blows fall on."""

    server: Server
    url: str
    home: Path
    draw: Random
    store: PetitionStore
    writers: Crew
    runners: Crew
    journals: dict[str, Reader]
    followers: list[Follower]
    admin: Connection[Any] = field(repr=False)

    def connect(self) -> Connection[Any]:
        """A connection set up as ours are."""
        connection = psycopg.connect(self.url, autocommit=True, application_name="torture")
        connection.execute(SETUP)
        return connection

    def reconnect(self) -> None:
        """Take a new connection after the server was killed."""
        with suppress(psycopg.Error):
            self.admin.close()
        self.admin = self.connect()


def user_of(place: int) -> str:
    """A writer's own account, by which its connections are known."""
    return f"torture_{place:02d}"


def runner_user(place: int) -> str:
    """A runner's own account."""
    return f"folding_{place:02d}"


def _as(url: str, user: str) -> str:
    return make_conninfo(url, user=user)


@contextmanager
def arena(home: Path, *, writers: int, seed: str, floor: bool) -> Iterator[Arena]:
    """Set everything to work, and end it; without the `floor` readers have to miss events."""
    home.chmod(0o711)  # As root, the database is another user, who has to walk to its data.
    nursery = Nursery(*MODULES)
    server = Server(home)
    try:
        server.start()
        server.make_ready()
        server.kill()
        url = server.start()
        with PetitionStore(url, home=home) as store:
            _prepare(url, writers, floor=floor)
            yield from _at_work(server, url, home, nursery, store, writers=writers, seed=seed)
    finally:
        server.stop()


def _at_work(
    server: Server,
    url: str,
    home: Path,
    nursery: Nursery,
    store: PetitionStore,
    *,
    writers: int,
    seed: str,
) -> Iterator[Arena]:
    journals: dict[str, Reader] = {}

    def post_of(place: int, generation: int) -> Post:
        name = f"w{place:02d}-{generation}"
        journal = home / f"journal-{name}"
        journals[name] = Reader(journal)
        rest_seconds = REST_SECONDS * writers
        own_url = _as(url, user_of(place))
        return Post(own_url, home, name, f"{seed}-{name}", journal, rest_seconds)

    crew = Crew(nursery, write, post_of, writers)
    runners = Crew(
        nursery, folding.run, lambda n, _: folding.Desk(_as(url, runner_user(n))), RUNNERS
    )
    followers = [asking(store), watching(store)]
    admin = psycopg.connect(url, autocommit=True, application_name="torture")
    draw = Random(seed)  # noqa: S311  # repeatable, not secret
    place = Arena(server, url, home, draw, store, crew, runners, journals, followers, admin)
    for follower in followers:
        follower.start()
    try:
        yield place
    finally:
        crew.kill_all()
        runners.kill_all()
        for follower in followers:
            follower.end()
        place.admin.close()


def _prepare(url: str, writers: int, *, floor: bool) -> None:
    """Hold rows up in the middle of appends, and give every writer an account of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(DELAY.format(share=DELAYED_SHARE, seconds=DELAY_SECONDS))
        if not floor:
            connection.execute(WITHOUT_FLOOR)
        prepare(connection)
        connection.execute(DELAY_BOOKMARKS.format(seconds=BOOKMARK_SECONDS))
        for user in (*map(user_of, range(writers)), *map(runner_user, range(RUNNERS))):
            connection.execute(f"CREATE ROLE {user} SUPERUSER LOGIN")
