"""What was struck through counts nowhere, what came late counts in its place, however it is run."""

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from petition_es.domain.petition import Received, Resolved
from petition_es.domain.petition.order import standing
from petition_es.projections import run
from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.folds import Folds
from petition_es.projections.kit.in_memory import what_stands
from petition_es.projections.kit.shares import put_in, replace_share, share_of, taken_away
from petition_es.projections.kit.standing import as_it_stands
from petition_es.projections.kit.table import Table
from petition_es.projections.shipped import ALL as SHIPPED
from random_logs import logs, streams_of
from sample_projections import ALL as SAMPLES
from sample_projections import MatterSteps, UnitWorkload

EVERY = (*SAMPLES, *SHIPPED)
WITHOUT_MATTERS = tuple(each for each in EVERY if each is not MatterSteps)
"""Which petitions are one matter hangs on the whole log; a share of one petition cannot tell."""

SUMS = tuple(each for each in WITHOUT_MATTERS if each.DEFINITION.is_sum)


@given(logs())
def test_a_correction_never_leaves_a_count(log):
    counted = Counter(
        (type(event), event.acting_unit)
        for stream in streams_of(log).values()
        for event in standing([event for _, event in stream])
        if event.acting_unit is not None
    )
    rows = {row["unit_id"]: row for row in run(UnitWorkload, log)}
    for unit in {unit for _, unit in counted} | set(rows):
        row = rows.get(unit, {"received": 0, "resolved": 0})
        assert row["received"] == counted[Received, unit]
        assert row["resolved"] == counted[Resolved, unit]


@given(log=logs(), at=st.integers(0, 60))
@settings(max_examples=30)
def test_the_rows_of_a_past_position_are_those_of_the_log_up_to_it(log, at):
    upto = [(position, event) for position, event in log if position <= at]
    for projection in EVERY:
        assert run(projection, log, at_position=at) == run(projection, upto)


@given(log=logs())
@settings(max_examples=50)
def test_the_shares_of_all_petitions_put_together_are_the_whole(log):
    for projection in SUMS:
        rows = {}
        for stream in streams_of(log).values():
            put_in(projection.DEFINITION, rows, share(projection, stream))
        assert Table.of(projection.DEFINITION, rows) == run(projection, log)


@given(log=logs())
@settings(max_examples=30)
def test_a_share_that_was_taken_away_leaves_nothing(log):
    for definition, streams in ((each.DEFINITION, streams_of(log).values()) for each in SUMS):
        rows = {}
        for stream in streams:
            put_in(definition, rows, share_of(Folding(definition), as_it_stands(stream)))
        for stream in streams:
            given_before = share_of(Folding(definition), as_it_stands(stream))
            put_in(definition, rows, taken_away(definition, given_before))
        assert len(Table.of(definition, rows)) == 0
        assert not any(getattr(row, f.name) for row in rows.values() for f in definition.fields)


@given(log=logs(), data=st.data())
@settings(max_examples=50)
def test_rows_do_not_depend_on_where_batches_are_cut(log, data):
    ends = [position for position, _ in log]
    cuts = sorted(data.draw(st.sets(st.sampled_from(ends))) | {0, ends[-1]})
    for projection in WITHOUT_MATTERS:
        rows = {}
        for after, upto in pairwise(cuts):
            rows = folded_on(projection, rows, log, after, upto)
        assert Table.of(projection.DEFINITION, rows) == run(projection, log)


def folded_on(projection, rows, log, after, upto):
    """The rows after a batch, of those before it; petitions are folded anew, or all of it."""
    definition = projection.DEFINITION
    batch = [entry for entry in log if after < entry[0] <= upto]
    known = [entry for entry in log if entry[0] <= upto]
    if not (definition.is_by_petition or definition.is_sum):
        folding = Folding(definition)
        fold(folding, what_stands(known))
        return folding.rows
    streams = streams_of(known)
    for petition_id in {event.originator_id for _, event in batch}:
        stream = streams[petition_id]
        earlier = [entry for entry in stream if entry[0] <= after]
        before, then = share(projection, earlier), share(projection, stream)
        replace_share(definition, rows, before, then)
    return rows


@given(log=logs())
@settings(max_examples=50)
def test_a_late_entry_has_its_petition_folded_anew(log):
    stands = what_stands(log)
    for projection in (each for each in EVERY if each.DEFINITION.follows_course):
        whole = {}
        for stream in streams_of(stands).values():
            share = share_of(Folding(projection.DEFINITION), stream)
            put_or_set(projection.DEFINITION, whole, share)
        assert Table.of(projection.DEFINITION, whole) == run(projection, log)


def put_or_set(definition, rows, more):
    if definition.is_by_petition:
        rows.update(more)
    else:
        put_in(definition, rows, more)


def fold(folding, entries):
    folds = Folds([folding])
    for position, event in entries:
        folds.take(position, event)
    return folds


def share(projection, stream):
    return share_of(Folding(projection.DEFINITION), as_it_stands(stream))
