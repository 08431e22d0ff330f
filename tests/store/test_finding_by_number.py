"""A number leads to its petition by one look into a register that the log can rebuild."""

import dataclasses
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_events import NOON, full, placed, submission

from petition_es.domain.petition import Corrected, QueryCodeIssued, Registered
from petition_es.store.faults import ConcurrentChange


def registered(petition_id, number, version=1):
    event = dataclasses.replace(full(Registered), accused=(), place=None)
    return dataclasses.replace(placed(event, petition_id, version), number=number)


def code(petition_id, version, code_hash):
    event = dataclasses.replace(full(QueryCodeIssued), code_hash=code_hash)
    return placed(event, petition_id, version)


def voided(event, version):
    correction = dataclasses.replace(full(Corrected), corrected=event.event_id, effect="void")
    return placed(correction, event.originator_id, version)


def test_a_registered_petition_is_found_by_its_number(store):
    petition_id = uuid4()
    store.append([registered(petition_id, "XF-1")])
    assert store.numbers.find("XF-1").petition_id == petition_id
    assert store.numbers.find("XF-1").code_hash is None
    assert store.numbers.find("XF-2") is None


def test_a_new_code_takes_the_place_of_the_old_one(store):
    petition_id = uuid4()
    store.append([registered(petition_id, "XF-1"), code(petition_id, 2, "first")])
    assert store.numbers.find("XF-1").code_hash == "first"
    store.append([code(petition_id, 3, "second")])
    assert store.numbers.find("XF-1").code_hash == "second"


def test_a_voided_code_opens_nothing(store):
    petition_id = uuid4()
    first, second = code(petition_id, 2, "first"), code(petition_id, 3, "second")
    store.append([registered(petition_id, "XF-1"), first, second, voided(first, 4)])
    assert store.numbers.find("XF-1").code_hash == "second"
    store.append([voided(second, 5)])
    assert store.numbers.find("XF-1").code_hash is None


def test_a_registration_that_is_said_again_changes_nothing(store):
    petition_id = uuid4()
    store.append([registered(petition_id, "XF-1"), registered(petition_id, "XF-1", 2)])
    store.append([registered(petition_id, "XF-1", 3)])
    assert store.numbers.find("XF-1").petition_id == petition_id


def test_the_register_is_no_more_than_the_append(store):
    """What was refused is not in the register."""
    petition_id = uuid4()
    store.append([submission(petition_id, "p-1")])
    with pytest.raises(ConcurrentChange):
        store.append([registered(petition_id, "XF-1")])
    assert store.numbers.find("XF-1") is None


def rows(store):
    with store._datastore.get_connection() as connection:
        numbers = connection.execute("SELECT * FROM petition_numbers ORDER BY number").fetchall()
        codes = connection.execute("SELECT * FROM petition_codes ORDER BY petition_id").fetchall()
    return numbers, codes


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["register", "code", "void", "amend"]), max_size=12))
def test_the_register_is_rebuilt_as_it_was(module_store, steps):
    petition_id, number = uuid4(), uuid4().hex
    codes = [code(petition_id, 1, "h1")]
    module_store.append([codes[0], registered(petition_id, number, 2)])
    for version, step in enumerate(steps, start=3):
        match step:
            case "register":
                event = registered(petition_id, uuid4().hex, version)
            case "amend":
                event = registered(petition_id, number, version)
            case "code":
                event = code(petition_id, version, f"h{version}")
                codes.append(event)
            case _:
                event = voided(codes[-1], version)
        module_store.append([event])
    before = rows(module_store)
    module_store.rebuild_numbers()
    assert rows(module_store) == before


# ---- Wrong codes -------------------------------------------------------------------------------


def test_wrong_codes_are_counted_for_each_number_in_a_window_that_moves(store):
    attempts = store.numbers.attempts
    for minute in range(5):
        attempts.count("XF-1", NOON + timedelta(minutes=minute))
    assert attempts.how_many("XF-1", NOON + timedelta(minutes=5)) == 5
    assert attempts.how_many("XF-2", NOON + timedelta(minutes=5)) == 0
    assert attempts.how_many("XF-1", NOON + timedelta(minutes=17, seconds=30)) == 2
    assert attempts.how_many("XF-1", NOON + timedelta(minutes=30)) == 0


def test_wrong_codes_of_each_sender_are_counted_apart_and_forgotten_together(store):
    attempts = store.numbers.attempts
    for sender in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        attempts.count("XF-1", NOON, sender)
    assert attempts.how_many("XF-1", NOON) == 3
    assert attempts.how_many("XF-1", NOON, "192.0.2.1") == 2
    assert attempts.how_many("XF-1", NOON, "192.0.2.3") == 0
    attempts.forget(["XF-1"])
    assert attempts.how_many("XF-1", NOON) == 0


def test_old_attempts_are_forgotten_and_numbers_are_not_shown(store):
    store.numbers.attempts.count("XF-1", NOON)
    store.numbers.attempts.count("XF-2", NOON + timedelta(hours=1))
    with store._datastore.get_connection() as connection:
        (row,) = connection.execute("SELECT * FROM lookup_attempts").fetchall()
    assert row["wrong"] == 1
    assert "XF" not in row["number_hash"]
