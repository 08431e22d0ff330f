"""Every operation that the description names answers a valid call well."""

import dataclasses
from uuid import uuid4

import httpx
from every_operation import Script

from auditing import audit_all
from made_up_law import LAW
from petition_es.domain.entry import Actor
from petition_es.office.petition_office import PetitionOffice
from petition_es.projections.keeper import ClockKeeper
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.shipped import ALL
from served import served

STEWARD = Actor(actor_id="steward", role="steward")


def under_the_law(house):
    """The same house under a law: without one, no step of the law can be taken."""
    store = house.store
    office = PetitionOffice(
        store, store.numbers, store.answers, house.policy,
        clock=house.clock, new_id=uuid4, law=LAW,
    )  # fmt: skip
    return dataclasses.replace(house, office=office)


def test_a_valid_call_reaches_every_operation(article_house):
    house = under_the_law(article_house)

    def merge_units():
        entry = house.office.entry(STEWARD)
        house.units.merge(entry, "haiyang-roads", into="haiyang-labour")

    rebuild(house.store.address, ALL, processes=1)
    with ClockKeeper(house.store.address, house.law, house.clock) as keeper:
        keeper.catch_up()
    audit_all(house)
    with served(house) as url, httpx.Client(base_url=url, timeout=20) as client:
        script = Script(client, client.get("/openapi.json").json(), merge_units)
        script.play()
    assert script.all - script.reached == set()
