"""Estimates are published day by day, kept as they were, and found again as of any moment."""

from datetime import timedelta

import psycopg
import pytest

from answered_lives import life, recorded
from histories import day
from petition_es.projections.estimates import PublishedEstimates, Publisher, editions
from petition_es.projections.estimates.faults import NothingToEstimateFrom
from petition_es.projections.expecting.likeness import Likeness
from petition_es.projections.timeline import timeline

ROAD = Likeness("roads", "unknown", "ordinary", "handling")


class Press:
    """A store whose answer times are folded, and what is published of it."""

    def __init__(self, store):
        self.store, self.today = store, 0.0
        self.publisher = Publisher(store.connection, lambda: day(self.today))
        self.published = PublishedEstimates(store.connection)

    def record(self, lives):
        recorded(self.store, lives)

    def publish(self, on):
        self.today = on
        return self.publisher.publish()

    def of_roads(self, on):
        return [each for each in self.published(ROAD, day(on)) if each.group == ROAD]


@pytest.fixture
def press(store):
    return Press(store)


@pytest.fixture
def forty(press):
    press.record(life(n, 10 + n / 4, n % 10 + 1) for n in range(40))
    return press


def test_an_edition_tells_how_long_like_petitions_took(forty):
    edition = forty.publish(on=40)
    (told_of,) = forty.of_roads(on=41)
    assert (edition.edition, told_of.edition, told_of.published_at) == (1, 1, day(40))
    assert told_of.answered == {24 * days: 4 for days in range(1, 11)}
    assert told_of.waiting == {}


def test_where_nothing_is_published_nothing_is_found(forty):
    assert forty.of_roads(on=41) == []
    forty.publish(on=40)
    assert forty.of_roads(on=39) == []


def test_there_is_one_edition_a_day(forty):
    assert forty.publish(on=40) is not None
    assert forty.publish(on=40.2) is None
    assert forty.publish(on=41) is not None


def test_what_was_shown_on_a_day_is_found_again_whatever_came_since(forty):
    forty.publish(on=40)
    shown = forty.of_roads(on=41)
    forty.record(life(50 + n, 40, 1) for n in range(9))
    forty.publish(on=50)
    assert forty.of_roads(on=41) == shown
    (later,) = forty.of_roads(on=51)
    assert sum(later.answered.values()) == 49


def test_a_group_that_stayed_as_it_was_is_not_published_twice(forty):
    first, second = forty.publish(on=40), forty.publish(on=41)
    assert (first.groups > 0, second.groups) == (True, 0)
    (still,) = forty.of_roads(on=41.5)
    assert (still.edition, still.published_at) == (2, day(41))


def test_an_edition_that_is_older_than_a_month_tells_nothing(forty):
    forty.publish(on=40)
    assert forty.of_roads(on=70) != []
    assert forty.of_roads(on=72) == []


def test_of_29_nothing_is_published(press):
    press.record(life(n, 10, 3) for n in range(29))
    assert press.publish(on=40).groups == 0


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM petition_estimates.editions",
        "DELETE FROM petition_estimates.estimates",
        "UPDATE petition_estimates.editions SET share = 1",
        "UPDATE petition_estimates.estimates SET level = 1",
    ],
)
def test_what_was_published_cannot_be_changed(forty, change):
    forty.publish(on=40)
    with (
        psycopg.connect(**forty.store.address, autocommit=True) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="stays as it was"),
    ):
        connection.execute(change)


def test_what_is_too_long_ago_to_count_is_published_empty(forty):
    forty.publish(on=40)
    assert forty.publish(on=40 + 4 * 366).groups > 0
    (none_left,) = forty.of_roads(on=41 + 4 * 366)
    assert none_left.answered == {}
    assert forty.publish(on=41 + 4 * 366).groups == 0


def test_without_rows_there_is_nothing_to_publish(press):
    with pytest.raises(NothingToEstimateFrom):
        press.publish(on=40)
    with press.store.connection() as connection:
        assert list(editions(connection)) == []


def test_the_editions_are_listed(forty):
    for on in (40, 41):
        forty.publish(on)
    with forty.store.connection() as connection:
        assert [each.published_at for each in editions(connection)] == [day(40), day(41)]


def test_a_timeline_is_told_what_stood_published_on_its_day(forty):
    forty.publish(on=40)
    waiting = life(77, 41, None)

    def expected(on):
        story = timeline(
            waiting, audience="officer", units=lambda _: None, now=day(on),
            estimates=forty.published,
        )  # fmt: skip
        return story.expectation and story.expectation.expected.by - day(41)

    assert expected(on=41.5) == timedelta(days=8)
    assert expected(on=39.9) is None
