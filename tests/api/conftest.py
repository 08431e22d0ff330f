"""A house with the article's two stories, and a client at its door, for the tests of a file."""

from datetime import UTC, datetime

import pytest
from at_the_counter import Counter, calling, in_earnest

from fakes import StoppedClock
from petition_es.bootstrap import put_together
from petition_es.demonstration.persons import persons
from petition_es.demonstration.the_article import bridge, road
from petition_es.demonstration.units import establish_units
from petition_es.settings import Settings

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def clock():
    """The office's clock; it stands until a test moves it."""
    return StoppedClock(NOW)


@pytest.fixture(scope="module")
def article_house(module_store, tmp_path_factory, clock):
    settings = Settings(home=tmp_path_factory.mktemp("settings"), demonstration=True)
    made = put_together(settings, module_store, clock)
    establish_units(made.units)
    stories = [bridge(), road()]
    made.histories.write(stories, also=list(persons(stories)))
    return made


@pytest.fixture(scope="module")
def counter(article_house):
    """The door of a demonstration, asked from its own machine."""
    with calling(article_house) as client:
        yield Counter(article_house, client)


@pytest.fixture(scope="module")
def earnest(article_house):
    """The door of the same house where no demonstration is served."""
    house = in_earnest(article_house)
    with calling(house) as client:
        yield Counter(house, client)
