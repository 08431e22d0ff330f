"""Moments, days, zones, and the hour that comes twice."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from histories import (
    BUREAU,
    CHINA,
    HISTORY_TO,
    PETITION_ID,
    ROADS,
    day,
    entry,
    happened,
    petition_in,
    petition_of,
)
from petition_es.domain.codes import Period, Source
from petition_es.domain.entry import Entry
from petition_es.domain.petition import (
    Accept,
    Contact,
    Contacted,
    Refer,
    TakeAction,
)
from petition_es.domain.petition.order import Frontier, clearly_before, in_order_of_happening, place
from petition_es.domain.refusals import (
    HappensInTheFuture,
    TimeWithoutZone,
)
from scenario import given_in


def kinds(petition):
    return [type(event).__name__ for event in petition.happened]


def at(moment: datetime, recorded: datetime | None = None, **stamp) -> Entry:
    return entry(BUREAU, 0, at=moment, recorded_at=recorded or moment, **stamp)


def test_a_time_has_a_zone():
    naive = datetime(2016, 7, 5, 9)  # noqa: DTZ001  # the point
    for times in ({"moment": naive}, {"moment": day(5), "recorded": naive}):
        with pytest.raises(TimeWithoutZone):
            at(**times)


def test_so_has_every_time_that_an_act_speaks_of():
    naive = datetime(2016, 9, 1)  # noqa: DTZ001  # the point
    (
        given_in("registered")
        .when(Refer(to_unit="roads", kind="assignment", report_due=naive), by=BUREAU, on=2)
        .then_refused(TimeWithoutZone, field="report_due")
        .when(TakeAction(kind="works", period=Period(start=naive)), by=BUREAU, on=2)
        .then_refused(TimeWithoutZone, field="start")
    )


def test_nothing_is_recorded_before_it_happened():
    with pytest.raises(HappensInTheFuture):
        entry(BUREAU, on=5, recorded=4.99)
    with pytest.raises(HappensInTheFuture):
        entry(BUREAU, on=6, recorded=5, at_precision="day")
    assert entry(BUREAU, on=5.2, recorded=5, at_precision="day").at == day(5.2)


def test_the_same_moment_in_two_zones_is_no_future():
    tokyo = timezone(timedelta(hours=9))
    assert at(day(5).astimezone(tokyo), recorded=day(5).astimezone(UTC)).tz_offset == "+09:00"


def test_a_day_is_the_day_of_the_office_that_acts():
    """One o'clock at night in China is still yesterday in UTC."""
    night = datetime(2016, 7, 6, 1, tzinfo=CHINA)
    assert at(night, recorded=night.astimezone(UTC), at_precision="day").at_utc.day == 5
    with pytest.raises(HappensInTheFuture):
        at(night, recorded=(night - timedelta(hours=2)).astimezone(UTC), at_precision="day")


@pytest.mark.parametrize(
    ("moment", "offset"),
    [
        (datetime(2016, 3, 27, 1, 59, tzinfo=ZoneInfo("Europe/Amsterdam")), "+01:00"),
        (datetime(2016, 3, 27, 3, 1, tzinfo=ZoneInfo("Europe/Amsterdam")), "+02:00"),
        (datetime(2016, 10, 30, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam")), "+02:00"),
        (datetime(2016, 10, 30, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Amsterdam")), "+01:00"),
        (datetime(1988, 7, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai")), "+09:00"),
        (datetime(2016, 7, 1, 9, tzinfo=ZoneInfo("America/St_Johns")), "-02:30"),
    ],
    ids=str,
)
def test_the_offset_is_that_of_the_wall_clock_summer_or_winter(moment, offset):
    stamped = at(moment, recorded=datetime(2017, 1, 1, tzinfo=UTC))
    event = happened(Contacted, BUREAU, 0, method="phone", outcome="reached").event(1)
    event = type(event).of(
        stamped, originator_id=event.originator_id, originator_version=1, rests_on=(),
        content={"method": "phone", "outcome": "reached"},
    )  # fmt: skip
    assert (stamped.tz_offset, event.tz_offset) == (offset, offset)
    assert event.local_at == moment.astimezone(UTC)
    assert event.local_at.replace(tzinfo=None) == moment.replace(tzinfo=None, fold=0)


def test_the_hour_that_comes_twice_is_told_apart():
    amsterdam = ZoneInfo("Europe/Amsterdam")
    first = datetime(2016, 10, 30, 2, 30, tzinfo=amsterdam)
    again = first.replace(fold=1)
    assert clearly_before(at(first), at(again))
    assert not clearly_before(at(again), at(first))


def test_days_are_compared_as_days_and_an_unknown_time_with_nothing():
    noon, evening = at(day(5.1)), at(day(5.3))
    that_day, next_day = at(day(5.2), at_precision="day"), at(day(6), at_precision="day")
    nobody_knows = at(day(1), at_precision="unknown")
    assert clearly_before(noon, evening)
    assert not clearly_before(noon, that_day)
    assert not clearly_before(that_day, evening)
    assert clearly_before(that_day, next_day)
    assert clearly_before(evening, next_day)
    assert not clearly_before(nobody_knows, next_day)
    assert not clearly_before(noon, nobody_knows)


def test_an_unknown_time_is_taken_as_it_came():
    story = given_in("in_handling")
    story.when(Contact(method="phone"), by=ROADS, on=0.5, recorded=9, at_precision="unknown")
    assert kinds(story.petition)[-1] == "Contacted"
    story.when(Accept(kind="procedural"), by=BUREAU, on=1.5, recorded=9)
    assert kinds(story.petition).index("Accepted") < kinds(story.petition).index("Received")


def test_the_frontier_and_the_place_agree():
    happenings = [
        at(day(5)), at(day(5.2), at_precision="day"), at(day(3), at_precision="unknown"),
        at(day(4)), at(day(6), at_precision="day"), at(day(5.9)), at(day(6)), at(day(5)),
        at(day(5), at_precision="day"),
    ]  # fmt: skip
    for length in range(len(happenings)):
        for so_far in permutations(happenings, min(length, 2)):
            for each in happenings:
                last = place(each, so_far) == len(so_far)
                assert Frontier(so_far).is_reached_by(each) == last


def test_the_place_of_an_entry_depends_only_on_what_was_recorded_before_it():
    recorded = petition_in("resolved").recorded
    late = petition_of(*HISTORY_TO["resolved"])
    late.perform(Contact(method="phone"), entry(BUREAU, 3.5, recorded=9))
    late.perform(Contact(method="visit"), entry(BUREAU, 3.5, recorded=10))
    for length in range(1, len(late.recorded) + 1):
        before = in_order_of_happening(late.recorded[:length])
        after = in_order_of_happening(late.recorded)
        assert [event for event in after if event in before] == before
    assert [event for event in late.happened if event in recorded] == recorded


# ---- What is known, and since when ---------------------------------------------------------------


def test_it_is_known_since_it_was_recorded_here_or_in_the_system_it_came_from():
    imported = Source(system="mailbox", record_id="17", recorded_at=day(3))
    without = Source(system="mailbox", record_id="17")
    content = {"method": "phone", "outcome": "reached"}
    for source, known in ((None, day(9)), (imported, day(3)), (without, None)):
        event = Contacted.of(
            entry(BUREAU, 2, recorded=9, source=source), originator_id=PETITION_ID,
            originator_version=1, rests_on=(), content=content,
        )  # fmt: skip
        assert event.known_at == known
