"""A unit in the five-level tree (单位)."""

import pytest

from histories import day, entry
from petition_es.domain.codes import Code
from petition_es.domain.entry import Actor
from petition_es.domain.identity import derived_id, petitioner_stream, unit_stream
from petition_es.domain.refusals import (
    MergedIntoItself,
    NotACode,
    NotInTheList,
    NotYetEstablished,
    SuperiorOfItself,
    UnitExists,
    UnitIsClosed,
    WrongKind,
)
from petition_es.domain.sealed import Sealed
from petition_es.domain.unit import (
    Closed,
    Connected,
    Disconnected,
    Established,
    Merged,
    Renamed,
    Unit,
    UnitName,
)

STEWARD = Actor(actor_id="steward", role="steward")
ROADS = UnitName(zh="公路管理局", en="Roads Bureau")


def established(**more) -> Unit:
    unit = Unit(unit_stream("roads"))
    content = {
        "office_id": "roads", "name": ROADS, "level": "county", "kind": "functional_department",
    }  # fmt: skip
    unit.establish(entry(STEWARD, on=0), **{**content, **more})
    return unit


def another(unit_id: str) -> Unit:
    unit = Unit(unit_stream(unit_id))
    unit.establish(
        entry(STEWARD, on=0), office_id=unit_id, name=ROADS, level="county", kind="government"
    )
    return unit


def test_a_unit_takes_its_place_in_the_tree():
    unit = established(superior="city", division=Code("gbt2260", "2016", "320826"), phone="0517-1")

    (event,) = unit.collect_events()
    assert isinstance(event, Established)
    assert (unit.unit_id, unit.level, unit.superior, unit.phone) == (
        "roads", "county", "city", "0517-1",
    )  # fmt: skip
    assert (unit.is_connected, unit.is_closed) == (False, False)
    assert str(unit.division) == "gbt2260@2016:320826"


def test_a_unit_is_established_once():
    with pytest.raises(UnitExists):
        established().establish(
            entry(STEWARD, on=1), office_id="roads", name=ROADS, level="county", kind="ministry"
        )


def test_its_name_is_public_text_and_everything_else_a_code():
    assert established().name.in_language("zh") == "公路管理局"
    assert ROADS.in_language("en") == "Roads Bureau"
    assert UnitName(zh="局").in_language("en") == "局"
    with pytest.raises(NotACode):
        established(office_id="the roads")
    with pytest.raises(NotInTheList):
        established(level="village")


def test_a_unit_is_renamed_and_its_record_keeps_both_names():
    unit = established()
    unit.rename(entry(STEWARD, on=5), name=UnitName(zh="公路局"))
    assert unit.name.zh == "公路局"
    assert [type(e) for e in unit.collect_events()] == [Established, Renamed]


def test_a_unit_joins_and_leaves_the_net_and_says_it_once():
    unit = established()
    for _ in range(2):
        unit.connect(entry(STEWARD, on=1))
    assert unit.is_connected
    for _ in range(2):
        unit.disconnect(entry(STEWARD, on=2))
    assert not unit.is_connected
    assert [type(e) for e in unit.collect_events()] == [Established, Connected, Disconnected]


def test_a_merged_unit_names_its_successor_and_does_nothing_more():
    unit = established()
    unit.merge(entry(STEWARD, on=3), successor=another("transport"))
    assert (unit.successor, unit.is_closed) == ("transport", True)
    assert isinstance(unit.collect_events()[-1], Merged)
    with pytest.raises(UnitIsClosed):
        unit.connect(entry(STEWARD, on=4))


def test_a_unit_is_not_merged_into_itself_nor_into_one_that_does_not_stand():
    unit, closed = established(), another("transport")
    closed.close(entry(STEWARD, on=2))
    with pytest.raises(MergedIntoItself):
        unit.merge(entry(STEWARD, on=3), successor=unit)
    with pytest.raises(UnitIsClosed):
        unit.merge(entry(STEWARD, on=3), successor=closed)
    with pytest.raises(NotYetEstablished):
        unit.merge(entry(STEWARD, on=3), successor=Unit(unit_stream("nobody")))
    assert unit.successor is None


def test_a_unit_is_not_its_own_superior():
    with pytest.raises(SuperiorOfItself):
        established(superior="roads")


def test_since_when_a_unit_is_on_the_net_and_whether_it_was_on_a_past_day():
    unit = established()
    assert unit.connected_since is None
    unit.connect(entry(STEWARD, on=2))
    unit.disconnect(entry(STEWARD, on=4))
    unit.connect(entry(STEWARD, on=6))
    assert unit.connected_since == day(6)
    assert [unit.is_connected_at(day(n)) for n in (1, 2, 3, 4, 5, 6, 9)] == [
        False, True, True, False, False, True, True,
    ]  # fmt: skip
    unit.disconnect(entry(STEWARD, on=9))
    assert unit.connected_since is None


def test_a_closed_unit_does_nothing_more():
    unit = established()
    unit.close(entry(STEWARD, on=3))
    assert isinstance(unit.collect_events()[-1], Closed)
    with pytest.raises(UnitIsClosed):
        unit.rename(entry(STEWARD, on=4), name=ROADS)


@pytest.mark.parametrize("step", ["connect", "disconnect", "close"])
def test_what_was_not_established_does_nothing_at_all(step):
    with pytest.raises(NotYetEstablished):
        getattr(Unit(unit_stream("roads")), step)(entry(STEWARD, on=1))


def test_a_replayed_unit_is_the_same_unit():
    unit = established()
    unit.connect(entry(STEWARD, on=1))
    unit.rename(entry(STEWARD, on=2), name=UnitName(zh="公路局"))
    again = Unit.replay(None, unit.collect_events())
    assert again is not None
    assert vars(again) == {**vars(unit), "_pending": []}
    assert Unit.replay(None, []) is None


def test_streams_follow_from_the_ids_of_persons_units_and_source_rows():
    ids = {unit_stream("a"), petitioner_stream("a"), derived_id("mailbox", "1", "submitted")}
    assert len(ids) == 3
    assert unit_stream("a") == unit_stream("a")


def test_a_sealed_name_is_no_public_name():
    with pytest.raises(WrongKind):
        established(name=Sealed("公路局"))
