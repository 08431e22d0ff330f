"""A unit is merged or closed: what it held waits, and the successor takes all of it over."""

import pytest

from office_setting import PETITIONER, STEWARD, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.petition import Receive, Refer, TakenOver, TakeOver, Withdraw
from petition_es.domain.unit import UnitName
from petition_es.office.succession import Succession

CLERK = "steward"


@pytest.fixture
def succession(setting: Setting) -> Succession:
    return Succession(setting.log, setting.units, setting.office)


def merged(setting: Setting, unit: str = "roads", into: str = "water") -> None:
    setting.units.merge(setting.office.entry(STEWARD), unit, into=into)


def taken(succession: Succession, unit: str = "roads", **more) -> list[str]:
    handed = list(succession.take_over(unit, clerk=CLERK, **more))
    return [each.refusal.rule if each.refusal else "taken over" for each in handed]


def test_all_that_waits_is_taken_over_at_once_and_once(setting: Setting, succession) -> None:
    first, second = setting.referred(to="roads"), setting.referred(to="roads")
    setting.office.perform(second, Receive(), officer("roads"))
    setting.office.perform(setting.referred(to="roads"), Withdraw(), PETITIONER)
    setting.referred(to="water")
    merged(setting)
    assert {held.petition_id for held in succession.waiting("roads")} == {first, second}
    assert taken(succession) == ["taken over", "taken over"]
    assert list(succession.waiting("roads")) == []
    length = setting.log.length
    assert taken(succession) == []
    assert setting.log.length == length
    assert [e.to_unit for e in setting.log.load(first) if isinstance(e, TakenOver)] == ["water"]
    assert setting.office.perform(first, Receive(), officer("water"))


def test_a_bureau_that_had_sent_it_on_hands_its_part_over_too(setting: Setting, succession) -> None:
    petition_id = setting.referred(to="county", by="city")
    setting.office.perform(petition_id, Refer(to_unit="roads"), officer("county"))
    merged(setting, "county", into="other-city")
    assert taken(succession, "county") == ["taken over"]
    assert list(succession.waiting("roads"))


def test_after_several_mergers_the_last_successor_takes_over(setting: Setting, succession) -> None:
    petition_id = setting.referred(to="roads")
    merged(setting)
    merged(setting, "water", into="other-city")
    between = TakeOver(from_unit="roads", to_unit="water", because="unit_merged")
    with pytest.raises(refusals.NotTheSuccessor):
        setting.office.perform(petition_id, between, officer("county"))
    assert taken(succession) == ["taken over"]
    assert setting.office.perform(petition_id, Receive(), officer("other-city"))


def test_for_a_closed_unit_somebody_is_named(setting: Setting, succession) -> None:
    petition_id = setting.referred(to="roads")
    setting.units.change("roads", lambda unit: unit.close(setting.office.entry(STEWARD)))
    with pytest.raises(refusals.HeirNotNamed):
        taken(succession)
    assert taken(succession, to="nobody") == ["NoSuchUnit"]
    assert taken(succession, to="roads") == ["UnitIsClosed"]
    assert taken(succession, to="water") == ["taken over"]
    last = setting.log.load(petition_id)[-1]
    assert (last.unit_id, last.because) == ("county", "unit_closed")


def test_what_was_merged_goes_to_nobody_else(setting: Setting, succession) -> None:
    setting.referred(to="roads")
    merged(setting)
    assert taken(succession, to="other-city") == ["NotTheSuccessor"]


def test_from_a_unit_that_stands_nothing_is_taken(setting: Setting, succession) -> None:
    setting.referred(to="roads")
    with pytest.raises(refusals.NotTheSuccessor):
        taken(succession)
    with pytest.raises(refusals.NoSuchUnit):
        taken(succession, "nobody")


def test_a_unit_above_which_nobody_stands_leaves_it_to_nobody(setting: Setting, succession) -> None:
    setting.units.change("province", lambda unit: unit.close(setting.office.entry(STEWARD)))
    with pytest.raises(refusals.NotTheSuccessor):
        taken(succession, "province", to="city")


# ---- Merging -------------------------------------------------------------------------------------


def test_a_unit_goes_into_one_that_stands_elsewhere(setting: Setting) -> None:
    for below in ("county", "roads"):
        with pytest.raises(refusals.MergedBelowItself):
            merged(setting, "city", into=below)
    with pytest.raises(refusals.MergedIntoItself):
        merged(setting, "city", into="city")
    with pytest.raises(refusals.NotYetEstablished):
        merged(setting, "city", into="nobody")
    merged(setting, "water", into="roads")
    with pytest.raises(refusals.UnitIsClosed):
        merged(setting, "city", into="water")
    with pytest.raises(refusals.UnitIsClosed):
        merged(setting, "water", into="county")
    merged(setting, "county", into="city")
    assert list(setting.units.superiors("roads")) == ["county", "city", "province"]


def test_a_merged_unit_is_sent_nothing_more(setting: Setting) -> None:
    merged(setting)
    petition_id = setting.registered()
    with pytest.raises(refusals.UnitWasMerged) as refused:
        setting.office.perform(petition_id, Refer(to_unit="roads"), officer("county"))
    assert refused.value.facts["successor"] == "water"


def test_what_changes_nothing_is_not_recorded(setting: Setting) -> None:
    entry, length = setting.office.entry(STEWARD), setting.log.length
    setting.units.change("roads", lambda unit: unit.rename(entry, name=UnitName(zh="roads")))
    setting.units.change("roads", lambda unit: unit.disconnect(entry))
    assert setting.log.length == length
