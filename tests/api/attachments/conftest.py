"""A house with units and one petition, and the two addresses of papers on an application."""

from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest
from at_the_desk import Desk, submitted

from app_served import served
from fakes import StoppedClock
from office_setting import STEWARD, TREE, officer
from petition_es.api.app import build
from petition_es.bootstrap import put_together
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Refer, Register
from petition_es.domain.unit import UnitName
from petition_es.settings import Settings

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def house(module_store, tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("settings"), demonstration=True)
    made = put_together(settings, module_store, StoppedClock(NOW))
    for unit_id, level, kind, superior in TREE:
        made.units.establish(
            made.office.entry(STEWARD), unit_id,
            name=UnitName(zh=unit_id), level=level, kind=kind, superior=superior,
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def client(house):
    with served(build(house)) as url, httpx.Client(base_url=url) as opened:
        yield opened


@pytest.fixture
def desk(house, client):
    """A new petition of a new petitioner, referred by the county to its roads department."""
    by = Actor(actor_id=f"p-{uuid4().hex}", role="petitioner")
    recorded = submitted(house, by)
    house.office.perform(recorded.petition_id, Register(purpose="request"), officer("county"))
    house.office.perform(recorded.petition_id, Refer(to_unit="roads"), officer("county"))
    return Desk(house, client, by, recorded.petition_id, recorded.number, recorded.query_code)
