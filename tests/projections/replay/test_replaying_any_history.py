"""Whatever a petition went through: a step is the fold of what came until then."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_es.domain.petition.folding import fold
from petition_es.domain.petition.order import history, origins
from petition_es.projections.past import known, known_at
from petition_es.projections.replay import NoSuchStep, Replay
from petition_es.projections.replay.standings import standing_after
from petition_es.projections.timeline import NotPublished, UnitCard, seen_by, timeline
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china
from random_histories import histories

LAW = load_law({"cn": calendar_of_china()})


def nobody(_):
    return None


def card(unit_id):
    return UnitCard(unit_id=unit_id)


@given(histories())
def test_the_last_step_is_the_live_state(recorded):
    replay = Replay(recorded, units=nobody, law=LAW)
    last = replay.step(len(replay))
    now = known_at(recorded[-1])
    live = timeline(recorded, audience="auditor", units=nobody, now=now, law=LAW)
    assert last.after.state == live.head.state == replay.lines[-1].state
    assert last.after.held_by == live.head.held_by
    assert last.after.claims == live.head.claims
    assert last.clocks == live.clocks


@given(histories(), st.data())
def test_a_step_is_the_fold_of_the_events_until_then(recorded, data):
    replay = Replay(recorded, units=nobody)
    number = data.draw(st.integers(1, len(recorded)))
    until = history(recorded[:number])
    step = replay.step(number)
    assert step.after == standing_after(until, card)
    assert step.before == standing_after(history(recorded[: number - 1]), card)
    file = fold(until, origins(recorded[:number]))
    assert replay.lines[number - 1].state == (file.state if until else None)


@given(histories())
def test_the_last_step_of_what_happened_is_the_live_state_as_well(recorded):
    replay = Replay(recorded, units=nobody, order="happened")
    assert replay.step(len(replay)).after == standing_after(history(recorded), card)


@given(histories())
def test_both_orders_show_the_same_entries(recorded):
    by_log = Replay(recorded, units=nobody)
    by_time = Replay(recorded, units=nobody, order="happened")
    assert set(by_log.events) == set(by_time.events) == set(recorded)


@given(histories(), st.data())
def test_what_was_known_by_a_day_is_replayed_without_what_came_later(recorded, data):
    moment = known_at(data.draw(st.sampled_from(recorded)))
    replay = Replay(recorded, units=nobody, known_by=moment)
    assert list(replay.events) == known(recorded, moment)
    assert replay.step(len(replay)).after == standing_after(history(known(recorded, moment)), card)


@given(histories(), st.data())
def test_what_had_happened_by_a_day_ends_as_its_timeline_does(recorded, data):
    moment = data.draw(st.sampled_from(recorded)).at
    replay = Replay(recorded, units=nobody, happened_by=moment)
    told = timeline(recorded, audience="auditor", units=nobody, now=moment, happened_by=moment)
    assert replay.step(len(replay)).after.state == told.head.state


@given(histories(), st.data(), st.sampled_from(["public", "petitioner"]))
def test_a_page_of_the_past_is_the_timeline_of_what_was_known_then(recorded, data, audience):
    replay = Replay(recorded, units=nobody, law=LAW)
    number = data.draw(st.integers(1, len(replay)))
    moment = replay.moment(number)
    then = known(recorded, moment)
    page = replay.shown(number, audience)
    try:
        told = timeline(then, audience=audience, units=nobody, now=moment, law=LAW)
    except NotPublished:
        assert page.timeline is None
        assert page.why_not == "not_open"
    else:
        assert page.timeline == told == seen_by(told, audience)


@given(histories(), st.data())
def test_every_entry_is_found_by_its_id_and_by_its_position(recorded, data):
    positions = range(100, 100 + len(recorded))
    replay = Replay(recorded, units=nobody, positions=positions)
    number = data.draw(st.integers(1, len(replay)))
    assert replay.find(str(recorded[number - 1].event_id)) == number
    assert replay.find(str(99 + number)) == number


@given(histories())
def test_a_step_that_is_not_there_is_refused(recorded):
    replay = Replay(recorded, units=nobody)
    for attempt in (
        lambda: replay.step(0),
        lambda: replay.step(len(replay) + 1),
        lambda: replay.find(str(uuid4())),
        lambda: replay.find("9"),
    ):
        with pytest.raises(NoSuchStep):
            attempt()
