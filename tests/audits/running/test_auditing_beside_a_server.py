"""A server has everything audited again by a process of its own, when there is something new."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from answered import answered, ids, listed

from app_served import until
from people_and_days import day
from petition_es.audits.running import tables
from petition_es.audits.running.asking import auditor_of
from petition_es.audits.running.beside import AuditsBeside, is_due
from petition_es.audits.running.shown import Wanted, count, of_the_last
from petition_es.audits.running.whole import audit, audit_aside
from petition_es.bootstrap import put_together
from petition_es.demonstration.identities import identity
from petition_es.regimes import shipped_law
from petition_es.settings import Settings

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def auditor(store, tmp_path):
    store.append(answered(1)[1])
    return auditor_of(store, shipped_law(), home=tmp_path)


def counted(store):
    return of_the_last(store.address, lambda c, build: count(c, build, Wanted()))


def test_another_process_audits_and_ends_with_the_context(auditor, store):
    assert counted(store) is None
    with AuditsBeside(auditor, ZONE):
        until(lambda: counted(store))
    assert "no_contact" in {rule for rule, *_ in counted(store)}


def test_an_audit_is_due_when_something_was_recorded_since_and_once_a_day(auditor, store):
    now = day(300)
    assert is_due(store.address, now)
    audit(*auditor.asked(now))
    assert not is_due(store.address, now + timedelta(hours=23))
    assert is_due(store.address, now + timedelta(hours=24))
    store.append(answered(2)[1])
    assert is_due(store.address, now)


def test_what_auditors_judge_asks_for_no_new_audit(auditor, store, tmp_path):
    house = put_together(Settings(home=tmp_path), store, lambda: day(300))
    audit(*auditor.asked(day(300)))
    house.inquiries.judge(ids(listed(house))[0], "open", identity("auditor"))
    assert not is_due(store.address, day(300))


def test_an_audit_waits_for_another_one_whose_tables_it_would_drop(auditor, store):
    """Else what is looked at of a past day would be gone while it is looked at."""
    with audit_aside(*auditor.asked(day(300))) as (build, _), AuditsBeside(auditor, ZONE):
        until(lambda: waiting(store))
        with tables.looking(store.address) as connection:
            assert count(connection, build, Wanted())
    assert counted(store) is None


def waiting(store):
    """Somebody waits until it may audit."""
    with tables.looking(store.address) as connection:
        asked = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        return connection.execute(asked).fetchall()
