"""How long petitions stay in each stage, by unit and category."""

from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import amend, void
from histories import (
    BUREAU,
    HISTORY_TO,
    ROADS,
    accepted,
    acted,
    day,
    entry,
    happened,
    opinion,
    petition_of,
    received,
    referred,
    registered,
    reopened,
    resolved,
    submitted,
    told,
)
from petition_es.domain.codes import Code
from petition_es.domain.petition import (
    Deliver,
    Petition,
    PetitionFile,
    Resumed,
    Suspended,
    Withdrawn,
)
from petition_es.domain.petition.folding import write
from petition_es.projections import run
from petition_es.projections.shipped import StageTimes
from petition_es.projections.shipped.lengths import length_of, quantile_days
from petition_es.projections.whereabouts import CLOSED, STAGES, stage_of
from random_logs import logs, streams_of

WAY = (
    submitted(on=0), registered(on=1), referred(ROADS, on=3), received(ROADS, on=4),
    accepted(ROADS, on=5), acted(ROADS, on=8), opinion(ROADS, on=12), resolved(ROADS, on=13),
)  # fmt: skip


def days_of(events):
    """Stage → unit → mean days."""
    return {(r["stage"], r["unit_id"]): r["mean_days"] for r in run(StageTimes, events)}


def test_a_stage_lasts_until_the_next_one_and_counts_for_the_unit_that_had_it():
    assert days_of(told(*WAY)) == {
        ("registered", "bureau"): 3,
        ("referred", "roads"): 2,
        ("handling", "roads"): 7,
        ("answered", "roads"): 1,
    }


def test_a_stage_that_is_not_over_is_not_counted():
    assert set(days_of(told(*WAY[:4]))) == {("registered", "bureau")}


def test_what_was_reopened_was_resolved_for_so_long():
    assert days_of(told(*WAY, reopened(on=20)))["resolved", "roads"] == 7


def test_an_interruption_belongs_to_the_stage_that_it_falls_into():
    rests = happened(Suspended, ROADS, 9, ground="hearing"), happened(Resumed, ROADS, 11)
    assert days_of(told(*WAY[:6], *rests, *WAY[6:]))["handling", "roads"] == 7


def test_a_petition_that_was_withdrawn_was_so_long_in_its_stage():
    gone = happened(Withdrawn, BUREAU, 7, party="petitioner-li")
    assert days_of(told(*WAY[:4], gone))["referred", "roads"] == 4


def test_it_counts_by_category():
    category = Code("content", "2016", "traffic")
    way = told(submitted(), registered(on=1, category=category), *WAY[2:])
    assert {row["category"] for row in run(StageTimes, way)} == {"traffic"}
    assert {row["category"] for row in run(StageTimes, told(*WAY))} == {"unknown"}


def test_a_step_that_was_struck_through_ended_no_stage():
    petition = petition_of(*WAY[:5])
    petition.perform(void("to-roads-accepted"), entry(BUREAU, on=6))
    assert set(days_of(petition.recorded)) == {("registered", "bureau")}


def test_a_time_that_was_amended_counts_on_both_sides():
    petition = petition_of(*WAY)
    petition.perform(amend("opinion-roads", at=day(10)), entry(BUREAU, on=20))
    days = days_of(petition.recorded)
    assert (days["handling", "roads"], days["answered", "roads"]) == (5, 3)


def test_a_late_entry_ends_a_stage_when_it_happened():
    petition = petition_of(*WAY[:5], opinion(ROADS, on=12))
    petition.perform(Deliver(method="post"), entry(ROADS, on=13))
    late = petition_of(*WAY[:4], opinion(ROADS, on=12))
    late.absorb(accepted(ROADS, on=5).event(6))
    assert days_of(late.recorded) == days_of(petition.recorded)


@given(logs())
def test_the_times_of_all_stages_are_those_of_the_offices_file(log):
    expected = defaultdict(timedelta)
    for stream in streams_of(log).values():
        for stage, time in spans([event for _, event in stream]):
            expected[stage] += time
    found = defaultdict(timedelta)
    rows = run(StageTimes, log)
    for row in rows:
        found[row["stage"]] += row["time"]
    without_unit = not all(row["unit_id"] for row in rows)
    assert not without_unit
    if all(stands_with_a_unit(stream) for stream in streams_of(log).values()):
        assert found == expected


def spans(recorded):
    """Which stages are over, and how long each took, by the whole file."""
    file, stage, since = PetitionFile(), None, None
    for event in Petition.replay(None, recorded).happened:
        write(event, file)
        before = STAGES.index(stage) + 1 if stage else 1
        now = STAGES[stage_of(file, before) - 1]
        if file.state in CLOSED and file.state != "resolved":
            now = None
        if now != stage or since is None:
            if stage is not None:
                yield stage, event.at - since
            stage, since = now, event.at


def stands_with_a_unit(stream):
    """A petition that nobody registered is with nobody, so its stage counts for nobody."""
    happened = Petition.replay(None, [event for _, event in stream]).happened
    return type(happened[1]).__name__ == "Registered" if len(happened) > 1 else True


# ---- Lengths and quantiles -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "length"),
    [
        (timedelta(seconds=59), "0"),
        (timedelta(minutes=59), "59"),
        (timedelta(minutes=75), "70"),
        (timedelta(hours=47, minutes=59), "2870"),
        (timedelta(days=3, minutes=59), "4320"),
        (timedelta(days=40, hours=23), "57600"),
        (timedelta(days=-2), "0"),
    ],
)
def test_a_length_is_known_more_exactly_the_shorter_it_is(time, length):
    assert length_of(time) == length


@given(st.integers(0, 3000))
def test_whole_days_keep_their_length(days):
    assert int(length_of(timedelta(days=days))) == days * 1440


@given(st.lists(st.integers(0, 400), min_size=1), st.sampled_from([(1, 2), (9, 10), (1, 1)]))
def test_a_quantile_is_the_shortest_time_that_so_many_did_not_exceed(days, part):
    counted = defaultdict(int)
    for each in days:
        counted[length_of(timedelta(days=each))] += 1
    found = quantile_days(counted, *part)
    assert sum(each <= found for each in days) * part[1] >= len(days) * part[0]
    assert sum(each < found for each in days) * part[1] < len(days) * part[0]


def test_the_quantiles_of_a_row():
    streams = [
        told(*(each.__class__(**{**vars(each), "on": each.on * factor}) for each in WAY[:3]))
        for factor in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    ]
    log = [_of(number, event) for number, stream in enumerate(streams) for event in stream]
    row = run(StageTimes, log)["bureau", "unknown", "registered"]
    assert (row["ended"], row["mean_days"]) == (10, 16.5)
    assert (row["median_days"], row["p90_days"]) == (15, 27)


def _of(number, event):
    from random_logs import as_petition  # noqa: PLC0415  # it is used here alone

    return as_petition(number, [event])[0]


def test_a_petition_never_answered_is_in_no_quantile():
    assert run(StageTimes, told(*HISTORY_TO["submitted"])).rows == []
