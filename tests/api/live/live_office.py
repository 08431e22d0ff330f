"""An office behind a real server, with petitions to write to while others read and watch."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psycopg

from petition_es.api.app import build
from petition_es.api.listening import listen
from petition_es.api.serving import Server
from petition_es.bootstrap import House, office_clock, put_together
from petition_es.demonstration.identities import identity
from petition_es.demonstration.units import establish_units
from petition_es.domain.codes import Party
from petition_es.domain.petition import (
    Accept,
    Disclose,
    Receive,
    Refer,
    Register,
    Submit,
    TakeAction,
)
from petition_es.domain.sealed import Sealed
from petition_es.settings import Settings

BUREAU, ROADS, PETITIONER = "haiyang-bureau", "haiyang-roads", "road-petitioner"


def a_house(store, home, **settings):
    """A house around a store, as one process of the office opens it."""
    chosen = Settings(home=home, demonstration=True, **settings)
    return put_together(chosen, store, office_clock(chosen.office_zone))


@dataclass
class LiveOffice:
    """A house, its server, and a client of it."""

    house: House
    url: str
    client: httpx.Client
    server: Server

    @property
    def hub(self):
        return self.server.config.app.state.live.hub

    def petition(self, *, by=PETITIONER, published=True):
        """A petition that the roads department works on; answer what the submission left."""
        party = Party(petitioner_id=identity(by).actor_id)
        act = Submit(title=Sealed("路"), text=Sealed("路坏了"), parties=(party,))
        recorded = self.house.office.submit(act, identity(by))
        self.act(recorded.petition_id, Register(purpose="request"), BUREAU)
        self.act(recorded.petition_id, Refer(to_unit=ROADS), BUREAU)
        self.act(recorded.petition_id, Receive(), ROADS)
        self.act(recorded.petition_id, Accept(), ROADS)
        if published:
            self.act(recorded.petition_id, Disclose(audience="public", reason="published"), BUREAU)
        return recorded

    def act(self, petition_id, act, who):
        return self.house.office.perform(petition_id, act, identity(who))

    def work(self, petition_id, house=None):
        """Let something be done about the petition that everybody sees."""
        office = (house or self.house).office
        return office.perform(petition_id, TakeAction(kind="works"), identity(ROADS))

    def read(self, petition, who=None, **query):
        headers = {"Authorization": f"Bearer demo:{who}"} if who else {}
        return self.client.get(f"/petitions/{petition}/timeline", params=query, headers=headers)

    def steps(self, petition, who=None):
        """The checkpoints of the timeline by their ids."""
        return by_id(self.read(petition, who).json()["checkpoints"])


def by_id(checkpoints):
    return {step["id"]: step for step in checkpoints}


@contextmanager
def serving(house):
    """Serve a house in this process; the server ends with the test, whoever still watches."""
    listener, ready = listen("127.0.0.1", 0), threading.Event()
    server = Server(build(house), ready=ready.set)
    thread = threading.Thread(target=server.run, args=([listener],), name="server of a test")
    thread.start()
    try:
        assert ready.wait(20)
        yield server, f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def live_office(house):
    establish_units(house.units)
    with serving(house) as (server, url), httpx.Client(base_url=url, timeout=20) as client:
        yield LiveOffice(house, url, client, server)


def hang_up(url):
    """Break every connection to a database, as its restart does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
