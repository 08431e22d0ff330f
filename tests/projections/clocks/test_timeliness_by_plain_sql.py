"""On a simulated year the rates are those that plain SQL counts of the events, unit by unit."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import psycopg
import pytest

from petition_es.domain.regime.law import Law
from petition_es.office.histories import Histories
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry
from petition_es.projections.clocks import Look, timeliness
from petition_es.regimes.calendars import calendar_of_china
from petition_es.simulation.arrivals import Year
from petition_es.simulation.loading import Loader, Plan, Tally, found_offices
from timed_logs import CHINA, LAW

HERE = Path(__file__).parent
EXPORT = (HERE / "exported.sql").read_text(encoding="utf-8")
PLAIN_SQL = (HERE / "timeliness.sql").read_text(encoding="utf-8")
PETITIONS = 4_000
PLAIN_LAW = Law(
    (
        replace(
            regime,
            rules=tuple(
                rule
                for rule in regime.rules
                if rule.level is None and (rule.clock, rule.procedure) != ("routing", "simple")
            ),
        )
        for regime in LAW.regimes
    ),
    {"cn": calendar_of_china()},
)
"""The shipped law without what is split over the levels of bureaux: so the query stays readable."""
BEYOND_THE_QUERY = {
    "Petition.Corrected",
    "Petition.DisputeRaised",
    "Petition.Suspended",
    "Petition.TakenOver",
}
PERIODS = [
    # from, to, as of
    (date(2016, 1, 1), date(2016, 12, 31), date(2016, 12, 31)),
    (date(2016, 7, 1), date(2016, 9, 30), date(2016, 9, 30)),
    (date(2016, 2, 1), date(2016, 3, 31), date(2016, 2, 14)),
    (date(2016, 10, 1), date(2017, 3, 31), date(2016, 10, 10)),
]


@pytest.fixture(scope="module")
def nation(module_store):
    """The first petitions of a simulated year in a store, with all offices of the nation."""
    for _ in found_offices(module_store):
        pass
    units = UnitRegistry(module_store)
    histories = Histories(module_store, module_store.numbers, Policy(units), LAW)
    plan, tally = Plan(Year(seed=11, first_day=date(2016, 1, 1)), PETITIONS), Tally()
    loader = Loader(plan, module_store, histories, units)
    for batch in plan.batches:
        tally.add(loader.load(batch))
    assert (tally.written, tally.refused) == (PETITIONS, [])
    return module_store


def end_of(day):
    return datetime.combine(day, time.max, CHINA)


def by_sql(store, first, last, at):
    asked = {"first": first, "last": last, "at": end_of(at)}
    with psycopg.connect(**store.address) as connection:
        connection.execute(EXPORT)
        rows = connection.execute(PLAIN_SQL, asked).fetchall()
    return {(rate, unit): tuple(counts) for rate, unit, *counts in rows}


def by_us(store, first, last, at):
    found = timeliness(Look(address=store.address, law=PLAIN_LAW, at=end_of(at)), first, last)
    return {
        key: (rate.on_time, rate.late, rate.undone, rate.pending)
        for key, rate in found.by_unit.items()
    }, found.whole()


@pytest.mark.parametrize("period", PERIODS, ids=lambda each: f"{each[0]} to {each[1]}")
def test_every_unit_has_the_numerators_and_denominators_that_plain_sql_counts(nation, period):
    ours, whole = by_us(nation, *period)
    theirs = by_sql(nation, *period)
    assert ours == theirs
    for name, rate in whole.items():
        sums = [
            sum(each)
            for each in zip(*(n for (r, _), n in theirs.items() if r == name), strict=True)
        ]
        on_time, late, undone, pending = sums
        assert rate.numerator == on_time
        assert rate.denominator == on_time + late + undone + pending * (name == "answer")


def test_a_year_has_of_everything_that_can_become_of_a_limit(nation):
    """Else the comparison would prove little."""
    _, whole = by_us(nation, *PERIODS[0])
    for rate in whole.values():
        assert min(rate.on_time, rate.late) > 0, whole
    assert whole["answer"].denominator > 500
    assert sum(rate.undone for rate in whole.values()) > 0


def test_the_year_has_nothing_that_the_query_does_not_know(nation):
    with psycopg.connect(**nation.address) as connection:
        rows = connection.execute("SELECT DISTINCT topic FROM public.petition_events").fetchall()
    assert BEYOND_THE_QUERY.isdisjoint(topic for (topic,) in rows)
