"""What tests say at the door: who asks, which act, on which petition."""

import dataclasses
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from petition_es.api.app import build
from petition_es.api.examples import EXAMPLES
from petition_es.bootstrap import House
from petition_es.domain.entry import Actor

BUREAU, UNIT, PETITIONER, AUDITOR = "haiyang-bureau", "haiyang-roads", "road-petitioner", "auditor"
ELSEWHERE = "wenzhou-bureau"
THIS_MACHINE = ("127.0.0.1", 50000)
ANY = {"If-Match": "*"}


@dataclass
class Client:
    """Asks an application that runs in a loop of its own."""

    portal: BlockingPortal
    asking: httpx.AsyncClient

    def request(self, method, path, **more: Any):
        return self.portal.call(partial(self.asking.request, method, path, **more))

    def get(self, path, **more: Any):
        return self.request("GET", path, **more)

    def post(self, path, **more: Any):
        return self.request("POST", path, **more)


@contextmanager
def calling(house, peer=THIS_MACHINE, base_url="http://127.0.0.1"):
    """A client of the application around a house, from this address to this one."""
    app = build(house)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=peer)
    asking = httpx.AsyncClient(transport=transport, base_url=base_url)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(app.router.lifespan_context(app)),
    ):
        yield Client(portal, asking)


def in_earnest(house, **settings):
    """The same house, serving no demonstration."""
    chosen = house.settings.model_copy(update={"demonstration": False, **settings})
    return dataclasses.replace(house, settings=chosen)


def as_demo(who):
    return {"Authorization": f"Bearer demo:{who}"}


@dataclass
class Counter:
    """A house behind its door, and whoever stands before it."""

    house: House
    client: Client

    def token(self, actor, *scopes, lasts=timedelta(days=1)):
        """The header of a new token."""
        token, _ = self.house.access.issue(
            actor, scopes=scopes or ("read", "act"), lasts=lasts, now=self.house.clock()
        )
        return {"Authorization": f"Bearer {token}"}

    def officer(self, unit_id, *scopes):
        actor = Actor(actor_id=f"officer-{unit_id}", role="officer", unit_id=unit_id)
        return self.token(actor, *scopes)

    def submit(self, who=PETITIONER, headers=None, **more: Any):
        body = {"title": "路", "text": "路坏了", "parties": [{"petitioner_id": "p-road"}], **more}
        headers = as_demo(who) if headers is None else headers
        return self.client.post("/petitions", json=body, headers=headers)

    def submitted(self, **more: Any):
        """A new petition, as the door answered it."""
        answer = self.submit(**more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def act(self, who, petition, act, body=None, headers=ANY):
        """Ask for an act as an identity of the demonstration; `who` may be headers instead."""
        whose = as_demo(who) if isinstance(who, str) else who
        path = f"/petitions/{petition}/{act}"
        return self.client.post(path, json=body or {}, headers={**whose, **headers})

    def done(self, who, petition, act, **body: Any):
        """An act that is to succeed; answer what it left in the record."""
        answer = self.act(who, petition, act, body)
        assert answer.status_code == 200, f"{act}: {answer.text}"
        return answer.json()

    def registered(self, **more: Any):
        """A petition that the bureau registered; answer what its submission left."""
        handed_in = self.submitted(**more)
        self.done(BUREAU, handed_in["number"], "register", purpose="request")
        return handed_in

    def published(self):
        handed_in = self.registered()
        self.done(BUREAU, handed_in["number"], "disclose", audience="public", reason="published")
        return handed_in

    def referred(self):
        """A petition that the roads department works on."""
        handed_in = self.registered()
        number = handed_in["number"]
        self.done(BUREAU, number, "record-claims", **EXAMPLES["record_claims"])
        self.done(BUREAU, number, "refer", to_unit=UNIT)
        self.done(UNIT, number, "receive")
        self.done(UNIT, number, "accept")
        return handed_in

    def read_counted(self, path, who=None):
        """Read what is counted from the whole log: asked again until it is there."""
        for _ in range(20):
            answer = self.read(path, who)
            if answer.status_code != 503 or "not-yet-counted" not in answer.text:
                break
        return answer

    def read(self, path, who=None, **headers):
        whose = as_demo(who) if who else {}
        return self.client.get(path, headers={**whose, **headers})

    def recorded(self, petition_id):
        """The events of a petition, from the store."""
        return self.house.store.load(UUID(petition_id))


def problem(answer, status, name):
    """Check that an answer is this problem; answer its members."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == (f"/problems/{name}", status)
    return told
