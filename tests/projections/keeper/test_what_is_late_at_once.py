"""What the keeper keeps tells at once what the whole log tells when it is read."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histories import (
    BUREAU,
    CHINA,
    ROADS,
    WATER,
    accepted,
    happened,
    opinion,
    received,
    referred,
    registered,
    submitted,
    told,
)
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import Extended, Resumed, Suspended
from petition_es.projections.clocks import Look, overdue
from petition_es.projections.keeper import ClockKeeper, Filter, late_page, overdue_now
from petition_es.projections.running.connections import connect
from random_logs import as_petition, logs, streams_of
from timed_logs import LAW, appends, emptied, end_of, established, written

ACCEPTED = (
    submitted(), registered(), referred(ROADS, on=4), received(ROADS, on=5), accepted(ROADS, on=5),
)  # fmt: skip
AT_THE_WATERS = (submitted(), registered(), referred(WATER, on=4))
ANSWERED = (*ACCEPTED, opinion(ROADS, on=10))
EXTENDED = (*ACCEPTED, happened(
    Extended, ROADS, 60, "extended", ("to-roads-accepted",),
    days=30, reason="complex", approver_role="unit_head",
))  # fmt: skip
RESTING = (*ACCEPTED, happened(
    Suspended, ROADS, 20, "rests", ("to-roads-accepted",), ground="cn-2022:41"
))  # fmt: skip
GOING_ON = (*RESTING, happened(Resumed, ROADS, 40, "goes-on", ("rests",)))
EVERYTHING = (ACCEPTED, AT_THE_WATERS, ANSWERED, EXTENDED, RESTING, GOING_ON)


def kept(store, now):
    """Let a keeper catch up at a moment."""
    with ClockKeeper(store.address, LAW, lambda: now) as keeper:
        return keeper.catch_up()


def at_once(store, now, law=LAW):
    with connect(store.address) as connection, store.reader() as reader:
        return overdue_now(connection, law, now, reader.head())


def read_through(store, now):
    return overdue(Look(address=store.address, law=LAW, at=now))


def pages(store, now, limit=100, **only):
    found, after = [], None
    with connect(store.address) as connection:
        while page := late_page(connection, now, Filter(**only), after=after, limit=limit):
            found += page.rows
            if (after := page.next_after) is None:
                return found
    return None


def as_told(found):
    return found and (found.desks, found.late)


@pytest.mark.parametrize("on", [5, 20, 40, 59, 64, 66, 67, 90, 97, 98, 130, 400])
def test_desks_and_late_petitions_are_those_of_the_whole_log(module_store, on):
    written(module_store, *EVERYTHING)
    kept(module_store, end_of(400))
    now = max(end_of(on), end_of(60))  # Nothing is asked of a past that the keeper does not know.
    assert as_told(at_once(module_store, now)) == as_told(read_through(module_store, now))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(logs(), st.data())
def test_however_the_log_grew_and_whenever_it_was_read(module_store, log, data):
    emptied(module_store)
    forget(module_store)
    now = max(event.at for _, event in log).astimezone(CHINA) + timedelta(
        hours=data.draw(st.integers(0, 24 * 200))
    )
    for petition_id, stream in streams_of(log).items():
        of_its_own = 20 + petition_id.int % 1000  # The register of numbers stays.
        for events in appends([event for _, event in stream], of_its_own):
            module_store.append(events)
            if data.draw(st.booleans()):
                kept(module_store, now)
    kept(module_store, now)
    assert as_told(at_once(module_store, now)) == as_told(read_through(module_store, now))


def forget(store):
    """Let the next keeper begin at the beginning."""
    with connect(store.address) as connection:
        connection.execute("DROP SCHEMA IF EXISTS petition_views CASCADE")


def test_pages_put_together_are_the_whole(module_store):
    written(module_store, *EVERYTHING)
    forget(module_store)
    kept(module_store, end_of(400))
    whole = pages(module_store, end_of(400))
    assert pages(module_store, end_of(400), limit=1) == whole
    late = read_through(module_store, end_of(400)).late
    wanted = {(each.petition_id, each.clock) for each in late}
    assert {(row["petition_id"], row["clock"]) for row in whole} == wanted
    assert [row["last_day"] for row in whole] == sorted(row["last_day"] for row in whole)
    assert all(row["noticed_at"] for row in whole)


def test_rows_are_of_the_unit_and_the_clock_that_are_asked_for(module_store):
    written(module_store, *EVERYTHING)
    forget(module_store)
    kept(module_store, end_of(400))
    now = end_of(400)
    assert {row["unit_id"] for row in pages(module_store, now)} == {"roads", "water"}
    assert {row["unit_id"] for row in pages(module_store, now, unit="water")} == {"water"}
    assert {row["clock"] for row in pages(module_store, now, clock="handling")} == {"handling"}
    assert pages(module_store, now, unit="nobody") == []


COUNTY = Place(division=Code("gbt2260", "2015", "320826"))


@pytest.mark.parametrize(
    ("division", "count"),
    [("320826", 1), ("320800", 1), ("320000", 1), ("320827", 0), ("330000", 0)],
)
def test_a_division_holds_what_lies_in_those_below_it(module_store, division, count):
    here = (submitted(), registered(place=COUNTY), referred(ROADS, on=4))
    written(module_store, here, AT_THE_WATERS)
    forget(module_store)
    kept(module_store, end_of(400))
    found = pages(module_store, end_of(400), division=division, clock="acceptance")
    assert [row["division"] for row in found] == ["320826"] * count


def test_nothing_is_told_where_the_clocks_were_never_kept_or_are_first_counted(module_store):
    written(module_store, ACCEPTED)
    forget(module_store)
    assert (at_once(module_store, end_of(90)), pages(module_store, end_of(90))) == (None, None)
    kept(module_store, end_of(90))
    with connect(module_store.address) as connection:
        connection.execute("UPDATE petition_views.clock_keeper SET whole_from = bookmark + 1")
    assert (at_once(module_store, end_of(90)), pages(module_store, end_of(90))) == (None, None)


def test_what_the_keeper_has_not_read_yet_or_counts_by_another_law_is_read_from_the_log(
    module_store,
):
    written(module_store, ACCEPTED)
    forget(module_store)
    kept(module_store, end_of(90))
    other = LAW.everywhere("cn-2022")
    assert at_once(module_store, end_of(90), law=other) is None
    assert at_once(module_store, end_of(90)) is not None
    with connect(module_store.address) as connection:
        connection.execute("UPDATE petition_views.clock_keeper SET bookmark = 0, whole_from = 0")
    assert at_once(module_store, end_of(90)) is None


def test_what_came_to_a_unit_before_it_was_founded_is_timed_as_by_its_desk(module_store):
    written(module_store, ())
    forget(module_store)
    with connect(module_store.address) as connection:
        connection.execute("TRUNCATE public.petition_events RESTART IDENTITY")
    came = told(submitted(), registered(), referred(BUREAU, on=4))
    for events in appends(as_petition(0, came), 0):
        module_store.append(events)
    kept(module_store, end_of(90))
    assert as_told(at_once(module_store, end_of(90)))
    module_store.append([established(BUREAU.unit_id)])
    kept(module_store, end_of(90))
    told_now = as_told(at_once(module_store, end_of(90)))
    assert told_now == as_told(read_through(module_store, end_of(90)))
    assert (BUREAU.unit_id, "routing") in told_now[0]


def test_due_dates_that_an_older_program_kept_are_counted_anew(module_store):
    written(module_store, ACCEPTED)
    forget(module_store)
    with connect(module_store.address) as connection:
        connection.execute(OF_OLD)
    kept(module_store, end_of(90))
    assert [row["last_day"] for row in pages(module_store, end_of(90))] == [date(2016, 9, 5)]


OF_OLD = """
    CREATE SCHEMA petition_views;
    CREATE TABLE petition_views.clock_keeper (
        bookmark bigint NOT NULL, law text NOT NULL,
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row)
    );
    INSERT INTO petition_views.clock_keeper VALUES (1000, 'as it was counted then');
    CREATE TABLE petition_views.due_dates (
        petition_id uuid NOT NULL, clock text NOT NULL, started_by uuid NOT NULL, unit_id text,
        last_day date NOT NULL, soon timestamptz NOT NULL, due timestamptz NOT NULL,
        PRIMARY KEY (petition_id, clock, started_by)
    );
"""


def test_a_look_at_what_was_told_long_ago_gives_no_notice_again(module_store):
    written(module_store, *EVERYTHING)
    forget(module_store)
    moments = [datetime(2016, 9, on, 12, tzinfo=CHINA) for on in (1, 10, 10, 20)]
    given_ = [kept(module_store, moment) for moment in moments]
    assert given_[0] > 0
    assert given_[2] == 0
