"""Few kinds of entries are read, and yet the clocks are those of the whole record."""


from hypothesis import given, settings

from petition_es.domain.petition import Corrected
from petition_es.domain.petition.order import history
from petition_es.domain.regime import signals as meaning
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.regime.timing import clocks_of
from petition_es.projections.clocks import overdue
from petition_es.projections.clocks.topics import ALWAYS, MEANS, duties_of, topics_for
from random_logs import logs, streams_of
from timed_logs import LAW, OFFICES, end_of, look, written_log


def desk(unit_id):
    level, kind = OFFICES.get(unit_id, (None, None))
    where = "bureau" if kind == "petition_bureau" else "unit"
    return Desktop(level=level, desk=where if kind else None)


@settings(max_examples=25)
@given(logs())
def test_what_runs_is_what_runs_by_the_whole_record(module_store, log):
    written_log(module_store, log)
    now = end_of(400)
    expected = sorted(
        (clock.unit_id or "", clock.name, clock.status(now))
        for stream in streams_of(log).values()
        for clock in clocks_of(history([event for _, event in stream]), LAW, now, desk)
        if clock.is_running and clock.rule.kind == "duty"
    )
    found = overdue(look(module_store))
    late = [(unit, name) for unit, name, status in expected if status == "late"]
    assert sorted((each.unit, each.clock) for each in found.late) == late
    others = len(expected) - len(late)
    assert sum(desk.running for desk in found.desks.values()) == others


def test_every_kind_of_entry_that_means_something_is_known_with_all_that_it_can_mean():
    assert set(MEANS) == set(meaning._TOLD)


def test_steps_that_start_and_stop_nothing_are_not_read():
    topics = topics_for([LAW], duties_of([LAW]))
    assert {"Petition.Submitted", "Petition.ActionTaken", "Petition.Delivered"}.isdisjoint(topics)
    assert Corrected.TOPIC in ALWAYS <= set(topics)
