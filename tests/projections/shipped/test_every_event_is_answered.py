"""Every shipped projection answers every event of its streams, or says that it ignores it."""

import pytest

from petition_es.domain.event import TOPICS
from petition_es.domain.petition import PetitionEvent
from petition_es.projections.course import STILL
from petition_es.projections.shipped import ALL
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS

EVENTS = {event for event in TOPICS.values() if issubclass(event, PetitionEvent)}


@pytest.mark.parametrize("projection", ALL, ids=lambda each: each.__name__)
def test_what_is_not_handled_is_named(projection):
    definition, handled = projection.DEFINITION, set(projection.DEFINITION.events)
    assert definition.says_what_it_ignores
    if projection.ignores is not None:
        streams = {event.STREAM for event in handled}
        of_them = {event for event in TOPICS.values() if event.STREAM in streams}
        assert handled | set(projection.ignores) == of_them


def test_every_event_has_one_place_among_the_steps():
    assert sorted((*MOVES, *STAYS, *CLERICAL), key=_name) == sorted(EVENTS, key=_name)


def test_only_what_writes_in_the_file_can_move_a_petition():
    writes = {event for event in EVENTS if event.apply is not PetitionEvent.apply}
    assert set(MOVES) == writes - STILL - set(CLERICAL)


@pytest.mark.parametrize("projection", ALL, ids=lambda each: each.__name__)
def test_it_has_a_name_of_its_own_and_a_sentence(projection):
    assert projection.__doc__
    assert [each.DEFINITION.name for each in ALL].count(projection.DEFINITION.name) == 1


def _name(event):
    return event.__name__
