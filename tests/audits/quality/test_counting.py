"""What the database counts is what a reader of the verdicts would count with a pencil."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import get_args
from uuid import UUID

import pytest
from psycopg.conninfo import conninfo_to_dict

from people_and_days import day
from petition_es.audits.quality.counting import Grouping, Only, quality
from petition_es.audits.quality.period import Period
from petition_es.audits.quality.rates import COHORTS
from petition_es.audits.quality.verdict import Verdict
from petition_es.audits.running import tables

FIRST, LAST = date(2015, 1, 1), date(2017, 6, 30)
PLACES = ("370600", "370687", "320826", None)


def made_up(chance):
    """A verdict of which every part is drawn by chance."""
    told = dict.fromkeys(Verdict._fields)
    told["petition_id"] = UUID(int=chance.getrandbits(128))
    told["channel"] = chance.choice(("web", "visit"))
    told["division"], told["category"] = chance.choice(PLACES), chance.choice(("roads", None))
    for cohort in COHORTS:
        if chance.random() < 0.7:
            told[cohort.day] = FIRST + timedelta(chance.randrange((LAST - FIRST).days))
            told[cohort.unit] = chance.choice(("bureau", "roads", None))
            told[cohort.level] = chance.choice(("county", "township"))
            told |= {name: chance.choice(all_) for name, all_ in cohort.columns.items()}
    return Verdict(**told)


VERDICTS = [made_up(Random(number)) for number in range(400)]  # noqa: S311  # no secret


@pytest.fixture(scope="module")
def counted(module_database_url):
    """Count in a store that holds these verdicts."""
    build = tables.begin(conninfo_to_dict(module_database_url), 7, day(400))
    with build.writing() as writing:
        writing.add("verdicts", VERDICTS)
    with tables.looking(build.address) as connection:
        yield lambda *asked: quality(connection, build, *asked)


def with_a_pencil(period, by, only, years_later=0):
    rows = {}
    for verdict in VERDICTS:
        for cohort in COHORTS:
            when = getattr(verdict, cohort.day)
            if when is None or not period.first <= when <= period.last:
                continue
            if only.unit is not None and getattr(verdict, cohort.unit) != only.unit:
                continue
            if only.division and not (verdict.division or "").startswith(only.division.rstrip("0")):
                continue
            names = {"unit": cohort.unit, "level": cohort.level}
            key = (
                f"{when.year + years_later}-{when.month:02}"
                if by == "month"
                else getattr(verdict, names.get(by, by)) or ""
            )
            tally = rows.setdefault(key, Counter())
            tally.update((name, getattr(verdict, name)) for name in cohort.columns)
    return rows


PERIODS = [
    Period.year(2016),
    Period(date(2016, 2, 1), date(2016, 2, 29)),
    Period(date(2015, 6, 1), date(2017, 3, 31)),
    Period.year(1999),
]


@pytest.mark.parametrize("by", get_args(Grouping))
@pytest.mark.parametrize("period", PERIODS, ids=str)
@pytest.mark.parametrize("only", [Only(), Only(unit="roads"), Only(division="370600")], ids=str)
def test_every_outcome_is_counted_where_it_belongs(counted, by, period, only):
    found = counted(period, by, only)
    assert dict(found.now) == with_a_pencil(period, by, only)
    assert dict(found.before) == with_a_pencil(period.before, by, only, years_later=1)


def test_it_is_told_as_of_which_audit(counted):
    found = counted(Period.year(2016))
    assert (found.upto, found.at) == (7, day(400))
