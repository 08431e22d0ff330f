"""The course of a petition is what its file says, in small."""

from dataclasses import replace
from datetime import UTC

from hypothesis import given

from histories import (
    LI,
    ROADS,
    accepted,
    day,
    happened,
    opinion,
    referred,
    registered,
    resolved,
    submitted,
    told,
)
from petition_es.domain.petition import PetitionFile, ReviewRequested, Submitted
from petition_es.domain.petition.folding import write
from petition_es.domain.petition.order import Frontier, history, in_order_of_happening, standing
from petition_es.projections.course import Course
from petition_es.projections.whereabouts import holders
from random_histories import histories


def course_of(events):
    course = Course()
    for event in events:
        course.follow(event)
    return course


@given(histories())
def test_it_says_after_every_step_what_the_file_says(recorded):
    file, course, unit = PetitionFile(), Course(), None
    took_in = next(e.acting_unit for e in recorded if isinstance(e, Submitted))
    for event in history(recorded):
        write(event, file)
        course.follow(event)
        unit = next(iter(holders(file, took_in)), unit)
        assert (course.state, course.progress) == (file.state, file.progress)
        assert (course.number, course.unit_id) == (file.number, unit)


@given(histories())
def test_it_never_takes_a_late_entry_for_the_last(recorded):
    course, frontier = Course(), Frontier()
    for event in standing(recorded):
        if not frontier.is_reached_by(event):
            assert not course.comes_last(event)
            return
        if not course.comes_last(event):
            return
        frontier.reach(event)


@given(histories())
def test_steps_that_it_follows_one_by_one_happened_in_this_order(recorded):
    course = Course()
    stands = standing(recorded)
    followed = [e for e in stands if course.comes_last(e)]
    if followed == stands:
        assert followed == in_order_of_happening(stands)


def test_who_has_a_petition_that_a_review_opens_again_is_looked_up_anew():
    way = told(
        submitted(), registered(), referred(ROADS), accepted(ROADS), opinion(ROADS), resolved(ROADS)
    )
    assert course_of(way).unit_id == "roads"
    review = happened(
        ReviewRequested, LI, 9, request_id="r", level="review", opinion_id="opinion-roads"
    )
    opened = course_of([*way, review.event(7)])
    assert (opened.state, opened.unit_id) == ("under_review", "bureau")


def test_days_and_seconds_are_held_against_each_other():
    course = Course()
    assert course.comes_last(at(day(3)))
    assert course.comes_last(at(day(3), "day"))
    assert not course.comes_last(at(day(2), "day"))
    assert not course.comes_last(at(day(2)))
    assert course.comes_last(at(day(1), "unknown"))
    assert course.comes_last(at(day(4)))


def test_where_offices_have_several_clocks_it_looks_closer():
    course = Course()
    assert course.comes_last(at(day(3)))
    assert course.comes_last(replace(at(day(4)), tz_offset="+06:00"))
    assert not course.comes_last(at(day(9), "day"))


def at(moment, precision="second"):
    event = registered().event(1)
    return replace(event, at=moment.astimezone(UTC), tz_offset="+08:00", at_precision=precision)
