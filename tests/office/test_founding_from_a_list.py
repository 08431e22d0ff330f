"""A list of units is founded in batches, superiors first, and never twice."""

import pytest

from histories import day
from office_setting import STEWARD, Setting
from petition_es.domain.identity import unit_stream
from petition_es.domain.refusals import NotYetEstablished, UnitIsClosed
from petition_es.domain.unit import Connected, Established, UnitName
from petition_es.domain.unit_list import UnitPlace
from petition_es.office.founding import BATCH_UNITS, Founding
from petition_es.store.faults import ConcurrentChange


def place(unit_id, superior="county", **said):
    known = {"line": 2, "level": "township", "kind": "government", "name": UnitName(zh=unit_id)}
    return UnitPlace(unit_id=unit_id, superior=superior, **{**known, **said})


@pytest.fixture
def founding(setting: Setting) -> Founding:
    return Founding(setting.log, setting.units, setting.clock)


def found(founding, *places):
    *_, last = founding.found(places)
    return last.units, last.already, [(each.place.unit_id, each.fields) for each in last.differing]


def test_units_stand_in_the_tree_and_on_the_net_since_their_day(setting, founding):
    setting.clock.now = day(9)
    rows = [place("street", "town"), place("town", connected_since=day(3))]
    assert found(founding, *rows) == (2, 0, [])
    town = setting.units.find("town")
    assert (town.connected_since, town.is_connected_at(day(2))) == (day(3), False)
    assert list(setting.units.superiors("street"))[:2] == ["town", "county"]
    assert setting.units.find("street").connected_since is None
    events = setting.log.load(unit_stream("town"))
    assert [type(event) for event in events] == [Established, Connected]
    assert {event.timestamp for event in events} == {day(9)}


def test_a_second_load_changes_nothing(setting, founding):
    rows = [place("town", connected_since=day(0)), place("village", "town")]
    found(founding, *rows)
    appends = setting.log.appends
    assert found(founding, *rows) == (0, 2, [])
    assert setting.log.appends == appends


def test_a_row_that_says_otherwise_is_named_and_the_unit_stays_as_it_is(setting, founding):
    found(founding, place("town"), place("gone"))
    setting.units.change("gone", lambda unit: unit.close(setting.office.entry(STEWARD)))
    changed = place("town", name=UnitName(zh="另名"), connected_since=day(0))
    assert found(founding, changed, place("gone")) == (
        0, 0, [("town", ("name", "connected_since")), ("gone", ("closed",))],
    )  # fmt: skip
    assert setting.units.find("town").name.zh == "town"


def test_what_is_new_in_a_list_is_founded_beside_what_stands(setting, founding):
    found(founding, place("town"))
    assert found(founding, place("town"), place("village", "town")) == (1, 1, [])


def test_superiors_outside_the_list_must_stand(setting, founding):
    setting.units.change("roads", lambda unit: unit.close(setting.office.entry(STEWARD)))
    faults = founding.faults([
        place("a", "nowhere", line=4), place("b", "roads", line=3), place("c", "county", line=2),
    ])  # fmt: skip
    assert [(one.line, type(why)) for one, why in faults] == [
        (3, UnitIsClosed), (4, NotYetEstablished),
    ]  # fmt: skip


def test_the_log_is_asked_once_for_each_batch(setting, founding, monkeypatch):
    asked = []
    ask = setting.log.load_many
    monkeypatch.setattr(setting.log, "load_many", lambda ids: asked.append(len(ids)) or ask(ids))
    rows = [place(f"unit-{number}") for number in range(BATCH_UNITS + 1)]
    told = [founded.units for founded in founding.found(rows)]
    assert told == [BATCH_UNITS, BATCH_UNITS + 1]
    assert asked == [BATCH_UNITS, 1]


def test_another_load_of_the_same_list_may_be_faster(setting, founding, monkeypatch):
    append = setting.log.append

    def raced(events):
        monkeypatch.undo()
        append(events)
        raise ConcurrentChange

    monkeypatch.setattr(setting.log, "append", raced)
    assert found(founding, place("town")) == (0, 1, [])
