"""A house with the demonstration's units and stories, and browsers that open its pages."""

import httpx
import pytest
from cases import Case
from petitioning import Browser

from app_served import served
from petition_es.api.app import build
from petition_es.bootstrap import office_clock, put_together
from petition_es.demonstration.persons import persons
from petition_es.demonstration.the_article import bridge, road
from petition_es.demonstration.units import establish_units
from petition_es.settings import Settings


@pytest.fixture(scope="module")
def house(module_store, tmp_path_factory):
    """An open house with the article's two stories."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), demonstration=True)
    made = put_together(settings, module_store, office_clock(settings.office_zone))
    establish_units(made.units)
    stories = [bridge(), road()]
    made.histories.write(stories, also=list(persons(stories)))
    return made


@pytest.fixture(scope="module")
def site(house):
    """The address under which the house's pages are served."""
    with served(build(house)) as url:
        yield url


@pytest.fixture
def browser(site):
    """A browser that reads English."""
    with httpx.Client(base_url=site, timeout=30) as client:
        yield Browser(client)


@pytest.fixture
def stranger(site):
    """Another browser, without anybody's cookies."""
    with httpx.Client(base_url=site, timeout=30) as client:
        yield Browser(client)


@pytest.fixture
def case(house, browser):
    """A petition that was just handed in."""
    return Case(house, browser)
