"""Few kinds of entries are read, and yet the clocks are those of the whole record."""

from hypothesis import given

from histories import ROADS, accepted, assigned, referred, registered, resolved, submitted, told
from petition_es.domain.petition import Corrected
from petition_es.domain.petition.order import history
from petition_es.domain.regime import signals as meaning
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.regime.timing import clocks_of
from petition_es.projections.clocks.histories import (
    Wanted,
    _hangs_on_more,
    _is_plain,
    history_of,
)
from petition_es.projections.clocks.overdue import _is_settled
from petition_es.projections.clocks.topics import (
    ALWAYS,
    MEANS,
    duties_of,
    settled_by_resolution,
    topics_for,
    topics_of_hearings,
)
from random_logs import logs
from timed_logs import LAW, OFFICES, end_of

NOW = end_of(400)
DUTIES = duties_of([LAW])
TOPICS = topics_for([LAW], DUTIES)


def desk(unit_id):
    level, kind = OFFICES.get(unit_id, (None, None))
    where = "bureau" if kind == "petition_bureau" else "unit"
    return Desktop(level=level, desk=where if kind else None)


def read(stream):
    """What is read of a record, and made of it, for all duties."""
    wanted = Wanted(TOPICS, topics_of_hearings([LAW], DUTIES), upto=0, at=NOW)
    rows = [entry for entry in stream if entry[1].TOPIC in TOPICS]
    events = [event for _, event in rows]
    if events and _is_plain(events, wanted):
        return events
    return history_of(stream if _hangs_on_more(events, wanted) else rows, NOW)


def standing(happened):
    clocks = clocks_of(happened, LAW, NOW, desk)
    return [clock for clock in clocks if clock.rule.kind == "duty"]


@given(logs(most=1))
def test_the_duties_are_those_of_the_whole_record(log):
    whole = history([event for _, event in log])
    assert standing(read(log)) == standing(whole)


@given(logs(most=1))
def test_a_petition_that_is_settled_at_a_glance_has_no_duty_left(log):
    happened = history([event for _, event in log])
    for end in range(1, len(happened) + 1):
        if _is_settled(happened[:end], settled_by_resolution(LAW)):
            assert not [each for each in standing(happened[:end]) if each.is_running]


def test_most_petitions_that_were_resolved_are_settled_at_a_glance():
    settled = settled_by_resolution(LAW)
    way = history(
        told(submitted(), registered(), referred(ROADS), accepted(ROADS), resolved(ROADS))
    )
    assert _is_settled(way, settled)
    assert not _is_settled(way[:-1], settled)
    way = told(submitted(), registered(), assigned(ROADS), accepted(ROADS), resolved(ROADS))
    assert not _is_settled(history(way), settled)


def test_every_kind_of_entry_that_means_something_is_known_with_all_that_it_can_mean():
    assert set(MEANS) == set(meaning._TOLD)


def test_steps_that_start_and_stop_nothing_are_not_read():
    assert {"Petition.Submitted", "Petition.ActionTaken", "Petition.Delivered"}.isdisjoint(TOPICS)
    assert Corrected.TOPIC in ALWAYS
    assert set(TOPICS) >= ALWAYS
