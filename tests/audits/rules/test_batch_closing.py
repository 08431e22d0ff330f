from dataclasses import replace
from uuid import uuid5

import pytest

from histories import (
    BUREAU,
    NAMES,
    ROADS,
    WATER,
    accepted,
    happened,
    opinion,
    received,
    referred,
    registered,
    resolved,
    submitted,
)
from matters_told import case, event_of, findings_of
from petition_es.audits.case import Batch
from petition_es.audits.rules import batch_closing
from petition_es.domain.petition import Corrected, Extended, OpinionIssued, Resolved

WAY = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS, on=3))
LAST_DAY = 63
"""Accepted on day 3, and 60 days to handle it."""


def closed(on=LAST_DAY, *before, **more):
    return case(*WAY, *before, opinion(ROADS, on=on), resolved(ROADS, on=on), **more)


def batch(one, petitions=5, kind=Resolved):
    closing = event_of(one, kind).event_id
    others = [(uuid5(NAMES, f"closed-{n}"), uuid5(NAMES, f"petition-{n}"), 900 + n)
              for n in range(petitions - 1)]  # fmt: skip
    own = (closing, one.petition_id, one.places[closing])
    return {closing: Batch(petitions=petitions, resolutions=(own, *others))}


def said(one, petitions=5, kind=Resolved):
    return findings_of(batch_closing, one, batches=batch(one, petitions, kind))


def test_many_closed_in_a_minute_on_the_last_day_of_the_limit_are_a_concern():
    one = closed()

    (finding,) = said(one)

    assert (finding.severity, finding.unit_id) == ("concern", "roads")
    assert finding.args == {"petitions": 5, "days_left": 0}
    assert finding.proofs[0].event_id == event_of(one, Resolved).event_id
    assert len(finding.proofs) == 5


@pytest.mark.parametrize(("petitions", "speaks"), [(4, False), (5, True), (6, True)])
def test_so_many_at_least_make_a_batch(petitions, speaks):
    assert bool(said(closed(), petitions)) is speaks


@pytest.mark.parametrize(
    ("on", "speaks"), [(LAST_DAY - 2, False), (LAST_DAY - 1, True), (LAST_DAY, True)]
)
def test_only_the_last_days_of_the_limit_count(on, speaks):
    assert bool(said(closed(on))) is speaks


def test_what_was_late_is_late_and_no_case_of_this_rule():
    assert said(closed(LAST_DAY + 1)) == []


def test_closed_on_the_last_day_alone_is_honest():
    assert findings_of(batch_closing, closed()) == []


def test_papers_of_opinions_issued_on_the_last_day_and_closed_later_in_a_batch_count():
    one = case(*WAY, opinion(ROADS, on=LAST_DAY), resolved(ROADS, on=LAST_DAY + 5))
    assert said(one)


def test_the_limit_of_another_unit_is_not_this_ones():
    later = (referred(WATER, on=20), received(WATER, on=21), accepted(WATER, on=30))
    one = case(*WAY, *later, opinion(WATER, on=LAST_DAY), resolved(WATER, on=LAST_DAY))
    assert said(one) == []


def test_an_extension_moves_the_last_days():
    longer = happened(Extended, ROADS, 50, days=30, reason="complex", approver_role="unit-head")
    assert said(closed(LAST_DAY, longer)) == []
    assert said(closed(LAST_DAY + 30, longer))


def test_opinions_issued_in_a_batch_count_as_resolutions_do():
    assert said(closed(), kind=OpinionIssued)


def test_an_entry_whose_second_is_not_known_is_in_no_minute():
    one = closed()
    by_day = [
        replace(each, at_precision="day") if each.TOPIC == Resolved.TOPIC else each
        for each in one.history
    ]
    assert said(replace(one, history=by_day)) == []


def test_of_a_large_batch_some_are_named():
    assert len(said(closed(), petitions=300)[0].proofs) == 11


def test_a_resolution_that_was_struck_through_is_none():
    one = closed()
    closing = event_of(one, Resolved)
    struck = happened(
        Corrected, BUREAU, 64, corrected=closing.event_id, effect="void", reason="wrong_petition"
    )
    without = case(*WAY, opinion(ROADS, on=63), resolved(ROADS, on=63), struck)
    assert findings_of(batch_closing, without, batches=batch(one)) == []


def test_where_no_limit_is_known_nothing_is_said():
    one = case(submitted(), registered(), resolved(ROADS, on=63))
    assert said(one) == []
