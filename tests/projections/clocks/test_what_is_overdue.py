"""What is on the desks at a moment, and what of it is late."""

from datetime import date

import psycopg
import pytest

from histories import (
    ROADS,
    accepted,
    happened,
    named,
    opinion,
    referred,
    registered,
    submitted,
)
from petition_es.domain.petition import Accepted, Corrected
from petition_es.projections.clocks import Desk, LatePetition, overdue
from petition_es.projections.clocks.faults import ScanFailed
from timed_logs import look, written

ARRIVED = (submitted(), registered(on=1), referred(ROADS, on=4))
ACCEPTED = (*ARRIVED, accepted(ROADS, on=5))
ANSWERED = (*ACCEPTED, opinion(ROADS, on=10))
STRUCK = (
    *ANSWERED,
    happened(
        Corrected, ROADS, 40, "struck", ("opinion-roads",),
        corrected=named("opinion-roads"), effect="void", reason="entered_twice",
    ),
)  # fmt: skip
ENTERED_LATE = (
    *ARRIVED,
    happened(
        Accepted, ROADS, 5, "to-roads-accepted", ("to-roads",),
        referral_id="to-roads", kind="substantive", recorded=30,
    ),
)  # fmt: skip
HANDLING = "roads", "handling"


def desks(store, at, **asked):
    return overdue(look(store, at, **asked)).desks


@pytest.mark.parametrize(
    ("at", "desk"),
    [
        (58, Desk(running=1)),
        (59, Desk(running=1, soon=1)),
        (65, Desk(running=1, soon=1)),
        (66, Desk(running=1, soon=1)),  # the last day: Monday, 5 September
        (67, Desk(late=1, longest=1)),
        (76, Desk(late=1, longest=10)),
    ],
)
def test_it_is_late_from_the_day_after_the_last_day_on(module_store, at, desk):
    written(module_store, ACCEPTED)
    assert desks(module_store, at) == {HANDLING: desk}


def test_the_late_petitions_are_listed_the_longest_overdue_first(module_store):
    written(module_store, ACCEPTED, ARRIVED, ANSWERED)
    found = overdue(look(module_store, 67))
    told = [(e.clock, e.unit, e.last_day, e.days_late) for e in found.late]
    assert told == [
        ("acceptance", "roads", date(2016, 7, 20), 48),
        ("handling", "roads", date(2016, 9, 5), 1),
    ]
    assert all(isinstance(each, LatePetition) and each.number for each in found.late)
    assert overdue(look(module_store, 67)).of_unit("water").late == []


def test_what_happened_later_has_not_happened_yet(module_store):
    written(module_store, ANSWERED)
    assert desks(module_store, 9) == {HANDLING: Desk(running=1)}
    assert desks(module_store, 10) == {}


def test_what_was_struck_through_does_not_count(module_store):
    written(module_store, STRUCK)
    assert desks(module_store, 67) == {HANDLING: Desk(late=1, longest=1)}


def test_a_correction_changes_nothing_of_what_was_known_before(module_store):
    written(module_store, STRUCK)
    assert desks(module_store, 67, known_by=date(2016, 8, 9)) == {}  # the day before it
    assert desks(module_store, 67, known_by=date(2016, 8, 10)) == {
        HANDLING: Desk(late=1, longest=1)
    }


def test_a_late_entry_counts_from_when_it_happened_once_it_is_known(module_store):
    written(module_store, ENTERED_LATE)
    assert desks(module_store, 29) == {HANDLING: Desk(running=1)}
    assert desks(module_store, 29, known_by=date(2016, 7, 30)) == {
        ("roads", "acceptance"): Desk(late=1, longest=10)
    }


def test_two_processes_find_what_one_finds(module_store):
    written(module_store, ACCEPTED, ARRIVED, ANSWERED, STRUCK, ENTERED_LATE)
    one, two = (overdue(look(module_store, 90, processes=many)) for many in (1, 2))
    assert (one.desks, one.late) == (two.desks, two.late)
    assert len(one.late) == 4


def test_a_process_that_fails_says_why(module_store):
    written(module_store, ACCEPTED)
    with psycopg.connect(**module_store.address, autocommit=True) as connection:
        connection.execute("UPDATE public.petition_events SET state = '{' WHERE topic LIKE '%Acc%'")
    with pytest.raises(ScanFailed, match="UnreadableEvent"):
        overdue(look(module_store, 67, processes=2))
