"""Every simulated history is one that the office itself might have written down."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger import Ledger
from the_year import PETITIONS, YEAR, Loaded

from petition_es.domain.petition import Petition, Submitted
from petition_es.domain.petitioner import Created
from petition_es.office.histories import Fate
from petition_es.simulation.arrivals import ROWS_MAX, SEEDS_MAX, YEAR_DAYS, Year
from petition_es.simulation.calendar import SATURDAY, local
from petition_es.simulation.faults import AnotherSimulation
from petition_es.simulation.loading import Loader, Plan, Tally
from petition_es.simulation.source import MARK, SYSTEM
from petition_es.simulation.telling import tell

DAYS = st.dates(date(2014, 1, 1), date(2025, 1, 1))


def test_none_of_some_thousand_is_refused(loaded: Loaded):
    assert loaded.tally.refused == []
    assert (loaded.tally.written, loaded.tally.already) == (PETITIONS, 0)


@given(st.integers(0, SEEDS_MAX - 1), st.integers(0, ROWS_MAX - 1), DAYS)
def test_no_row_of_any_seed_and_year_is_refused(seed: int, row: int, first_day: date):
    told = tell(Year(seed, first_day), row)
    outcome = Ledger().histories.write([told.history])[0]
    assert outcome.fate is Fate.IMPORTED, outcome.refusal


def test_loading_it_again_adds_nothing(loaded: Loaded):
    before = len(loaded.ledger.events())
    outcomes = loaded.ledger.histories.write([each.history for each in loaded.told[:500]])
    assert {outcome.fate for outcome in outcomes} == {Fate.ALREADY}
    assert len(loaded.ledger.events()) == before


def loaded_with(ledger: Ledger, year: Year, petitions: int) -> Tally:
    loader = Loader(Plan(year, petitions), ledger, ledger.histories, ledger.units)
    return loader.load(0)


def test_one_seed_tells_one_year_only():
    ledger, earlier = Ledger(), replace(YEAR, first_day=date(2015, 1, 1))
    assert loaded_with(ledger, YEAR, 5).written == 5
    with pytest.raises(AnotherSimulation, match="another simulation of seed 1"):
        loaded_with(ledger, earlier, 5)
    assert loaded_with(ledger, replace(earlier, seed=2), 5).written == 5


def test_a_number_that_a_real_petition_has_keeps_its_row_out_and_no_other():
    ledger = Ledger()
    ledger.numbers.add(tell(YEAR, 3).history.steps[0].act.number)
    tally = loaded_with(ledger, YEAR, 6)
    assert (tally.written, len(tally.refused)) == (5, 1)
    assert tally.refused[0].endswith("NumberTaken")


def test_every_event_names_the_simulation_as_its_source(loaded: Loaded):
    for event in loaded.ledger.events():
        assert event.source.system == SYSTEM
        assert event.known_at == event.timestamp
    submitted = [event for event in loaded.events if isinstance(event, Submitted)]
    assert all(event.title.reveal().startswith(MARK) for event in submitted)


def test_every_petition_has_a_number_of_its_own_and_keeps_it(loaded: Loaded):
    files = [Petition.replay(None, stream).file for stream in loaded.streams]
    assert len({file.number for file in files}) == PETITIONS
    assert [file.number for file in files] == [
        each.history.steps[0].act.number for each in loaded.told
    ]


def test_nothing_happens_before_the_year_or_after_it(loaded: Loaded):
    begin, end = local(YEAR.begins), local(YEAR.begins) + timedelta(days=YEAR_DAYS)
    assert all(begin <= event.at <= event.timestamp < end for event in loaded.events)


def test_a_petition_is_written_down_in_the_order_in_which_it_happened(loaded: Loaded):
    for stream in loaded.streams:
        recorded = [event.timestamp for event in stream]
        assert recorded == sorted(recorded)


def test_offices_work_on_weekdays_and_in_the_daytime(loaded: Loaded):
    by_office = [e.local_at for e in loaded.events if e.unit_id and e.at_precision == "second"]
    # Who answers late on a Friday may go on with the next thing past midnight.
    assert sum(at.weekday() >= SATURDAY for at in by_office) < len(by_office) / 1_000
    assert sum(8 <= at.hour < 18 for at in by_office) > 0.92 * len(by_office)


def test_everybody_who_takes_part_is_known_as_a_person(loaded: Loaded):
    known = {e.petitioner_id for e in loaded.ledger.events() if isinstance(e, Created)}
    parties = {
        p.petitioner_id for e in loaded.events if isinstance(e, Submitted) for p in e.parties
    }
    assert parties == known
