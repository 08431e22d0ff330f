"""Recorded time comes from the office's clock, and from no other."""

from datetime import UTC, datetime

import pytest
from eventsourcing import domain

from petition_es.bootstrap import put_together
from petition_es.demonstration.units import establish_units
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Register, Submit
from petition_es.domain.sealed import Sealed
from petition_es.settings import Settings

A_DAY_IN_AUGUST = datetime(2016, 8, 4, 9, tzinfo=UTC)


@pytest.fixture
def house(store, tmp_path, monkeypatch):
    def stopped():
        raise AssertionError("somebody asked the library what time it is")

    for name in ("datetime_now_with_tzinfo", "create_utc_datetime_now"):
        monkeypatch.setattr(domain, name, stopped)
    built = put_together(Settings(home=tmp_path), store, lambda: A_DAY_IN_AUGUST)
    establish_units(built.units)
    return built


def test_every_entry_is_recorded_at_the_time_of_the_offices_clock(house):
    submit = Submit(
        title=Sealed("路灯"),
        text=Sealed("坏了"),
        channel="web",
        parties=(Party(petitioner_id="p"),),
    )
    told = house.office.submit(submit, Actor(actor_id="p", role="petitioner"))
    bureau = Actor(actor_id="o", role="officer", unit_id="haiyang-bureau")
    house.office.perform(told.petition_id, Register(purpose="request"), bureau)
    recorded = house.store.load(told.petition_id)
    assert len(recorded) == 3
    assert {event.timestamp for event in recorded} == {A_DAY_IN_AUGUST}
    assert all(event.event_id.version == 7 for event in recorded)
