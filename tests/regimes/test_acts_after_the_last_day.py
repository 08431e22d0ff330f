"""What the law lets nobody do after a last day, by the regimes that are shipped (3.3, 4.1, 4.4).

Each act is tried on the day before, until a minute to midnight of the last day, and at midnight.
"""

from datetime import date, datetime, time, timedelta

import pytest
from limit_rows import CHINA, DAY, LAW, Row, history_of

from histories import BUREAU, DAY_ZERO, LI, ROADS
from petition_es.domain.petition import (
    Convert,
    Extend,
    RequestReview,
    ReturnReferral,
    Terminate,
)
from petition_es.domain.refusals import (
    ConvertedTooLate,
    ExtendedTooFar,
    ExtendedTooLate,
    ExtensionNotApproved,
    GroundNotGiven,
    NoExtension,
    NotAGround,
    RequestedTooLate,
    ReturnedTooLate,
)
from scenario import given

ZHEJIANG, BEIJING, SHANDONG, HENAN = "330106", "110105", "370613", "410102"
HANDLED_2005 = Row("2005 a33", "handling", date(2016, 7, 6), 60, date(2016, 9, 5))
HANDLED_2022 = Row("2022 a34", "handling", date(2022, 8, 3), 60, date(2022, 10, 8))
IN_ZHEJIANG = Row("Zhejiang", "handling", date(2016, 8, 3), 30, date(2016, 9, 2), place=ZHEJIANG)
IN_SHANDONG = Row("Shandong", "handling", date(2016, 5, 3), 60, date(2016, 7, 4), place=SHANDONG)
IN_HENAN = Row("Henan", "handling", date(2013, 3, 5), 30, date(2013, 4, 7), place=HENAN)
SIMPLY = Row("2016 a8", "handling", date(2016, 7, 6), 10, date(2016, 7, 20), procedure="simple")
ANSWERED_2005 = Row("2005 a34", "review_request", date(2016, 9, 3), 30, date(2016, 10, 8))
ANSWERED_2022 = Row("2022 a35", "review_request", date(2023, 1, 3), 30, date(2023, 2, 2))
REVIEWED_2005 = Row("2005 a35", "second_review_request", date(2016, 7, 9), 30, date(2016, 8, 8))
REVIEWED_2022 = Row("2022 a36", "second_review_request", date(2023, 1, 3), 30, date(2023, 2, 2))
SENT_2022 = Row("2022 a23", "objection", date(2022, 6, 1), 5, date(2022, 6, 9))
SENT_IN_BEIJING = Row(
    "Beijing a35", "objection", date(2007, 2, 14), 5, date(2007, 2, 26), place=BEIJING
)
SENT_IN_HENAN = Row("Henan", "objection", date(2013, 3, 1), 5, date(2013, 3, 6), place=HENAN)


def extend(days=30, role="unit_head"):
    return Extend(days=days, reason="complex", approver_role=role)


BACK, AGAIN = ReturnReferral(reason="not_competent"), RequestReview(level="second_review")

BARRED = [
    (HANDLED_2005, extend(), ROADS, ExtendedTooLate),
    (HANDLED_2022, extend(), ROADS, ExtendedTooLate),
    (IN_ZHEJIANG, extend(60), ROADS, ExtendedTooLate),
    (IN_SHANDONG, extend(), ROADS, ExtendedTooLate),
    (IN_HENAN, extend(60), ROADS, ExtendedTooLate),
    (SIMPLY, Convert(), ROADS, ConvertedTooLate),
    (ANSWERED_2005, RequestReview(), LI, RequestedTooLate),
    (ANSWERED_2022, RequestReview(), LI, RequestedTooLate),
    (REVIEWED_2005, AGAIN, LI, RequestedTooLate),
    (REVIEWED_2022, AGAIN, LI, RequestedTooLate),
    (SENT_2022, BACK, ROADS, ReturnedTooLate),
    (SENT_IN_BEIJING, BACK, ROADS, ReturnedTooLate),
    (SENT_IN_HENAN, BACK, ROADS, ReturnedTooLate),
]


def tried(row, act, by, moment):
    """What comes of an act at a moment, of which the clock tells."""
    return given(*history_of(row)).when(act, by=by, on=(moment - DAY_ZERO) / DAY, law=LAW)


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), CHINA)


@pytest.mark.parametrize(("row", "act", "by", "refusal"), BARRED, ids=str)
def test_it_is_done_until_the_last_minute_of_the_last_day_and_not_a_minute_after(
    row, act, by, refusal
):
    for moment in (at(row.last - DAY, 12), at(row.last, 12), at(row.last, 23, 59)):
        tried(row, act, by, moment).then(act.records)
    midnight = at(row.last, 23, 59) + timedelta(minutes=1)
    for moment in (midnight, midnight + DAY):
        tried(row, act, by, moment).then_refused(refusal)


@pytest.mark.parametrize("row", [ANSWERED_2005, ANSWERED_2022], ids=str)
def test_the_nation_names_no_lapsed_review_as_an_end(row):
    lapsed = Terminate(ground="review_lapsed")
    tried(row, lapsed, BUREAU, at(row.last + DAY, 12)).then_refused(NotAGround)


LAPSING = [
    Row("Zhejiang a25", "review_request", date(2016, 9, 3), 30, date(2016, 10, 8), place=ZHEJIANG),
    Row("Shandong a46", "review_request", date(2016, 9, 3), 30, date(2016, 10, 8), place=SHANDONG),
]


@pytest.mark.parametrize("row", LAPSING, ids=str)
def test_a_matter_ends_on_the_day_after_the_last_to_ask_for_a_review_and_no_day_sooner(row):
    lapsed = Terminate(ground="review_lapsed")
    for day in (row.last - DAY, row.last):
        tried(row, lapsed, BUREAU, at(day, 12)).then_refused(GroundNotGiven)
    tried(row, lapsed, BUREAU, at(row.last, 23, 59)).then_refused(GroundNotGiven)
    tried(row, lapsed, BUREAU, at(row.last + DAY, 0)).then(lapsed.records)


@pytest.mark.parametrize(
    ("row", "most"),
    [(HANDLED_2005, 30), (HANDLED_2022, 30), (IN_ZHEJIANG, 60), (IN_SHANDONG, 30), (IN_HENAN, 60)],
    ids=str,
)
def test_a_limit_is_extended_by_the_days_of_its_article_and_not_by_one_more(row, most):
    tried(row, extend(most), ROADS, at(row.last, 12)).then(Extend.records, days=most)
    story = tried(row, extend(most + 1), ROADS, at(row.last, 12))
    story.then_refused(ExtendedTooFar, most=str(most))


@pytest.mark.parametrize("row", [HANDLED_2005, HANDLED_2022, IN_ZHEJIANG, IN_HENAN], ids=str)
def test_nobody_below_the_head_of_the_unit_approves(row):
    story = tried(row, extend(role="clerk"), ROADS, at(row.last, 12))
    story.then_refused(ExtensionNotApproved)


def test_what_is_simple_is_not_extended():
    tried(SIMPLY, extend(), ROADS, at(SIMPLY.last, 12)).then_refused(NoExtension)
