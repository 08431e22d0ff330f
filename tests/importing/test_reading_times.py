from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_es.importing.reasons import Reason
from petition_es.importing.times import TimeRefused, UnknownZone, read_moment, zone_named

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text",
    [
        "2019/4/25 9:32:09",
        "2019-04-25 09:32:09",
        "2019.4.25 9:32:09",
        "  2019/4/25   9:32:09 ",
        "2019年4月25日 9:32:09",
        "2019年4月25日9时32分09秒",
        "２０１９／４／２５　９：３２：０９",
        "2019-04-25T09:32:09",
        "2019-04-25T09:32:09.000+08:00",
        "2019-04-25 01:32:09+00:00",
        "2019-04-25T01:32:09Z",
    ],
)
def test_all_spellings_of_one_second_are_one_moment(text):
    moment = read_moment(text, SHANGHAI, now=NOW)
    assert moment.at == datetime(2019, 4, 25, 9, 32, 9, tzinfo=SHANGHAI)
    assert moment.precision == "second"


@pytest.mark.parametrize("text", ["2019/4/25", "2019-04-25", "2019年4月25日", "2019年04月25号"])
def test_a_date_alone_is_a_day_from_its_midnight_in_the_zone_of_the_source(text):
    moment = read_moment(text, SHANGHAI, now=NOW)
    assert (moment.at.isoformat(), moment.precision) == ("2019-04-25T00:00:00+08:00", "day")


def test_a_time_to_the_minute_is_more_than_a_day():
    assert read_moment("2019/4/25 9:32", SHANGHAI, now=NOW).precision == "second"


def test_an_offset_in_the_text_wins_over_the_zone():
    moment = read_moment("2011-10-11 13:45:40.276000+02:00", SHANGHAI, now=NOW)
    assert moment.at == datetime(2011, 10, 11, 11, 45, 40, 276000, tzinfo=UTC)
    assert moment.at.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019/2/30", Reason.IMPOSSIBLE_DATE),
        ("2019/13/1 9:00", Reason.IMPOSSIBLE_DATE),
        ("2019/4/25 25:61:00", Reason.IMPOSSIBLE_DATE),
        ("2019/4/25 23:59:60", Reason.IMPOSSIBLE_DATE),
        ("0219/4/25", Reason.IMPOSSIBLE_DATE),
        ("9999/4/25", Reason.IMPOSSIBLE_DATE),
        ("2019-04-25T09:00:00+99:00", Reason.IMPOSSIBLE_DATE),
        ("2026/11/23 20:00:01", Reason.FUTURE_DATE),
        ("2026/11/24", Reason.FUTURE_DATE),
        ("", Reason.UNREADABLE_DATE),
        ("yesterday", Reason.UNREADABLE_DATE),
        ("2019/4-25", Reason.UNREADABLE_DATE),
        ("2019/4/25 9", Reason.UNREADABLE_DATE),
        ("2019/4/25 9:32:", Reason.UNREADABLE_DATE),
        ("43580.397", Reason.UNREADABLE_DATE),
        ("2019/4/25 9:32:09" + " " * 2000, Reason.UNREADABLE_DATE),
    ],
)
def test_what_cannot_be_a_time_of_the_past_is_refused_by_a_named_reason(text, reason):
    with pytest.raises(TimeRefused) as refused:
        read_moment(text, SHANGHAI, now=NOW)
    assert refused.value.reason is reason


def test_today_without_a_time_of_day_is_not_in_the_future():
    assert read_moment("2026/11/23", SHANGHAI, now=NOW).precision == "day"


def test_an_hour_that_the_clocks_skipped_never_was():
    with pytest.raises(TimeRefused) as refused:
        read_moment("2011-03-27 02:30:00", ZoneInfo("Europe/Amsterdam"), now=NOW)
    assert refused.value.reason is Reason.IMPOSSIBLE_DATE


def test_a_refusal_does_not_repeat_the_text():
    with pytest.raises(TimeRefused) as refused:
        read_moment("张三 13800000000", SHANGHAI, now=NOW)
    assert "张三" not in refused.value.detail


def test_moments_are_compared_by_the_day_where_one_of_them_knows_no_more():
    noon = read_moment("2019/4/25 12:00:00", SHANGHAI, now=NOW)
    same_day = read_moment("2019/4/25", SHANGHAI, now=NOW)
    day_before = read_moment("2019/4/24", SHANGHAI, now=NOW)
    assert not same_day.precedes(noon)
    assert not noon.precedes(same_day)
    assert day_before.precedes(noon)
    assert day_before.precedes(same_day)


def test_an_unknown_zone_is_named():
    with pytest.raises(UnknownZone, match="Mars/Olympus"):
        zone_named("Mars/Olympus")


@given(st.datetimes(datetime(1950, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_whatever_python_writes_as_iso_8601_is_read_back(at):
    for zone in (UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=9))):
        local = at.astimezone(zone)
        assert read_moment(local.isoformat(), SHANGHAI, now=NOW).at == local
        assert read_moment(
            local.isoformat(" "), SHANGHAI, now=NOW
        ).at.utcoffset() == zone.utcoffset(None)


@given(st.dates(date(1950, 1, 1), date(2026, 1, 1)))
def test_every_day_can_be_written_in_every_way(day):
    for mark in "-/.":
        text = f"{day.year}{mark}{day.month}{mark}{day.day}"
        assert read_moment(text, SHANGHAI, now=NOW).at.date() == day


@given(st.text())
def test_no_text_at_all_breaks_the_reading_of_times(text):
    with suppress(TimeRefused):
        assert read_moment(text, SHANGHAI, now=NOW).at.tzinfo is not None


def test_a_day_is_compared_in_its_own_zone():
    day = read_moment("2019-04-26", SHANGHAI, now=NOW)
    evening_before = read_moment("2019-04-25T15:59:00Z", SHANGHAI, now=NOW)
    that_night = read_moment("2019-04-25T16:01:00Z", SHANGHAI, now=NOW)
    assert evening_before.precedes(day)
    assert not that_night.precedes(day)
    assert not day.precedes(that_night)
