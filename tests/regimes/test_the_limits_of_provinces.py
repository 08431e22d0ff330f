"""What provinces rule otherwise (4.4), each limit on the day before, on and after its last one."""

from datetime import date

import pytest
from limit_rows import DAY, LAW, Row, check, clock_of, days_to, in_working_days, noon

from histories import ROADS, happened
from petition_es.domain.petition import Extended

ZHEJIANG, BEIJING, SHANDONG, HENAN = "330106", "110105", "370613", "410102"

ROWS = [
    # Zhejiang, since 1 August 2016: five working days, and thirty days.
    in_working_days("Zhejiang", "routing", date(2016, 8, 2), 5, date(2016, 8, 9), place=ZHEJIANG),
    # 30 September; 8 and 9 October were worked; Monday and Tuesday.
    in_working_days(
        "Zhejiang", "routing", date(2016, 9, 29), 5, date(2016, 10, 11), place=ZHEJIANG
    ),
    in_working_days(
        "Zhejiang", "acceptance", date(2016, 8, 2), 5, date(2016, 8, 9), place=ZHEJIANG
    ),
    Row("Zhejiang", "handling", date(2016, 8, 3), 30, date(2016, 9, 2), place=ZHEJIANG),
    Row("Zhejiang", "handling", date(2016, 9, 2), 30, date(2016, 10, 8), place=ZHEJIANG),
    # Beijing, since 2007: fifteen years before the nation, a unit may object.
    in_working_days(
        "Beijing a35", "objection", date(2007, 1, 4), 5, date(2007, 1, 11), place=BEIJING
    ),
    # 15, 16, 17 February (a worked Saturday), 25 (a worked Sunday), 26.
    in_working_days(
        "Beijing a35", "objection", date(2007, 2, 14), 5, date(2007, 2, 26), place=BEIJING
    ),
    Row("Beijing", "review", date(2007, 3, 5), 30, date(2007, 4, 4), place=BEIJING),
    Row("Beijing", "second_review", date(2007, 3, 5), 30, date(2007, 4, 4), place=BEIJING),
    # Shandong, since 2016: the nation's numbers; who approves differs.
    Row("Shandong", "handling", date(2016, 5, 3), 60, date(2016, 7, 4), place=SHANDONG),
    # Henan, as revised in 2012.
    Row("Henan", "routing", date(2013, 3, 1), 5, date(2013, 3, 6), place=HENAN),
    # 2 October, of the National Day.
    Row("Henan", "routing", date(2013, 9, 27), 5, date(2013, 10, 8), place=HENAN),
    Row("Henan", "objection", date(2013, 3, 1), 5, date(2013, 3, 6), place=HENAN),
    # 4 April 2013 was the Tomb-Sweeping Day; Sunday the 7th was worked.
    Row("Henan", "handling", date(2013, 3, 5), 30, date(2013, 4, 7), place=HENAN),
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_before_and_on_its_last_day_it_runs_and_on_the_day_after_it_is_over(row):
    check(row)
    clock = clock_of(row, at=noon(row.last))
    name, *article = row.article.split(" a")
    assert clock.regime.regime_id.startswith(f"cn-{name.lower()}")
    assert clock.rule.basis.instrument.en.startswith(name)
    assert not article or clock.rule.basis.article == article[0]


LONGER = [
    # article, row, days more, who approves, the last day of all
    ("Zhejiang", ROWS[3], 60, "unit_head", date(2016, 11, 1)),
    ("Beijing", ROWS[7], 30, "review_committee", date(2007, 5, 8)),  # 4 May: the Labour Day week
    ("Beijing", ROWS[8], 30, "review_committee", date(2007, 5, 8)),
    ("Shandong", ROWS[9], 30, "unit_head", date(2016, 8, 3)),
    ("Henan", ROWS[13], 60, "unit_head", date(2013, 6, 6)),
]


@pytest.mark.parametrize(("article", "row", "days", "approver", "last"), LONGER)
def test_the_last_day_of_all_is_known_before_anybody_extends(article, row, days, approver, last):
    clock = clock_of(row, at=noon(row.last))
    assert (clock.due.last_day, clock.latest_due.last_day) == (row.last, last), article
    assert clock.rule.extension.days == days
    assert approver in clock.rule.extension.approvers


@pytest.mark.parametrize("row", [ROWS[3], ROWS[9], ROWS[13]], ids=str)
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_what_was_extended_is_late_on_the_day_after_the_last_of_all(row, offset):
    (days, last) = next((days, last) for _, each, days, _, last in LONGER if each is row)
    granted = happened(
        Extended, ROADS, days_to(row.last), "extended",
        days=days, reason="complex", approver_role="unit_head",
    )  # fmt: skip
    now = noon(last + offset * DAY)
    clock = clock_of(row, granted, at=now)
    assert (clock.first_due.last_day, clock.due.last_day) == (row.last, last)
    assert clock.status(now) == ("late" if offset > 0 else "running")


FIRST_DAYS = [
    ("cn-zhejiang-2016", ZHEJIANG, date(2016, 8, 1)),
    ("cn-beijing-2007", BEIJING, date(2007, 1, 1)),
    ("cn-shandong-2016", SHANDONG, date(2016, 1, 1)),
]


@pytest.mark.parametrize(("regime", "place", "first"), FIRST_DAYS)
def test_a_province_rules_from_its_first_day_until_the_nation_ruled_anew(regime, place, first):
    last = date(2022, 4, 30)
    found = [LAW.regime_on(on, place).regime_id for on in (first - DAY, first, last, last + DAY)]
    assert found == ["cn-2005", regime, regime, "cn-2022"]
    assert LAW.regime_on(first, "320826").regime_id == "cn-2005"  # Its neighbour has the nation's.


GROUNDS = {
    ZHEJIANG: {"settled", "review_lapsed", "second_review_decided"},
    SHANDONG: {"settled", "review_lapsed", "second_review_decided", "died_without_successor"},
}


@pytest.mark.parametrize("place", GROUNDS)
def test_a_province_ends_matters_on_grounds_of_its_own(place):
    """Zhejiang a25 and Shandong a46."""
    known = {ground.code for ground in LAW.regime_on(date(2017, 1, 3), place).termination}
    assert known >= GROUNDS[place]


@pytest.mark.parametrize("place", [BEIJING, HENAN, "320826"])
def test_elsewhere_only_the_second_review_ends_a_matter(place):
    """2005 a35."""
    regime = LAW.regime_on(date(2017, 1, 3), place)
    assert [ground.code for ground in regime.termination] == ["second_review_decided"]


@pytest.mark.parametrize(
    ("place", "must"), [(BEIJING, True), (SHANDONG, True), (ZHEJIANG, False), ("320826", False)]
)
def test_where_a_remade_opinion_has_to_differ(place, must):
    """Beijing a50, Shandong a45."""
    assert LAW.regime_on(date(2017, 1, 3), place).remade_must_differ is must
