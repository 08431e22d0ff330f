"""Every due date that passes is told of once: whatever the keeper was doing meanwhile."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from threading import Event
from uuid import UUID, uuid4, uuid5

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrections import void
from histories import (
    BUREAU,
    ROADS,
    accepted,
    day,
    entry,
    happened,
    opinion,
    petition_of,
    received,
    referred,
    registered,
    submitted,
    told,
)
from petition_es.domain.petition import Extended
from petition_es.domain.regime.law import Law
from petition_es.projections.keeper import ClockKeeper, notices
from petition_es.regimes import shipped_law

ORDINARY = (
    submitted(), registered(), referred(ROADS, on=4), received(ROADS, on=5), accepted(ROADS, on=5),
)  # fmt: skip
"""Routing until day 17, acceptance until day 19, handling until day 66 (5 September 2016)."""

EXTENDED = happened(
    Extended, ROADS, 60, "extended", ("to-roads-accepted",),
    days=30, reason="complex", approver_role="unit_head",
)  # fmt: skip


class Office:
    """A store, its keeper, and the day it is."""

    def __init__(self, store):
        self.store, self.today = store, 0

    def record(self, *events):
        for event in events:
            self.store.append([event])

    def keep(self, on, law=None):
        """Let a fresh keeper catch up on a day."""
        self.today = on
        with ClockKeeper(self.store.address, law or shipped_law(), lambda: day(self.today)) as kept:
            return kept.catch_up()

    def told(self):
        with psycopg.connect(**self.store.address) as connection:
            return [(each.kind, each.clock, each.last_day) for each in notices(connection)]


@pytest.fixture
def office(store):
    return Office(store)


DUE_SOON = ("due_soon", "handling", date(2016, 9, 5))
MISSED = ("missed", "handling", date(2016, 9, 5))


def test_a_limit_is_told_of_when_it_is_due_soon_and_when_it_was_missed(office):
    office.record(*told(*ORDINARY))
    assert office.keep(on=60) == 0
    assert office.keep(on=64) == 1
    assert office.told() == [DUE_SOON]
    assert office.keep(on=66) == 0  # The last day itself.
    assert office.keep(on=67) == 1
    assert office.told() == [DUE_SOON, MISSED]


def test_nothing_is_told_twice(office):
    office.record(*told(*ORDINARY))
    for on in (64, 64, 67, 67, 100, 400):
        office.keep(on=on)
    assert office.told() == [DUE_SOON, MISSED]


def test_what_passed_while_nobody_kept_the_clocks_is_told_when_somebody_does(office):
    office.record(*told(*ORDINARY))
    assert office.keep(on=300) == 1
    assert office.told() == [MISSED]


def test_what_was_missed_and_done_meanwhile_is_told_as_well(office):
    office.record(*told(*ORDINARY, opinion(ROADS, on=90)))
    assert office.keep(on=300) == 1
    assert office.told() == [MISSED]
    assert office.keep(on=301) == 0


def test_what_was_done_in_time_is_not_told_of(office):
    office.record(*told(*ORDINARY, opinion(ROADS, on=50)))
    assert office.keep(on=300) == 0


def test_an_extension_moves_the_day_and_the_new_one_is_told_of(office):
    office.record(*told(*ORDINARY))
    office.keep(on=64)
    office.record(told(*ORDINARY, EXTENDED)[-1])
    assert office.keep(on=70) == 0
    office.keep(on=99)
    assert office.told() == [
        DUE_SOON,
        ("missed", "handling", date(2016, 10, 8)),
    ] or office.told() == [
        DUE_SOON,
        ("due_soon", "handling", date(2016, 10, 8)),
    ]


def test_a_step_that_was_struck_through_starts_no_clock(office):
    petition = petition_of(*ORDINARY)
    petition.perform(void("to-roads-accepted"), entry(ROADS, on=6))
    office.record(*told(*ORDINARY), *petition.collect_events())
    office.keep(on=400)
    assert all(clock != "handling" for _, clock, _ in office.told())


def test_no_petition_is_touched(office):
    office.record(*told(*ORDINARY))
    before = office.store.last_position()
    office.keep(on=400)
    assert office.store.last_position() == before


def test_one_keeper_at_a_time_and_the_next_takes_over(office):
    office.record(*told(*ORDINARY))
    office.today = 70
    first, second = (
        ClockKeeper(office.store.address, shipped_law(), lambda: day(office.today))
        for _ in range(2)
    )
    with closing(second):
        assert (first.catch_up(), second.catch_up()) == (1, 0)
        office.today = 71
        first.close()
        assert second.catch_up() == 0
    assert office.told() == [MISSED]


def test_by_another_law_all_due_dates_are_counted_anew(office):
    office.record(*told(*ORDINARY))
    assert office.keep(on=61) == 0
    shipped = shipped_law()
    (national,) = [each for each in shipped.regimes if each.regime_id == "cn-2005"]
    shorter = [
        replace(each, limit=30) if each.clock == "handling" else each for each in national.rules
    ]
    law = Law([replace(national, rules=tuple(shorter))], {"cn": shipped.calendar(national)})
    assert office.keep(on=61, law=law) == 1


@settings(max_examples=10)
@given(st.lists(st.integers(0, 120), min_size=1, max_size=8), st.data())
def test_whenever_it_looks_each_notice_is_given_once(module_store, days, data):
    office = Office(module_store)
    petition_id = uuid4()
    events = [placed(event, petition_id) for event in told(*ORDINARY, opinion(ROADS, on=90))]
    for on in sorted(days):
        count = data.draw(st.integers(0, len(events)))
        for event in events[:count]:
            if event.at <= day(on):
                office.record(event)
                events.remove(event)
            else:
                break
        office.keep(on=on)
    office.record(*events)
    office.keep(on=500)
    with psycopg.connect(**module_store.address) as connection:
        given_ = [n for n in notices(connection, limit=10**6) if n.petition_id == petition_id]
    kinds = [(each.kind, each.clock, each.last_day) for each in given_]
    assert len(kinds) == len(set(kinds))
    assert MISSED in kinds


def placed(event, petition_id: UUID):
    fresh = {"originator_id": petition_id, "event_id": uuid5(petition_id, str(event.event_id))}
    if getattr(event, "number", None):
        fresh["number"] = f"XF-{petition_id.hex}"
    return replace(event, **fresh, rests_on=())


def test_bureaux_route_and_other_offices_decide(office):
    office.record(*told(submitted(), registered(), referred(BUREAU, on=4)))
    office.keep(on=400)
    assert {clock for _, clock, _ in office.told()} <= {"routing", "acceptance"}


def test_a_first_count_that_is_stopped_leaves_nothing_half_done(office):
    office.record(*told(*ORDINARY))
    office.today, stop = 300, Event()
    stop.set()
    with ClockKeeper(office.store.address, shipped_law(), lambda: day(office.today)) as keeper:
        assert keeper.catch_up(stop) == 0
    assert office.told() == []
    assert office.keep(on=300) == 1
