"""The same histories by another law: who would be late, and who would not."""

import pickle
from dataclasses import replace
from datetime import date

from histories import ROADS, accepted, day, number, opinion, referred, registered, submitted
from petition_es.domain.regime.law import Law
from petition_es.projections.clocks import Flip, what_if
from petition_es.regimes.calendars import calendar_of_china
from timed_logs import LAW, look, written

YEAR = date(2016, 7, 1), date(2016, 12, 31)
ARRIVED = (submitted(), registered(on=1), referred(ROADS, on=4))
ACCEPTED = (*ARRIVED, accepted(ROADS, on=5))
IN_TIME = (*ACCEPTED, opinion(ROADS, on=40))
LATE = (*ACCEPTED, opinion(ROADS, on=70))


def test_a_regime_holds_everywhere_and_always_once_it_is_chosen():
    other = LAW.everywhere("cn-2022")
    assert other.regime_on(date(1999, 1, 1), "330000").regime_id == "cn-2022"
    assert LAW.everywhere("nowhere") is None
    limits = {(each.clock, each.procedure) for each in other.regimes[0].rules}
    assert ("handling", "simple") in limits


def test_a_law_travels_without_what_it_remembers():
    LAW.regime_on(date(2016, 7, 1), "330000")
    other = pickle.loads(pickle.dumps(LAW))  # noqa: S301  # it was packed a line before
    assert other.regimes == LAW.regimes
    regime = other.regime_on(date(2016, 7, 1))
    rule = next(each for each in regime.rules if each.clock == "routing")
    assert other.due(regime, rule, day(1)).last_day == date(2016, 7, 18)
    assert isinstance(other, Law)


def with_handling(limit):
    """The law of 2005 with so many days to answer."""
    regime = LAW.everywhere("cn-2005").regimes[0]
    rules = tuple(
        replace(rule, limit=limit) if rule.clock == "handling" else rule for rule in regime.rules
    )
    return Law([replace(regime, rules=rules)], {"cn": calendar_of_china()})


def compared(store, limit, at=400):
    return what_if(look(store, at), with_handling(limit), *YEAR)


def test_a_shorter_limit_makes_late_who_was_in_time(module_store):
    written(module_store, IN_TIME)
    found = compared(module_store, 30)
    # 30 days after 6 July is Friday, 5 August.
    assert found.flips == [Flip("would_be_late", "handling", number(1), "roads", date(2016, 8, 5))]
    sides = found.sides["handling"]
    assert (sides.late_now, sides.late_then, sides.would_be_late) == (0, 1, 1)
    assert (found.now.whole()["answer"].value, found.then.whole()["answer"].value) == (1.0, 0.0)


def test_a_longer_limit_lets_be_in_time_who_was_late(module_store):
    written(module_store, IN_TIME, LATE)
    found = compared(module_store, 90)
    assert found.flips == [
        Flip("would_not_be_late", "handling", number(2), "roads", date(2016, 9, 5))
    ]
    sides = found.sides["handling"]
    assert (sides.late_now, sides.late_then, sides.would_not_be_late) == (1, 0, 1)
    assert (found.now.whole()["answer"].value, found.then.whole()["answer"].value) == (0.5, 1.0)


def test_by_the_same_law_nothing_differs(module_store):
    written(module_store, IN_TIME, LATE)
    found = compared(module_store, 60)
    assert found.flips == []
    assert found.now.by_unit == found.then.by_unit


def test_only_what_began_in_the_period_is_held_against_each_other(module_store):
    written(module_store, IN_TIME)
    other = with_handling(30)
    assert what_if(look(module_store), other, date(2016, 8, 1), date(2016, 8, 31)).sides == {}


def test_the_regulations_of_2022_hold_for_the_histories_of_2016(module_store):
    """Three working days to accept what is simple: by then they were law from the first day on."""
    written(module_store, IN_TIME, LATE)
    found = what_if(look(module_store), LAW.everywhere("cn-2022"), *YEAR)
    assert found.flips == []
    assert {row.rate for row in found.then.rows()} == {row.rate for row in found.now.rows()}


def test_nothing_is_written_and_two_processes_find_what_one_finds(module_store):
    written(module_store, IN_TIME, LATE, ARRIVED)
    before = module_store.last_position()
    one, two = (
        what_if(look(module_store, processes=many), with_handling(30), *YEAR) for many in (1, 2)
    )
    assert (one.sides, one.flips, one.then.by_unit) == (two.sides, two.flips, two.then.by_unit)
    assert module_store.last_position() == before
