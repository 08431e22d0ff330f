"""The year keeps to the law of its places and days, but for what is drawn to break it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger import Ledger, offices
from the_year import YEAR, Loaded

from petition_es.domain.identity import unit_stream
from petition_es.domain.petition import Accepted, Extended, OpinionIssued, PetitionEvent
from petition_es.domain.regime.clocks import Clock, Desktop
from petition_es.domain.regime.timing import clocks_of
from petition_es.office.histories import Fate
from petition_es.regimes import shipped_law
from petition_es.simulation.arrivals import ROWS_MAX, YEAR_DAYS, Year
from petition_es.simulation.calendar import local
from petition_es.simulation.limits import desk_of
from petition_es.simulation.shares import irregular
from petition_es.simulation.telling import Told, tell

TIMED = {"routing", "acceptance", "handling", "report"}
LAW = shipped_law()


def desk(unit_id: str | None) -> Desktop:
    office = offices().get(unit_stream(unit_id or ""))
    return Desktop(level=office.level, desk=desk_of(office)) if office else Desktop()  # type: ignore[arg-type]


def missed(stream: list[PetitionEvent], year: Year) -> list[tuple[Any, ...]]:
    """The duties that the clocks of the law find late at the end of the year."""
    end = local(year.begins) + timedelta(days=YEAR_DAYS)
    return sorted(
        told(clock)
        for clock in clocks_of(stream, LAW, end, desk)
        if clock.name in TIMED and clock.status(end) in {"late", "met_late"}
    )


def told(clock: Clock) -> tuple[Any, ...]:
    return clock.name, clock.unit_id, str(clock.stopped_by), clock.due.moment.date()


def said(each: Told) -> list[tuple[Any, ...]]:
    """What the truth says is late."""
    return sorted(
        (t["what"].removeprefix("late_"), t["unit"], str(t["entry"]), t["due"].date())
        for t in each.truths
        if t["what"] in {f"late_{clock}" for clock in TIMED}
    )


def test_what_the_clocks_find_late_is_in_the_truth_and_nothing_else(loaded: Loaded):
    found = Counter()
    for each in loaded.told:
        late = missed(loaded.stream(each.history.petition_id), YEAR)
        assert late == said(each)
        found.update(clock for clock, *_ in late)
    assert set(found) == TIMED


@pytest.mark.parametrize("first_day", ["2014-01-01", "2021-09-01", "2023-01-01"])
def test_it_is_so_under_every_regime(first_day: str):
    year = replace(YEAR, seed=4, first_day=type(YEAR.first_day).fromisoformat(first_day))
    for row in range(400):
        each = tell(year, row)
        assert missed(judged(each), year) == said(each)


def judged(each: Told) -> list[PetitionEvent]:
    ledger = Ledger()
    outcome = ledger.histories.write([each.history])[0]
    assert outcome.fate is Fate.IMPORTED, outcome.refusal
    return ledger.streams[each.history.petition_id]  # type: ignore[return-value]


@given(st.integers(0, ROWS_MAX - 1))
def test_in_an_orderly_year_nothing_is_late_and_nothing_is_to_be_found(row: int):
    year = replace(YEAR, irregular=0)
    each = tell(year, row)
    assert missed(judged(each), year) == []
    assert {t["what"] for t in each.truths if t["is"] == "positive"} <= {"repeat"}


def test_as_much_goes_wrong_as_is_stated(loaded: Loaded):
    made: Counter[str] = Counter()
    for each in loaded.told:
        made += each.made
    for what in ("late_routing", "late_acceptance", "late_handling", "nothing_done"):
        assert made[what] / made[f"of:{what}"] == pytest.approx(irregular(what), rel=0.6)


def test_twice_the_irregularities_are_twice_as_many():
    once, twice = (
        sum(tell(replace(YEAR, irregular=much), row).made["late_routing"] for row in range(1_500))
        for much in (1, 3)
    )
    assert twice > 2 * once


def test_an_extension_is_late_or_unreasoned_as_the_truth_says(loaded: Loaded):
    truths = {(t["what"], t.get("entry")) for each in loaded.told for t in each.truths}
    seen = set()
    for stream in loaded.streams:
        for event in (e for e in stream if isinstance(e, Extended)):
            due = next(c.first_due for c in clocks_of(stream, LAW, event.at, desk) if c.extensions)
            is_late = event.at > due.moment
            assert (("late_extension", event.event_id) in truths) == is_late
            is_bare = event.explanation is None
            assert (("unreasoned_extension", event.event_id) in truths) == is_bare
            seen.add((is_late, is_bare))
    assert len(seen) >= 3


def test_the_simple_procedure_is_misused_where_the_truth_says_so(loaded: Loaded):
    misused = {
        t["petition"] for e in loaded.told for t in e.truths if t["what"] == "simple_unsuited"
    }
    for stream in loaded.streams:
        for event in stream:
            is_simple = isinstance(event, Accepted) and event.procedure == "simple"
            if is_simple and event.originator_id not in misused:
                opinions = [e for e in stream if isinstance(e, OpinionIssued)]
                first = {answer.stance for answer in opinions[0].answers} if opinions else set()
                assert "not_support" not in first
    assert misused
