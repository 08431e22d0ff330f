"""One served office for the tests of a file."""

import pytest
from live_office import a_house, live_office


@pytest.fixture(scope="module")
def office(module_store, tmp_path_factory):
    house = a_house(module_store, tmp_path_factory.mktemp("settings"), heartbeat_seconds=0.2)
    with live_office(house) as opened:
        yield opened
