"""Due dates as a calendar that people's own programs read."""

from datetime import date, timedelta

from at_the_counter import BUREAU, PETITIONER, as_demo
from icalendar import Calendar

from petition_es.demonstration.the_article import road


def days(counter, number, who=BUREAU, language="en"):
    """The summary and the day of everything in the calendar."""
    headers = {**as_demo(who), "Accept-Language": language}
    answer = counter.client.get(f"/petitions/{number}/due.ics", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in events}


def test_what_is_due_moves_from_desk_to_desk(counter):
    number = counter.submitted()["number"]
    assert days(counter, number, PETITIONER) == {}
    counter.done(BUREAU, number, "register", purpose="request")
    assert list(days(counter, number)) == [f"Due: referral by the petition bureau ({number})"]
    assert list(days(counter, number, language="zh")) == [f"转送期限：{number}"]


def test_a_petition_in_handling_is_due_by_the_law_of_the_day(counter):
    number = counter.referred()["number"]
    today = counter.house.clock().date()
    (last,) = (day for said, day in days(counter, number).items() if "handling" in said)
    assert timedelta(days=60) <= last - today <= timedelta(days=70)


def test_a_resolved_petition_has_nothing_due(counter):
    assert days(counter, road().petition_id) == {}


def test_the_timeline_has_the_same_day_and_its_article(counter):
    number = counter.registered()["number"]
    story = counter.client.get(f"/petitions/{number}/timeline", headers=as_demo(BUREAU)).json()
    (clock,) = [each for each in story["clocks"] if each["status"] == "running"]
    assert (clock["clock"], clock["limit"], clock["limit_unit"]) == ("routing", 15, "days")
    assert clock["basis"]["article"] == "22"
    assert list(days(counter, number).values()) == [date.fromisoformat(clock["last_day"])]


def test_what_is_not_open_to_a_reader_has_no_calendar_either(counter):
    number = counter.registered()["number"]
    assert counter.client.get(f"/petitions/{number}/due.ics").status_code == 404
